"""The API: each room's `api.py` under one description, with docs at /api/docs. Open311 is a door of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from ninja import NinjaAPI

from penata.foundation.refusals import Refused, words_for

ROUTERS = (  # where they hang, the room's router
    ("", "penata.organization.structure.api.router"),
    ("", "penata.organization.people.api.router"),
    ("", "penata.public.catalog.api.router"),
    ("", "penata.public.cases.api.router"),
)

api = NinjaAPI(title="Penata", version="1", urls_namespace="api", docs_url="docs")


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """What an action refuses, in the words and with the code that a program can read."""
    said = {"detail": words_for(refusal), "code": refusal.code, "field": refusal.field}
    return api.create_response(request, said, status=422)


for prefix, name in ROUTERS:
    api.add_router(prefix, import_string(name))
