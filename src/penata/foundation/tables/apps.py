from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "penata.foundation.tables"
    label = "tables"

    def ready(self) -> None:
        from . import actions  # noqa: F401 registers the words of findings
