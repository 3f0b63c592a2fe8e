from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "penata.overview.desk"
    label = "desk"
