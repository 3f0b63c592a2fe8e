from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "penata.foundation.tables"
    label = "tables"
