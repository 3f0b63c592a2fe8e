from __future__ import annotations

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from penata.public.cases.open311.documents import Document, Listing, to_json, to_xml

SERVICES = Document(
    "services",
    Listing("service", [{"service_code": "LAMPU", "metadata": False, "keywords": None, "group": "Penerangan & jalan"}]),
)


def test_a_list_is_a_container_of_items_in_xml_and_an_array_in_json():
    assert to_xml(SERVICES) == (
        '<?xml version="1.0" encoding="utf-8"?>\n<services><service><service_code>LAMPU</service_code>'
        "<metadata>false</metadata><keywords/><group>Penerangan &amp; jalan</group></service></services>"
    )
    assert json.loads(to_json(SERVICES)) == [
        {"service_code": "LAMPU", "metadata": False, "keywords": None, "group": "Penerangan & jalan"}
    ]


def test_an_empty_list_is_an_empty_element_and_an_empty_array():
    empty = Document("service_requests", Listing("request", []))
    assert to_xml(empty).endswith("<service_requests></service_requests>")
    assert to_json(empty) == "[]"


def test_instants_carry_their_time_zone():
    document = Document("request", {"requested_datetime": datetime(2026, 11, 24, 8, 0, tzinfo=UTC)})
    assert "<requested_datetime>2026-11-24T08:00:00+00:00</requested_datetime>" in to_xml(document)


@given(st.text())
def test_whatever_residents_write_the_xml_parses_and_says_the_same_but_for_what_xml_cannot_hold(text: str):
    root = ElementTree.fromstring(to_xml(Document("request", {"description": text})).encode("utf-8", "surrogatepass"))
    said = root.findtext("description") or ""
    kept = [
        c for c in text if c in "\t\n" or (c >= "\u0020" and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    ]
    assert said.replace("\n", "") == "".join(kept).replace("\r", "").replace("\n", "")
