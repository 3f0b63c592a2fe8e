from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "penata.public.surveys"
    label = "surveys"
