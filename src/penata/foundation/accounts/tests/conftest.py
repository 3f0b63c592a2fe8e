from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import include, path
from ninja import NinjaAPI

from penata.foundation.accounts.rules import EVERYONE, SIGNED_IN, STAFF, may, opens_to


def page(request: Any) -> HttpResponse:
    return HttpResponse(f"{request.actor.label}|{request.standing.is_staff}")


api = NinjaAPI(urls_namespace="api")


@api.get("/roles")
@opens_to(may("accounts.manage"))
def roles(request: Any) -> list[str]:
    return ["a"]


@api.post("/roles")
@opens_to(EVERYONE)
def ask(request: Any) -> list[str]:
    return ["b"]


def declared(access: Any) -> Any:
    return opens_to(access)(lambda request: page(request))  # noqa: PLW0108  # one view object for each rule


urlpatterns = [
    path("", include("penata.config.urls")),
    path("t/open/", declared(EVERYONE), name="t_open"),
    path("t/signed-in/", declared(SIGNED_IN), name="t_signed_in"),
    path("t/staff/", declared(STAFF), name="t_staff"),
    path("t/manage/", declared(may("accounts.manage")), name="t_manage"),
    path("t/undeclared/", page, name="t_undeclared"),
    path("t/api/", api.urls),
]


@pytest.fixture
def pages(settings: Any) -> None:
    """A few pages, one for each kind of rule."""
    settings.ROOT_URLCONF = "penata.foundation.accounts.tests.conftest"
