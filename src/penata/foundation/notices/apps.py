from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "penata.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        from . import actions  # noqa: F401 registers its words
