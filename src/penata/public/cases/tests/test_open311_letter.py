"""GeoReport v2 against what real servers answer, and against clients that send what no specification foresees."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from penata.foundation.accounts import actions as accounts
from penata.foundation.journal.rules import Actor
from penata.public.catalog import actions as catalog

from .. import actions
from ..models import Attached, Case
from .test_open311 import BASE, POINT, WORDS, key, post, said

__all__ = ["key"]  # the fixture
FIXTURES = Path(settings.PROJECT).parent / "shared" / "data" / "open311-georeport"
real = pytest.mark.real_data
ATTRIBUTES = [
    {"variable": True, "code": "TIANG", "datatype": "string", "required": True, "description": "Nomor tiang?"},
    {
        "variable": True, "code": "JENIS", "datatype": "multivaluelist", "required": False,
        "description": "Jenis lampu?",
        "values": [{"key": "1", "name": "Natrium"}, {"key": "2", "name": "LED"}],
    },
]  # fmt: skip


def fixture(name: str) -> str:
    if not FIXTURES.is_dir():
        pytest.skip("../shared/data is not here")
    return (FIXTURES / name).read_text()


def shape(element: ElementTree.Element) -> dict[str, Any]:
    """Names below an element, whatever their order."""
    return {child.tag: shape(child) for child in element}


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text.encode())


@pytest.fixture
def asking(city: Any) -> None:
    with transaction.atomic():
        catalog.open_service(
            code="tiang", function=city.lamps, decree=city.base.decree, article="Pasal 4", on=date(2024, 1, 1),
            contents=catalog.Contents(
                name="Tiang lampu", summary="Tiang.", topic="complaint", promise_days=3, attributes=ATTRIBUTES
            ),
            by=Actor.system("tests"),
        )  # fmt: skip


@pytest.fixture
def published(case: Case) -> Case:
    actions.publish(case, words=WORDS, by=Actor.system(), at=timezone.now())
    Case.objects.filter(pk=case.pk).update(latitude=-6.99, longitude=110.41, received_at=timezone.now())
    case.refresh_from_db()
    return case


@real
@pytest.mark.parametrize("name", ["cfa_get_service_request.xml", "o311status_requests_single.xml"])
def test_a_request_has_the_elements_of_real_servers(client: Any, published: Case, name: str) -> None:
    ours = parsed(client.get(f"{BASE}/requests/{published.reference}.xml").text)
    theirs = parsed(fixture(name))
    assert (ours.tag, shape(ours)) == (theirs.tag, shape(theirs))


@real
def test_requests_in_json_have_the_fields_of_real_servers_and_their_types(client: Any, published: Case) -> None:
    (ours,) = client.get(f"{BASE}/requests.json").json()
    theirs = json.loads(fixture("o311status_service_requests.json")) + json.loads(fixture("sf_open311_500.json"))
    for row in theirs:
        assert set(row) <= set(ours)
        known = {name: value for name, value in row.items() if value is not None and ours[name] is not None}
        assert {n: type(v) for n, v in known.items()} == {n: type(ours[n]) for n in known}, row


@real
def test_services_have_the_elements_of_real_servers(client: Any, city: Any) -> None:
    ours = parsed(client.get(f"{BASE}/services.xml").text)
    for name in ("cfa_services.xml", "o311status_services_giessen.xml"):
        theirs = parsed(fixture(name))
        assert ours.tag == theirs.tag
        assert all(set(shape(one)) <= set(shape(ours[0])) for one in theirs)
    (service,) = client.get(f"{BASE}/services.json").json()
    for row in json.loads(fixture("o311status_service_list.json")):
        assert set(row) == set(service)


@real
def test_a_definition_has_the_nesting_of_a_real_one(client: Any, city: Any, asking: None) -> None:
    ours = parsed(client.get(f"{BASE}/services/tiang.xml").text)
    theirs = parsed(fixture("cfa_service_definition.xml"))
    assert ours.tag == theirs.tag
    assert [child.tag for child in ours][:1] == ["service_code"]
    # The oldest server puts <attribute> beside the code; the specification wraps it in <attributes>.
    assert shape(ours.findall(".//attribute")[1]) == shape(theirs.findall(".//attribute")[0])
    assert [value.findtext("name") for value in ours.iter("value")] == ["Natrium", "LED"]


@real
def test_answers_to_a_post_a_token_and_a_search_for_nothing_are_as_real_servers_give_them(
    client: Any, city: Any, key: str
) -> None:
    made = parsed(post(client, key, "xml").text)
    theirs = parsed(fixture("cfa_post_service_request.xml"))
    assert (made.tag, shape(made)) == (theirs.tag, shape(theirs))
    token = Case.objects.get().submission
    found, known = parsed(client.get(f"{BASE}/tokens/{token}.xml").text), fixture("cfa_request_id_from_token.xml")
    assert (found.tag, shape(found)) == ("service_requests", shape(parsed(known)))
    empty = parsed(client.get(f"{BASE}/requests.xml", {"service_code": "tidak-ada"}).text)
    assert (empty.tag, len(empty)) == (parsed(fixture("cfa_service_requests_empty.xml")).tag, 0)
    missing = parsed(client.get(f"{BASE}/requests/tidak-ada.xml").text)
    assert shape(missing) == shape(parsed(fixture("cfa_get_service_request_not_found.xml")))


@pytest.mark.parametrize(
    "path", ["", "v2", "v2/", "v3/services.xml", "v2/nothing.json", "v2/requests/a/b.xml", "x.JSON"]
)
def test_an_unknown_path_is_refused_in_the_specified_form(client: Any, city: Any, path: str) -> None:
    for method in (client.get, client.post, client.put, client.delete):
        answer = method(f"/open311/{path}")
        assert answer.status_code == said(answer)[0] == 404
        assert answer["Content-Type"].startswith("application/json" if "json" in path.lower() else "text/xml")


@pytest.mark.parametrize("suffix", [".XML", ".Xml", ".xml/", "/", ".JSON", ".json/"])
def test_suffixes_may_be_in_capitals_and_a_slash_may_follow(client: Any, published: Case, suffix: str) -> None:
    for path in ("discovery", "services", "services/lampu-jalan", "requests", f"requests/{published.reference}"):
        answer = client.get(f"{BASE}/{path}{suffix}")
        assert answer.status_code == 200, path
        kind = "application/json" if "json" in suffix.lower() else "text/xml"
        assert answer["Content-Type"] == f"{kind}; charset=utf-8"


def test_head_and_options_are_answered_and_other_methods_are_named(client: Any, city: Any) -> None:
    head = client.head(f"{BASE}/services.json")
    assert (head.status_code, head.content) == (200, b"")
    options = client.options(f"{BASE}/requests.json")
    assert (options.status_code, options["Allow"]) == (204, "GET, POST, HEAD, OPTIONS")
    assert options["Access-Control-Allow-Origin"] == "*"
    for method in (client.put, client.patch, client.delete):
        answer = method(f"{BASE}/requests.xml")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")
        assert said(answer)[0] == 405


def test_the_key_may_stand_in_the_address_and_the_form_may_have_parts(client: Any, city: Any, key: str) -> None:
    fields = {"service_code": "lampu-jalan", "description": WORDS, **POINT}
    answer = client.post(f"{BASE}/requests.json?api_key={key}", {**fields, "media": picture()})
    assert answer.status_code == 200, answer.content
    kept = Attached.objects.get(case=Case.objects.get())
    assert kept.attachment.kind == "image/jpeg"


def picture(name: str = "foto.jpg", kind: str = "image/jpeg", data: bytes | None = None) -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "RAHASIA-EXIF"
    Image.new("RGB", (40, 30), "orange").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue() if data is None else data, kind)


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("a.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.jpg", "image/jpeg", b"<html><script>alert(1)</script></html>"),
        ("a.jpg", "image/jpeg", b""),
        ("a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0" + b"\x00" * 100),
        ("a.gif", "image/gif", b"GIF89a" + b"\x00" * 100),
        ("a.jpg", "image/jpeg", b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj\ntrailer<<>>\n%%EOF"),
        ("../../a.php", "text/x-php", b"<?php system($_GET['c']);"),
    ],
)
def test_media_that_is_no_photograph_is_refused_and_nothing_is_made(
    client: Any, city: Any, key: str, name: str, kind: str, data: bytes
) -> None:
    fields = {"api_key": key, "service_code": "lampu-jalan", "description": WORDS, **POINT}
    answer = client.post(f"{BASE}/requests.json", {**fields, "media": picture(name, kind, data)})
    if data:
        assert answer.status_code == said(answer)[0] == 400
        assert not Case.objects.exists()
    else:
        assert answer.status_code in {200, 400}


def test_a_photograph_comes_back_without_what_the_camera_wrote(client: Any, city: Any, key: str) -> None:
    fields = {"api_key": key, "service_code": "lampu-jalan", "description": WORDS, **POINT}
    client.post(f"{BASE}/requests.json", {**fields, "media": picture("../../etc/passwd.jpg", "text/html")})
    case, kept = Case.objects.get(), Attached.objects.get()
    assert client.get(f"{BASE}/media/{kept.pk}.jpg").status_code == 404  # nobody published it
    actions.publish(case, words=WORDS, by=Actor.system(), at=timezone.now())
    Attached.objects.update(is_public=True)
    answer = client.get(f"{BASE}/media/{kept.pk}.jpg")
    data = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"RAHASIA-EXIF" not in data
    assert "/" not in kept.attachment.name
    assert not Image.open(io.BytesIO(data)).getexif()


def test_required_attributes_are_asked_for_and_answers_become_words(
    client: Any, city: Any, key: str, asking: None
) -> None:
    sent = {"service_code": "tiang"}
    assert said(post(client, key, **sent)) == (400, "attribute[TIANG] is required for service_code tiang")
    wrong = post(client, key, **sent, **{"attribute[TIANG]": "7", "attribute[JENIS][]": ["1", "9"]})
    assert said(wrong)[0] == 400
    made = post(client, key, **sent, **{"attribute[TIANG]": "7", "attribute[JENIS][]": ["1", "2"], "attribute[]": "x"})
    assert made.status_code == 200
    words = Case.objects.get().statements.get().words
    assert "Nomor tiang?: 7" in words
    assert "Jenis lampu?: Natrium, LED" in words


def test_a_key_that_may_not_submit_may_not(client: Any, city: Any) -> None:
    made = accounts.issue_key(name="Papan angka", permissions=[], since=date(2020, 1, 1), by=Actor.system("tests"))
    assert said(post(client, made[1]))[0] == 403
    assert not Case.objects.exists()


def test_instants_are_read_with_and_without_a_zone_and_with_a_plus_that_became_a_blank(
    client: Any, published: Case
) -> None:
    at = timezone.localtime(published.received_at).replace(microsecond=0)
    for start in (at - timedelta(hours=1), at + timedelta(hours=1)):
        naive = start.replace(tzinfo=None)
        for text in (
            start.isoformat(),  # +07:00
            f"{start:%Y-%m-%dT%H:%M:%S%z}",  # +0700
            f"{start.astimezone(timezone.get_fixed_timezone(0)):%Y-%m-%dT%H:%M:%SZ}",
            naive.isoformat(),  # the city's own time
            naive.isoformat(sep=" "),
        ):
            answer = client.get(f"{BASE}/requests.json?start_date={text}")  # + is sent as it is: decoded as a blank
            assert len(answer.json()) == (1 if start < at else 0), text
    days = [(at + timedelta(days=n)).date().isoformat() for n in (-1, 1)]
    assert len(client.get(f"{BASE}/requests.json", {"start_date": days[0], "end_date": days[1]}).json()) == 1


FILTERS = (
    "service_request_id", "service_code", "status", "start_date", "end_date", "updated_after", "updated_before", "lat",
    "long", "radius", "page", "page_size", "api_key", "jurisdiction_id",
)  # fmt: skip
SENT = (
    "\x00", "a\x00b", "NaN", "-Infinity", "1e400", "9" * 400, "-1", "0", "0001-01-01", "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+12:00", "2026-02-30", "'; drop table cases_case; --", "🔥\u202e", "x" * 9_000, ",,,,", "１",
)  # fmt: skip


@pytest.mark.parametrize("name", FILTERS)
def test_whatever_a_filter_holds_is_answered_or_refused_in_the_specified_form(
    client: Any, published: Case, name: str
) -> None:
    others = {"lat": "-6.99"} if name == "long" else {"long": "110.41"} if name == "lat" else {}
    others |= POINT if name == "radius" else {}
    for text in SENT:
        answer = client.get(f"{BASE}/requests.json", {**others, name: text})
        assert answer.status_code in {200, 400, 404}, text
        assert isinstance(answer.json(), list)
        if answer.status_code != 200:
            assert said(answer)[0] == answer.status_code


@pytest.mark.parametrize(
    "name",
    [
        "service_code",
        "description",
        "lat",
        "email",
        "first_name",
        "phone",
        "device_id",
        "account_id",
        "address_string",
        "media_url",
    ],
)
def test_whatever_a_report_holds_is_kept_or_refused_in_the_specified_form(
    client: Any, city: Any, key: str, name: str
) -> None:
    for text in (*SENT, "Lampu " * 4_000, "<script>alert(1)</script> {{ 7 }} %(name)s lampu mati"):
        for form in ("xml", "json"):
            answer = post(client, key, form, **{name: text})
            assert answer.status_code in {200, 400, 403, 404}, (text[:40], answer.content[:300])
            if form == "xml":
                ElementTree.fromstring(answer.content)
            if answer.status_code != 200:
                assert said(answer)[0] == answer.status_code


def test_bodies_that_are_no_form_are_refused_in_the_specified_form(client: Any, city: Any, key: str) -> None:
    path = f"{BASE}/requests.json?api_key={key}"
    form, many = "application/x-www-form-urlencoded", [("a", "1")] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)
    half = b'--x\r\nContent-Disposition: form-data; name="media"; filename="a"\r\n\r\nhalf'
    for body, kind in (
        (b'{"service_code": "lampu-jalan"}', "application/json"),
        (half, "multipart/form-data; boundary=x"),
        (b"service_code=lampu-jalan", "multipart/form-data"),
        (b"a=" + b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1), form),
        (urlencode(many).encode(), form),
        (b"\xff\xfe=\xed\xa0\x80", form),
    ):  # fmt: skip
        answer = client.post(path, body, content_type=kind)
        assert answer.status_code == said(answer)[0] == 400, kind
    assert not Case.objects.exists()


def test_never_more_than_a_thousand_requests_are_given(client: Any, published: Case) -> None:
    from ..open311.parsing import filters_of

    asked = filters_of({"page_size": "5000"}, now=timezone.now())
    assert asked.page_size == 1_000
    assert len(filters_of({"service_request_id": ",".join(["a"] * 1_500)}, now=timezone.now()).references) == 1_000
