from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "penata.organization.people"
    label = "people"

    def ready(self) -> None:
        """Structure asks who still holds a position that a file closes."""
        from penata.organization.structure.actions.closing import STILL_HELD

        from .queries import held_after

        STILL_HELD.append(held_after)
