from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "penata.foundation.notices"
    label = "notices"
