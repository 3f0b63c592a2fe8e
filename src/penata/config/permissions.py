"""All permissions of the house: each room names its own in `rules.PERMISSIONS` (code → Indonesian label)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


@cache
def gathered() -> dict[str, dict[str, str]]:
    """{room: {code: label}}, in the order of the floors."""
    rooms = [app for app in apps.get_app_configs() if app.name.startswith("penata.")]
    named = {
        room.label: getattr(import_module(f"{room.name}.rules"), "PERMISSIONS", {})
        for room in rooms
        if find_spec(f"{room.name}.rules")
    }
    return {label: permissions for label, permissions in named.items() if permissions}
