from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "penata.organization.people"
    label = "people"
