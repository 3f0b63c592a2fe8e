from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "penata.public.catalog"
    label = "catalog"
