"""The API: each room's `api.py` under one description, with docs at /api/docs. Open311 is a door of its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from ninja import NinjaAPI

from penata.foundation.refusals import Refused, words_for

ROUTERS = (  # where they hang, the room's router
    ("", "penata.organization.structure.api.router"),
    ("", "penata.organization.people.api.router"),
    ("", "penata.public.catalog.api.router"),
    ("", "penata.public.cases.api.router"),
    ("", "penata.public.forum.api.router"),
    ("", "penata.delivery.plans.api.router"),
)

ABOUT = """
Data of the city: its structure on any day (`on`, today by default) as known at any instant (`at`), who answers for a
function in a place, services with their standards, and cases, plans and tasks as far as the reader may see them.

Reading the structure and services needs no account. Cases, plans and tasks need a session of a civil servant; machines
hand in cases with a key in the header `X-API-Key`, which an administrator gives. An error is `{"detail": …}`; what an
action refuses has a `code` too. Reports of residents also come in through Open311 GeoReport v2 below `/open311/`.
"""
PROBLEM = {
    "type": "object",
    "required": ["detail"],
    "properties": {
        "detail": {"description": "What is wrong, in words; of a wrong parameter a list of places and words."},
        "code": {"type": "string", "description": "Which rule of an action refuses, for programs."},
        "field": {"type": ["string", "null"], "description": "The field that is wrong, when it is one."},
    },
}
PROBLEMS = {
    400: "The body cannot be read.",
    401: "Sign in, or send a valid key in the header X-API-Key.",
    403: "This account or key has no right to it.",
    404: "There is no such record on that day, or this reader may not see it.",
    422: "A parameter or a field is wrong; the words say which and why.",
    429: "Too many requests; the header Retry-After says how long to wait.",
}


OF_STAFF = {"cases", "plans", "tasks"}  # the readers of what lies below are known


class Described(NinjaAPI):
    """The API whose description names the errors that every operation can answer with."""

    def get_openapi_schema(self, **options: Any) -> Any:
        document = super().get_openapi_schema(**options)
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                _complete(operation, _errors(path, method))
        return document


def _errors(path: str, method: str) -> set[int]:
    mine = {401, 403} if path.split("/")[2] in OF_STAFF else set()
    return mine | {404, 422} | ({400, 429} if method == "post" else set())


def _complete(operation: dict[str, Any], errors: set[int]) -> None:
    for found in operation["responses"].values():
        found.setdefault("content", {"application/json": {}})["application/json"].setdefault(
            "schema", {"type": "object"}
        )
    for code in sorted(errors):
        content = {"application/json": {"schema": PROBLEM, "example": {"detail": PROBLEMS[code]}}}
        operation["responses"].setdefault(code, {"description": PROBLEMS[code], "content": content})


api = Described(title="Penata", version="1", description=ABOUT, urls_namespace="api", docs_url="docs")


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """What an action refuses, in the words and with the code that a program can read."""
    said = {"detail": words_for(refusal), "code": refusal.code, "field": refusal.field}
    return api.create_response(request, said, status=422)


for prefix, name in ROUTERS:
    api.add_router(prefix, import_string(name))
