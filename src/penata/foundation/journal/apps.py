from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "penata.foundation.journal"
    label = "journal"
