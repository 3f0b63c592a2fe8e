from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "penata.learning.improvement"
    label = "improvement"
