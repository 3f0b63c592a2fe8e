from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "penata.delivery.plans"
    label = "plans"
