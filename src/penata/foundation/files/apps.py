from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "penata.foundation.files"
    label = "files"

    def ready(self) -> None:
        from . import actions  # noqa: F401 registers its words
