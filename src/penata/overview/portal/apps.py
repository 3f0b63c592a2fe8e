from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "penata.overview.portal"
    label = "portal"
