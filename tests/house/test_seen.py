"""What pages let out: who an anonymous reporter is, what is confidential; and what they let in: scripts and sites."""

from __future__ import annotations

import io
import logging
import re
import zlib
from typing import Any
from uuid import uuid4

import examples
import hostile
import pytest
import walk
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.cases import actions as cases
from penata.public.cases.models import Case
from penata.public.cases.rules import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = [page for page in walk.pages() if "GET" in page.methods()]
NAME, EMAIL, PHONE, ADDRESS = "Zubaedah Qirtaswati", "zq.penanda@example.com", "081399977531", "Gang Penandawati 77"
MARKS = ("Qirtaswati", "zq.penanda", "81399977531", "1399977531", "399-977-531", "Penandawati")
SECRET_WORDS = "Xylofonika"  # in the words of the confidential report alone
MAY_KNOW = {"routing_officer", "administrator"}  # they have cases.route or cases.see_identity
HIDDEN_FROM = [role for role in walk.ROLES if role not in MAY_KNOW]
INLINE = re.compile(
    rb"<style|\sstyle=[\"']|\son[a-z]+=[\"']|<script(?![^>]*(\ssrc=|application/json))|javascript:|srcdoc=",
    re.IGNORECASE,
)


class Marked:
    """Two reports at the officer's position, of a reporter who cannot be mistaken: anonymous, and confidential."""

    anonymous: Case
    confidential: Case


@pytest.fixture(scope="module")
def marked(whole_city: Any, django_db_blocker: Any) -> Any:
    made, at, village = Marked(), timezone.now(), whole_city.areas["99.71.01.1001"].pk
    to = whole_city.positions["KABID-JALAN"].pk
    who = {"name": NAME, "email": EMAIL, "phone": PHONE, "address": ADDRESS, "area_id": village}
    with django_db_blocker.unblock():
        words = f"Lampu jalan mati di Jalan Mawar sejak kemarin. {NAME}, telepon 0813-9997-7531, {EMAIL}."
        made.anonymous = _given(words, to, is_anonymous=True, **who)
        words = f"Lampu jalan {SECRET_WORDS} mati di pasar, pelakunya pegawai sendiri."
        made.confidential = _given(words, to, is_confidential=True, is_anonymous=True, **who)
        cases.publish(made.anonymous, words=made.anonymous.title, by=Actor.system(), at=at)
        cases.answer(made.anonymous, text="Kami periksa.", is_final=False, by=Actor.system(), at=at)
        other = whole_city.positions["KABID-SAMPAH"].pk
        cases.hand_over(
            made.confidential, to=other, reason="not_mandate", because="Bukan tugas kami.", article="Pasal 7",
            by=whole_city.actor("officer"), at=at,
        )  # fmt: skip
    return made


def _given(words: str, to: int, **more: Any) -> Case:
    case = cases.submit(Submission(key=uuid4(), words=words, **more), by=Actor(None, "Pelapor"), at=timezone.now()).case
    if case.position_id != to:
        cases.assign(case, to=to, by=Actor.system(), at=timezone.now())
    return case


def bodies(answer: Any) -> bytes:
    """What an answer says, a PDF's and a workbook's packed parts too."""
    body = answer.getvalue()
    if getattr(answer, "file_to_stream", None):
        answer.file_to_stream.close()
    if body[:5] == b"%PDF-":
        for packed in re.findall(rb"stream\r?\n(.*?)endstream", body, re.DOTALL):
            try:
                body += zlib.decompress(packed)
            except zlib.error:
                continue
    elif body[:2] == b"PK":
        import zipfile

        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return body


def addresses(city: Any, case: Case) -> list[str]:
    """Every page of the walk, those of a case about this case; and the ways to search for the reporter."""
    known, found = examples.examples(), []
    for page in PAGES:
        if page.parts and page.name not in known:
            continue
        example = known[page.name](city) if page.name in known else {}
        parts, query = (example.parts, example.query) if isinstance(example, examples.Example) else (example, "")
        if "reference" in page.parts:
            parts = {**parts, "reference": case.reference}
        found.append(walk.address(page, parts) + query)
    return found


