from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import include, path
from ninja import NinjaAPI

from penata.foundation.accounts.rules import EVERYONE, SIGNED_IN, STAFF, may, opens_to

PASSWORD = "Delima-merah-41"
PEOPLE = {
    "mayor": ("197001012000011001", "Ratna Wijaya"),
    "head": ("197503032001121002", "Bambang Hartono"),
    "officer": ("198609262015051001", "Sari Puspita"),
    "colleague": ("199205082023082001", "Dewi Lestari"),  # an officer of another unit
    "routing_officer": ("198811152012031003", "Agus Salim"),
    "administrator": ("198001202005011004", "Made Astawa"),
    "outsider": ("warga-1", "Joko Susilo"),  # signed in, without a position
}


@dataclass
class City:
    """Accounts alone, by what they are: this room knows nothing of units and positions."""

    mayor: Any
    head: Any
    officer: Any
    colleague: Any
    routing_officer: Any
    administrator: Any
    outsider: Any


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


@pytest.fixture
def city(db: None) -> City:
    """The accounts of the named people; the administrator and the routing officer have their roles."""
    from penata.foundation.accounts import actions
    from penata.foundation.accounts.models import Account
    from penata.foundation.accounts.queries import permissions
    from penata.foundation.journal.rules import Actor

    accounts = {
        who: Account.objects.create_user(username, PASSWORD, name=name, email=f"{who}@kotalama.example")
        for who, (username, name) in PEOPLE.items()
    }
    every = [code for labels in permissions().values() for code in labels]
    routing = [code for code in every if code.startswith(("cases.route", "routing."))]
    by = Actor.system("tests")
    for who, codes in {"administrator": every, "routing_officer": routing}.items():
        role = actions.save_role(code=who, name=who, permissions=codes, by=by)
        actions.grant_role(account=accounts[who], role=role, since=date(2020, 1, 1), by=by)
    return City(**accounts)
