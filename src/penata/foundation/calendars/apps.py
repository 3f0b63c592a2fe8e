from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "penata.foundation.calendars"
    label = "calendars"

    def ready(self) -> None:
        from . import actions  # noqa: F401 registers its words
