"""GeoReport v2 to the letter: what clients of other cities send and read works unchanged."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.utils import timezone

from penata.foundation.accounts import actions as accounts
from penata.foundation.accounts.models import ApiKey
from penata.foundation.journal.rules import Actor

from ..models import Case
from ..open311.parsing import Client, submission_of
from ..queries.georeport import Offered

BASE = "/open311/v2"
WORDS = "Lampu jalan di depan pasar padam sejak kemarin malam."
POINT = {"lat": "-6.99", "long": "110.41"}


@pytest.fixture
def key(city: Any) -> str:
    made = accounts.issue_key(
        name="Aplikasi warga", permissions=["cases.submit"], since=date(2020, 1, 1), by=Actor.system("tests")
    )
    return made if isinstance(made, str) else made[1]


def post(client: Any, key: str, form: str = "json", **fields: Any) -> Any:
    sent = {"api_key": key, "service_code": "lampu-jalan", "description": WORDS, **POINT, **fields}
    body = urlencode({name: value for name, value in sent.items() if value is not None}, doseq=True)
    return client.post(f"{BASE}/requests.{form}", body, content_type="application/x-www-form-urlencoded; charset=utf-8")


def said(answer: Any) -> tuple[int, str]:
    """The code and description of an error, in either form."""
    if answer["Content-Type"].startswith("text/xml"):
        error = ElementTree.fromstring(answer.content).find("error")
        assert error is not None
        return int(error.findtext("code") or 0), error.findtext("description") or ""
    (error,) = answer.json()
    return error["code"], error["description"]


def test_discovery_names_the_endpoint_and_both_formats(client: Any, city: Any) -> None:
    found = client.get("/open311/discovery.json").json()
    assert found["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert found["endpoints"][0]["url"].endswith("/open311/v2")
    assert found["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    assert ElementTree.fromstring(client.get("/open311/discovery.xml").content).tag == "discovery"


def test_services_are_listed_with_the_fields_of_the_specification(client: Any, city: Any) -> None:
    (service,) = client.get(f"{BASE}/services.json").json()
    assert service == {
        "service_code": "lampu-jalan",
        "service_name": "Perbaikan lampu jalan",
        "description": "Kami memperbaiki lampu jalan yang padam.",
        "metadata": False,
        "type": "realtime",
        "keywords": None,
        "group": "Pengaduan",
    }
    root = ElementTree.fromstring(client.get(f"{BASE}/services.xml").content)
    assert [child.tag for child in root] == ["service"]
    assert root.findtext("service/metadata") == "false"


def test_a_definition_is_given_by_code_and_an_unknown_code_is_404(client: Any, city: Any) -> None:
    assert client.get(f"{BASE}/services/lampu-jalan.json").json() == {"service_code": "lampu-jalan", "attributes": []}
    assert said(client.get(f"{BASE}/services/tidak-ada.xml"))[0] == 404


def test_a_request_with_only_coordinates_finds_its_area(client: Any, city: Any, key: str) -> None:
    answer = post(client, key)
    assert answer.status_code == 200
    case = Case.objects.get()
    assert answer.json()[0]["service_request_id"] == case.reference
    assert case.area == city.village
    assert case.channel == "open311"


def test_xml_answers_a_post_as_specified(client: Any, city: Any, key: str) -> None:
    root = ElementTree.fromstring(post(client, key, "xml").content)
    assert root.tag == "service_requests"
    assert root.findtext("request/service_request_id") == Case.objects.get().reference


def test_a_retry_makes_no_second_case(client: Any, city: Any, key: str) -> None:
    first, second = post(client, key).json(), post(client, key).json()
    assert first[0]["service_request_id"] == second[0]["service_request_id"]
    post(client, key, description="Lampu yang lain di Jalan Melati juga padam.")
    assert Case.objects.count() == 2


def test_a_retry_at_the_turn_of_the_hour_is_still_the_same() -> None:
    given = QueryDict(urlencode({"description": WORDS, **POINT}))
    service = Offered(1, "lampu-jalan", "Perbaikan lampu jalan", "", "", "", [])
    before, after, later = (
        submission_of(given, service, Client(1), now=datetime(2026, 11, 24, hour, minute, tzinfo=UTC))
        for hour, minute in ((9, 59), (10, 0), (11, 30))
    )
    assert before[0].key == after[1].key  # found as the one of the last hour
    assert not {one.key for one in before} & {one.key for one in later}


@pytest.mark.parametrize(
    ("fields", "code", "word"),
    [
        ({"api_key": None}, 403, "api_key"),
        ({"api_key": "salah"}, 403, "api_key"),
        ({"service_code": None}, 400, "service_code"),
        ({"service_code": "tidak-ada"}, 404, "service_code"),
        ({"lat": None, "long": None}, 400, "location"),
        ({"long": None}, 400, "location"),
        ({"lat": "utara"}, 400, "lat"),
        ({"lat": "nan"}, 400, "lat"),
        ({"lat": "123"}, 400, "lat"),
        ({"lat": "40.7", "long": "-74"}, 400, "outside the city"),
        ({"jurisdiction_id": "city.gov"}, 404, "jurisdiction_id"),
        ({"description": "a" * 20_000}, 400, "at most"),
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_is_wrong_is_said_in_the_specified_form(
    client: Any, city: Any, key: str, fields: dict[str, Any], code: int, word: str, form: str
) -> None:
    answer = post(client, key, form, **fields)
    assert answer.status_code == code
    assert said(answer)[0] == code
    assert word in said(answer)[1]
    assert not Case.objects.exists()


def test_a_few_words_follow_the_name_of_the_service(client: Any, city: Any, key: str) -> None:
    assert post(client, key, description="Mati").status_code == 200
    assert Case.objects.get().statements.get().words.endswith(": Mati")


def test_an_address_alone_is_a_location(client: Any, city: Any, key: str) -> None:
    assert post(client, key, lat=None, long=None, address_string="Jalan Mawar 3").status_code == 200
    assert Case.objects.get().area is None


def test_a_very_long_address_stays_whole(client: Any, city: Any, key: str) -> None:
    address = "Jalan Mawar " + "gang kecil " * 30 + "nomor 7 belakang"
    assert post(client, key, address_string=address).status_code == 200
    statement = Case.objects.get().statements.get()
    assert (statement.place, statement.words) == (address[:300], f"{WORDS}\n\n{address}")


def test_a_name_of_one_word_and_a_name_of_two_fields_are_both_names(client: Any, city: Any, key: str) -> None:
    post(client, key, first_name="Suharto", phone="08120000000")
    assert Case.objects.get().contact.name == "Suharto"


def test_no_description_is_needed(client: Any, city: Any, key: str) -> None:
    assert post(client, key, description=None).status_code == 200


def test_the_sender_reads_his_request_at_once_and_others_its_words_only_when_published(
    client: Any, city: Any, key: str
) -> None:
    reference = post(client, key).json()[0]["service_request_id"]
    own = client.get(f"{BASE}/requests/{reference}.json?api_key={key}").json()[0]
    assert own["description"]
    other = client.get(f"{BASE}/requests/{reference}.json").json()[0]
    assert other["description"] is None
    assert other["lat"] is None
    assert other["status"] == "open"
    assert other["service_code"] == "lampu-jalan"
    assert datetime.fromisoformat(other["requested_datetime"]).tzinfo is not None
    assert datetime.fromisoformat(other["expected_datetime"]).date() == Case.objects.get().finish_by
    assert other["agency_responsible"]


def test_confidential_reports_are_not_for_others(client: Any, city: Any, key: str) -> None:
    reference = post(client, key).json()[0]["service_request_id"]
    Case.objects.update(is_confidential=True)
    assert client.get(f"{BASE}/requests/{reference}.json").status_code == 404
    assert client.get(f"{BASE}/requests.json").json() == []


def test_requests_are_filtered_and_paged(client: Any, city: Any, key: str) -> None:
    references = [
        post(client, key, description=f"{WORDS} {number}").json()[0]["service_request_id"] for number in range(3)
    ]

    def ids(**given: Any) -> list[str]:
        return [row["service_request_id"] for row in client.get(f"{BASE}/requests.json", given).json()]

    now = timezone.now()
    assert ids() == references[::-1]
    assert ids(page_size=2) == references[:0:-1]
    assert ids(page_size=2, page=2) == references[:1]
    assert ids(service_request_id=",".join(references[:2]), status="closed") == references[1::-1]
    assert ids(service_code="lampu-jalan,lain") == references[::-1]
    assert ids(service_code="lain") == []
    assert ids(status="open") == references[::-1]
    assert ids(status="closed") == []
    assert ids(start_date=(now + timedelta(days=1)).isoformat()) == []
    assert ids(end_date=(now - timedelta(days=1)).isoformat()) == []
    assert ids(**POINT, radius=1000) == references[::-1]
    assert ids(lat="-6.5", long="110.41", radius=1000) == []


@pytest.mark.parametrize(
    "given",
    [
        {"start_date": "kemarin"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"},
        {"start_date": "2026-06-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
        {"status": "half-open"},
        {"page": "0"},
        {"page_size": "many"},
    ],
)
def test_a_filter_that_makes_no_sense_is_a_400(client: Any, city: Any, given: dict[str, str]) -> None:
    assert said(client.get(f"{BASE}/requests.xml", given))[0] == 400


def test_a_request_or_token_that_is_not_there_is_a_404(client: Any, city: Any) -> None:
    for path in ("requests/KL-2026-999999", f"tokens/{uuid4()}", "tokens/1", "requests/%00"):
        assert said(client.get(f"{BASE}/{path}.xml"))[0] == 404
        assert said(client.get(f"{BASE}/{path}.json"))[0] == 404


def test_a_token_leads_to_the_request(client: Any, city: Any, key: str) -> None:
    post(client, key)
    case = Case.objects.get()
    found = client.get(f"{BASE}/tokens/{case.submission}.json").json()
    assert found == [{"service_request_id": case.reference, "token": str(case.submission)}]


def test_without_a_suffix_xml_is_given_unless_json_is_asked_for(client: Any, city: Any) -> None:
    assert client.get(f"{BASE}/services")["Content-Type"] == "text/xml; charset=utf-8"
    asked = client.get(f"{BASE}/services", headers={"accept": "application/json"})
    assert asked["Content-Type"] == "application/json; charset=utf-8"
    assert client.get(f"{BASE}/services.yaml").status_code == 404


def test_what_is_not_offered_is_refused_and_writes_nothing(client: Any, city: Any, key: str) -> None:
    assert said(client.delete(f"{BASE}/requests.json"))[0] == 405
    assert said(client.post(f"{BASE}/services.json"))[0] == 405


def test_the_words_of_residents_are_masked_for_the_sender_too(client: Any, city: Any, key: str) -> None:
    post(client, key, description=f"{WORDS} Hubungi saya 0812-3456-7890.")
    text = json.dumps(client.get(f"{BASE}/requests.json?api_key={key}").json())
    assert "3456" not in text


def test_the_key_of_a_client_that_was_revoked_no_longer_counts(client: Any, city: Any, key: str) -> None:
    ApiKey.objects.update(is_active=False)
    assert post(client, key).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_requests(
    client: Any, city: Any, key: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        post(client, key, description=f"{WORDS} {number}")
    client.get(f"{BASE}/requests.json")
    with django_assert_max_num_queries(6):
        client.get(f"{BASE}/requests.json")
