from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "penata.foundation.ui"
    label = "ui"
