from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "penata.overview.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        from . import actions  # noqa: F401 registers its words
