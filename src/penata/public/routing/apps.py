from django.apps import AppConfig


class RoutingConfig(AppConfig):
    name = "penata.public.routing"
    label = "routing"
