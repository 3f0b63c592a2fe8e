from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "penata.delivery.performance"
    label = "performance"
