from django.apps import AppConfig


class StructureConfig(AppConfig):
    name = "penata.organization.structure"
    label = "structure"