def searches() -> list[str]:
    pages = [
        reverse("cases:list"),
        reverse("desk:search"),
        reverse("desk:desk"),
        "/reports/",
        "/api/cases",
        "/journal/",
    ]
    return [f"{page}?q={word}" for page in pages for word in ("Qirtaswati", "zq.penanda", "081399977531", "399977531")]


@pytest.mark.parametrize("role", HIDDEN_FROM)
def test_nobody_else_reads_who_an_anonymous_reporter_is(whole_city, marked, role):
    client, leaks = walk.client_of(whole_city, role), []
    paths = [path for case in (marked.anonymous, marked.confidential) for path in addresses(whole_city, case)]
    for path in dict.fromkeys(paths):
        body = bodies(client.get(path))
        leaks += [f"{role} {path}: {mark}" for mark in MARKS if mark.encode() in body]
        if role in {"anonymous", "outsider"} and SECRET_WORDS.encode() in body:
            leaks.append(f"{role} {path}: words of a confidential report")
    assert not leaks, "\n" + "\n".join(leaks)


def test_who_routes_reads_who_an_anonymous_reporter_is(whole_city, marked):
    """So that the marks are known to be there to be found."""
    page = walk.client_of(whole_city, "routing_officer").get(reverse("cases:case", args=[marked.anonymous.reference]))
    assert NAME in page.text


@pytest.mark.parametrize("role", HIDDEN_FROM)
def test_no_search_finds_an_anonymous_case_by_its_reporter(whole_city, marked, role):
    client = walk.client_of(whole_city, role)
    found = [
        path
        for path in searches()
        for case in (marked.anonymous, marked.confidential)
        if (answer := client.get(path)).status_code == 200 and case.reference in answer.text
    ]
    assert not found, "this tells whose number or name is in a report"


def test_journal_and_notices_never_hold_who_an_anonymous_reporter_is(whole_city, marked):
    """But for the address to which his own mail goes."""
    rows = {
        "journal": "select journal_entry::text from journal_entry",
        "notices": "select to_jsonb(n) - 'address' from notices_notice n",
        "steps": "select cases_step::text from cases_step",
        "assignments": "select cases_assignment::text from cases_assignment",
        "jobs": "select procrastinate_jobs::text from procrastinate_jobs",
        "titles": "select cases_case::text from cases_case",
        "examples": "select routing_example::text from routing_example",
    }
    with connection.cursor() as cursor:
        for table, sql in rows.items():
            cursor.execute(sql)
            text = " ".join(str(row[0]) for row in cursor.fetchall())
            found = [mark for mark in MARKS if mark in text]
            assert not found, f"{table}: {found}"


def test_logs_never_hold_who_reported_nor_a_secret(whole_city, marked, caplog, client):
    with caplog.at_level(logging.DEBUG):
        draft = {"words": f"Lampu jalan mati di pasar. Saya {NAME}."}
        path = client.post("/report/", draft)["Location"].replace("/place/", "")
        client.post(f"{path}/place/", {"is_unknown": "on"})
        client.post(f"{path}/reporter/", {"who": "anonymous", "email": EMAIL, "phone": PHONE})
        secret = client.post(f"{path}/check/")["Location"].split("/")[2]
        client.get(f"/track/{secret}/")
        client.post("/track/", {"email": EMAIL})
        client.post("/accounts/login/", {"login": "penanda", "password": "Rahasia-Negara-9"})
        client.post("/open311/v2/requests.json", {"api_key": "kunci-penanda", "email": EMAIL})
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert not [mark for mark in (*MARKS, secret, "Rahasia-Negara-9", "kunci-penanda") if mark in said]


# What a page may load, and who may frame, keep or forge it ------------------------------------------------------------


