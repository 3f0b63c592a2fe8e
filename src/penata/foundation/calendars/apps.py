from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "penata.foundation.calendars"
    label = "calendars"
