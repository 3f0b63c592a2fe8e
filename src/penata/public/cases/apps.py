from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "penata.public.cases"
    label = "cases"