@pytest.mark.parametrize("role", ["administrator", "officer", "anonymous"])
def test_every_page_keeps_the_strict_policy_and_has_nothing_inline(whole_city, marked, role):
    client, faults = walk.client_of(whole_city, role), []
    for path in addresses(whole_city, marked.anonymous):
        answer = client.get(path)
        if not answer.headers.get("Content-Type", "").startswith("text/html") or path.startswith("/api/docs"):
            bodies(answer)
            continue
        policy = answer.headers.get("Content-Security-Policy", "")
        faults += [f"{path}: {match[0]!r}" for match in [INLINE.search(answer.content)] if match]
        if "unsafe" in policy or "script-src 'self'" not in policy or "frame-ancestors 'none'" not in policy:
            faults.append(f"{path}: {policy}")
        wanted = {"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
        faults += [f"{path}: {name}" for name, value in wanted.items() if answer.headers.get(name) != value]
        kept = answer.headers.get("Cache-Control", "")
        if role != "anonymous" and "no-store" not in kept and "private" not in kept:
            faults.append(f"{path}: a personal page may be kept by proxies ({kept or 'no Cache-Control'})")
        faults += [
            f"{path}: a form without a token" for form in hostile.forms(answer.text)
            if form.method == "post" and not form.has_token
        ]  # fmt: skip
    assert not faults, "\n" + "\n".join(dict.fromkeys(faults))


def test_every_post_without_a_token_is_refused(whole_city):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = whole_city.sessions["administrator"]
    known, open_ones = examples.examples(), []
    for page in walk.pages():
        if page.path.startswith(("open311/", "api/")) or (page.parts and page.name not in known):
            continue
        example = known[page.name](whole_city) if page.name in known else {}
        parts = example.parts if isinstance(example, examples.Example) else example
        answer = client.post(walk.address(page, parts), {})
        if answer.status_code not in {403, 404, 405}:
            open_ones.append(f"{page.name}: {answer.status_code}")
    assert not open_ones, open_ones


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_never_leads_to_another_site(whole_city, client, elsewhere):
    from tests.city import PASSWORD

    whole_city.officer.set_password(PASSWORD)
    whole_city.officer.save()
    sent = {"login": whole_city.officer.username, "password": PASSWORD, "next": elsewhere}
    for answer in (
        client.post("/accounts/login/", sent),
        client.post("/language/", {"language": "en", "next": elsewhere}),
        client.get("/accounts/login/", {"next": elsewhere}),
        client.post("/accounts/logout/", {"next": elsewhere}),
    ):
        assert "evil" not in answer.headers.get("Location", "")
        assert not answer.headers.get("Location", "").startswith(("javascript:", "/\\", "//"))


def test_methods_hosts_and_paths_cannot_be_pretended(whole_city, client, settings):
    settings.ALLOWED_HOSTS = ["kotalama.example"]
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    good = {"host": "kotalama.example"}
    assert client.get("/", headers={**good, "x-forwarded-host": "evil.example"}).text.count("evil.example") == 0
    asked = client.get("/report/", {"_method": "DELETE"}, headers={**good, "x-http-method-override": "POST"})
    assert asked.status_code == 200
    for path in (
        "/static/../pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2e%2e/settings.py",
        "/media/x",
    ):
        assert client.get(path, headers=good).status_code == 404


def test_cookies_cannot_be_read_by_scripts_nor_sent_by_other_sites(whole_city, client):
    from tests.city import PASSWORD

    whole_city.officer.set_password(PASSWORD)
    whole_city.officer.save()
    answer = client.post("/accounts/login/", {"login": whole_city.officer.username, "password": PASSWORD})
    session = answer.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_the_tracking_and_sign_in_pages_say_the_same_whether_there_is_one_or_not(whole_city, marked, client):
    known = client.post("/track/", {"email": EMAIL})
    unknown = client.post("/track/", {"email": "tidak.ada@example.com"})
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    assert known.status_code == unknown.status_code
    assert token.sub("", known.text) == token.sub("", unknown.text)
    answers = [
        client.post("/accounts/login/", {"login": login, "password": "Salah-sekali-1"})
        for login in (whole_city.officer.username, "tidak-ada")
    ]
    plain = [re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.text) for answer in answers]
    assert plain[0] == plain[1]
    resets = [
        client.post("/accounts/password/reset/", {"email": e}) for e in (whole_city.officer.email, "tak@example.com")
    ]
    assert len({(a.status_code, a.headers.get("Location")) for a in resets}) == 1
