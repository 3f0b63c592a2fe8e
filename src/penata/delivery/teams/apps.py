from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "penata.delivery.teams"
    label = "teams"
