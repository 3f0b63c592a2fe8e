"""The middleware keeps each page's rule."""

from __future__ import annotations

from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import ImproperlyConfigured

from penata.foundation.accounts import actions
from penata.foundation.journal.rules import Actor

pytestmark = pytest.mark.usefixtures("pages")
BY = Actor.system("tests")


def test_anonymous_visitors_open_open_pages_without_a_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/t/open/").content == b"Warga|False"


@pytest.mark.parametrize("page", ["signed-in", "staff", "manage"])
def test_anonymous_visitors_are_sent_to_sign_in_and_come_back(client, db, page):
    answer = client.get(f"/t/{page}/?a=1")
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next=%2Ft%2F{page}%2F%3Fa%3D1"


def test_parts_of_a_page_send_the_whole_page_to_sign_in(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?late=1"}
    answer = client.get("/t/staff/", headers=headers)
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fdesk%2F%3Flate%3D1"


def test_machines_get_401_and_403_as_json(client, city, sign_in):
    assert client.get("/t/api/roles").status_code == 401
    assert client.get("/t/staff/", headers={"Accept": "application/json"}).status_code == 401
    answer = sign_in(city.officer).get("/t/api/roles")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/json")


def test_each_api_operation_has_its_own_rule(client, city):
    assert client.post("/t/api/roles").json() == ["b"]
    client.force_login(city.administrator)
    assert client.get("/t/api/roles").json() == ["a"]


def test_an_outsider_opens_pages_of_the_signed_in_only(city, sign_in):
    client = sign_in(city.outsider)
    assert client.get("/t/signed-in/").content == b"Joko Susilo|False"
    assert client.get("/t/staff/").status_code == 403
    assert client.get("/t/manage/").status_code == 403


def test_an_administrator_opens_his_pages(city, sign_in):
    assert sign_in(city.administrator).get("/t/manage/").content == b"Made Astawa|True"


def test_a_page_of_staff_costs_two_queries_for_session_account_and_standing(city, sign_in, django_assert_num_queries):
    client = sign_in(city.administrator)
    with django_assert_num_queries(2):
        assert client.get("/t/manage/").status_code == 200


def test_a_page_without_a_rule_is_an_error_in_tests_and_refused_in_production(client, db, settings):
    with pytest.raises(ImproperlyConfigured, match="t_undeclared"):
        client.get("/t/undeclared/")
    settings.PENATA_STRICT_ACCESS = False
    assert client.get("/t/undeclared/").status_code == 403


def test_a_superuser_is_not_above_the_law(city, sign_in):
    city.officer.is_superuser = True
    city.officer.save()
    standing = sign_in(city.officer).get("/t/manage/").wsgi_request.standing
    assert all(code.startswith("accounts.") for code in standing.permissions)


def test_a_closed_account_is_anonymous_at_once(city, sign_in):
    client = sign_in(city.administrator)
    actions.close(account=city.administrator, because="Pensiun", on=date(2026, 11, 24), by=BY)
    assert client.get("/t/manage/").status_code == 302


@pytest.fixture
def strict_role(city):
    role = actions.save_role(
        code="strict", name="Strict", permissions=["accounts.manage"], needs_second_factor=True, by=BY
    )
    actions.grant_role(account=city.officer, role=role, since=date(2020, 1, 1), by=BY)
    return role


def test_a_role_that_needs_a_second_factor_opens_nothing_before_it_is_set_up(city, sign_in, strict_role):
    client = sign_in(city.officer)
    for page in ("signed-in", "staff", "manage"):
        answer = client.get(f"/t/{page}/")
        assert answer["Location"].startswith("/accounts/second-factor/?next="), page
    assert client.get("/t/open/").content == b"Sari Puspita|False"
    assert client.get("/t/api/roles").status_code == 401
    assert client.get("/accounts/second-factor/").status_code == 200
    assert client.get("/accounts/2fa/").status_code == 200


def test_a_second_factor_that_was_not_used_in_this_session_is_asked_for(city, sign_in, strict_role):
    TOTP.activate(city.officer, "JBSWY3DPEHPK3PXP")
    client = sign_in(city.officer)
    answer = client.get("/t/manage/")
    assert answer["Location"] == "/accounts/2fa/reauthenticate/?next=%2Ft%2Fmanage%2F"
    code = hotp_value("JBSWY3DPEHPK3PXP", next(yield_hotp_counters_from_time()))
    assert client.get(answer["Location"]).status_code == 200
    answer = client.post(answer["Location"], {"code": f"{code:06}", "next": "/t/manage/"})
    assert (answer.status_code, answer["Location"]) == (302, "/t/manage/")
    assert client.get("/t/manage/").content == b"Sari Puspita|True"
