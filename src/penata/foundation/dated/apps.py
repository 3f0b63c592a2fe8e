from django.apps import AppConfig


class DatedConfig(AppConfig):
    name = "penata.foundation.dated"
    label = "dated"
