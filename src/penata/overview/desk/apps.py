from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "penata.overview.desk"
    label = "desk"

    def ready(self) -> None:
        from . import actions  # noqa: F401 registers its words
