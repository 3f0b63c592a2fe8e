"""What attackers and broken programs send, to every page as everyone who may open it: never an error of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import examples
import hostile
import pytest
import walk
from django.db import DatabaseError, transaction
from django.urls import NoReverseMatch, resolve

from penata.foundation.journal.rules import Actor
from penata.public.cases import actions as cases
from penata.public.cases.rules import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = [page for page in walk.pages() if "GET" in page.methods()]
TRIED_AS = ("administrator", "officer", "routing_officer", "outsider", "anonymous")  # the first who may
FORM = "application/x-www-form-urlencoded"
TRIED: set[tuple[str, frozenset[str], str]] = set()  # forms that were filled in already, wherever they stood


@pytest.fixture(scope="module")
def town(whole_city: Any, django_db_blocker: Any) -> Any:
    """The city with a report whose every field is hostile, published and answered in such words."""
    with django_db_blocker.unblock():
        for text in (hostile.MARKUP, hostile.TEMPLATE, hostile.MIX, "a" * 5_000):
            _told(whole_city, f"{text} lampu jalan mati {text[:900]}")
    return whole_city


def _told(city: Any, text: str) -> None:
    from django.utils import timezone

    at, village = timezone.now(), city.areas["99.71.01.1001"].pk
    said = Submission(
        key=uuid4(), words=text, place=text, area_id=village, name=text, email="a@example.com", phone=text[:30],
        address=text, other_reference=text, device=text,
    )  # fmt: skip
    case = cases.submit(said, by=Actor(None, text[:150]), at=at).case
    to = city.positions["KABID-JALAN"].pk
    by = Actor(None, text[:150])
    if case.position_id != to:
        cases.assign(case, to=to, because=text, by=by, at=at)
    cases.note(case, text=text, by=by, at=at)
    cases.publish(case, words=text, by=by, at=at)
    cases.answer(case, text=text, is_final=False, by=by, at=at)


def parts_of(page: walk.Page, city: Any) -> dict[str, Any]:
    known = examples.examples()
    found = known[page.name](city) if page.name in known else {}
    return found.parts if isinstance(found, examples.Example) else found


def reader_of(page: walk.Page, city: Any, path: str) -> str:
    """Who of those who may open the page tries it: the first to whom it opens."""
    for role in TRIED_AS:
        if walk.tried(city, role, "GET", path).status_code == 200:
            return role
    return TRIED_AS[-1]


class Tries:
    """Requests that are undone; what went wrong is collected."""

    def __init__(self, city: Any, role: str) -> None:
        self.client, self.faults = walk.client_of(city, role), []
        self.client.raise_request_exception = False

    def send(self, method: str, path: str, **sent: Any) -> Any:
        try:
            with transaction.atomic():
                answer = self.client.generic(method, path, **sent)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                transaction.set_rollback(True)
        except DatabaseError as error:
            self.faults.append(f"{method} {path[:150]}: {error}")
            return None
        if answer.status_code >= 500 and answer.status_code != 503:
            self.faults.append(f"{method} {path[:150]} {str(sent)[:150]}: {answer.status_code} {_why(answer)}")
        if "html" in answer.headers.get("Content-Type", "") and hostile.RAW.search(body.decode("utf-8", "replace")):
            self.faults.append(f"{method} {path[:150]}: markup stands in the page as it was sent")
        return answer

    def done(self) -> None:
        self.client.raise_request_exception = True
        assert not self.faults, "\n" + "\n".join(dict.fromkeys(self.faults))


def _why(answer: Any) -> str:
    found = getattr(answer, "exc_info", None)
    return repr(found[1])[:300] if found else ""


def asked_of(tries: Tries, path: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What the page asks for in its address: most ask for nothing, and one answer tells all about those."""
    with monkeypatch.context() as patch:
        patch.setattr("django.core.handlers.wsgi.QueryDict", hostile.Heard)
        hostile.Heard.names.clear()
        tries.send("GET", path + "?" + urlencode(dict.fromkeys(hostile.PARAMETERS, hostile.MIX)))
        names = set(hostile.Heard.names)
    return names | set(hostile.PARAMETERS) if hostile.Heard.ALL in names else names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.name}-{'-'.join(sorted(page.parts))}")
def test_a_page_bears_whatever_stands_in_its_address(town, page, monkeypatch):
    parts = parts_of(page, town)
    path = walk.address(page, parts)
    tries = Tries(town, reader_of(page, town, path))
    if asked := sorted(asked_of(tries, path, monkeypatch)):
        for text in hostile.TEXTS:
            tries.send("GET", path + "?" + urlencode(dict.fromkeys(asked, text[:3_000])))
    for query in hostile.RAW_QUERIES:
        tries.send("GET", f"{path}?{query}")
    for bent in hostile.bent({name: parts[name] for name in parts if name in page.parts}):
        try:
            tries.send("GET", walk.address(page, bent))
        except NoReverseMatch:
            continue
    tries.done()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.name}-{'-'.join(sorted(page.parts))}")
def test_a_form_bears_whatever_is_typed_into_it(town, page):
    path = walk.address(page, parts_of(page, town))
    role = reader_of(page, town, path)
    answer = walk.tried(town, role, "GET", path)
    if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
        return
    tries = Tries(town, role)
    for form in hostile.forms(answer.text):
        where = urlsplit(form.action).path or path
        known = (resolve(where).view_name, frozenset(form.fields), role)  # the frame's own, and one form for many rows
        if form.method != "post" or "logout" in form.action or "/language/" in form.action or known in TRIED:
            continue
        TRIED.add(known)
        for filled in hostile.fillings(form):
            tries.send("POST", where, data=urlencode(filled, doseq=True).encode(), content_type=FORM)
        for body, kind in _bodies(form):
            tries.send("POST", where, data=body, content_type=kind)
    tries.done()


def _bodies(form: hostile.Form) -> list[tuple[bytes, str]]:
    """Bodies that are no form, or a broken one."""
    name = next(iter(form.texts), "words")
    return [
        (b'{"words": [1, {"a": null}]}', "application/json"),
        (b"\xff\xfe" + name.encode() + b"=%ff%fe%ed%a0%80\xc3\x28", FORM),
        (b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\nhalf', "multipart/form-data; boundary=x"),
        (b"whatever", "multipart/form-data"),
        (b"<a/>", "text/xml; charset=utf-7"),
        (name.encode() + b"=a", "application/x-www-form-urlencoded; charset=nonsense"),
        (f"{name}=a&{name}=b&{name}[]=c&{name}.x=d".encode(), FORM),
    ]


def test_words_that_are_refused_stand_in_the_form_again(town):
    tries = Tries(town, "anonymous")
    for text in ("pendek", "Lampu jalan mati sekali. " * 800, "Lampu <b>jalan</b> & pasar " * 600):
        answer = tries.send("POST", "/report/", data=urlencode({"words": text}).encode(), content_type=FORM)
        assert answer.status_code == 422
        from html import unescape

        assert text.strip() in unescape(answer.text)
    tries.done()
