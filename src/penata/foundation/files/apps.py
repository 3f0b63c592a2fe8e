from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "penata.foundation.files"
    label = "files"
