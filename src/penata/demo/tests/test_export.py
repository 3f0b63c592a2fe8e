import csv
import json
import re
from datetime import date

import pytest

from penata.demo.export import all_decrees, write_csv
from penata.demo.functions import by_slug
from penata.demo.reading import FOLDER
from penata.demo.services import of_function, services
from penata.demo.split import write_split
from penata.public.catalog.rules import COMPONENTS

ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kota-lama")
    write_csv(folder, ON)
    return folder


def rows(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_two_runs_write_the_same_bytes(folder, tmp_path):
    write_csv(tmp_path, ON)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_every_reference_between_the_files_is_met(folder):
    decrees = {f"{row['kind']} {row['number']}/{row['year']}" for row in rows(folder, "decrees.csv")}
    areas = {row["code"] for row in rows(folder, "areas.csv")}
    units = {row["code"] for row in rows(folder, "units.csv")}
    positions = {row["code"] for row in rows(folder, "positions.csv")}
    persons = {row["nip"] for row in rows(folder, "persons.csv")}
    functions = {row["code"] for row in rows(folder, "functions.csv")}
    services = {row["code"] for row in rows(folder, "services.csv")}
    known = {
        "decree": decrees, "area": areas, "parent_area": areas, "unit": units, "position": positions, "nip": persons,
        "substitute": persons, "function": functions, "service": services, "handed_from": units,
    }  # fmt: skip
    for name in (
        "areas",
        "units",
        "units-changes",
        "positions",
        "positions-changes",
        "holdings",
        "absences",
        "functions",
        "mandates",
        "services",
        "cases",
    ):
        for row in rows(folder, f"{name}.csv"):
            for column, value in row.items():
                if column in known and value:
                    assert value in known[column], (name, column, value)
    drawn = json.loads((folder / "areas.geojson").read_text(encoding="utf-8"))
    assert {feature["id"] for feature in drawn["features"]} == areas


def test_codes_are_told_once_in_each_file(folder):
    for name in ("areas", "units", "units-changes", "positions", "positions-changes", "functions", "services"):
        codes = [row["code"] for row in rows(folder, f"{name}.csv")]
        assert len(codes) == len(set(codes)), name
    numbers = [row["other_reference"] for row in rows(folder, "cases.csv") if row["other_reference"]]
    assert len(numbers) == len(set(numbers))
    assert {row["name"] for row in rows(folder, "units-changes.csv")} >= {
        "Badan Perencanaan Pembangunan, Riset, dan Inovasi Daerah"
    }


def test_a_decree_is_named_once():
    labels = [(decree.kind, decree.number, decree.year) for decree in all_decrees(ON)]
    assert len(labels) == len(set(labels))


def test_each_service_has_the_fourteen_components_in_plain_words():
    assert 110 <= len(services(ON)) <= 160
    assert set(of_function(ON)) == set(by_slug(ON))
    for service in services(ON):
        assert all(getattr(service, part.key).strip() for part in COMPONENTS)
        assert service.promise_days >= 1
        assert len(service.keywords.split()) >= 3


def test_no_content_holds_a_real_looking_telephone_number_or_a_forgotten_mark():
    for path in FOLDER.rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b08\d{8,}\b", text), path.name
        assert not re.search(r"TODO|FIXME|lorem|XXX", text), path.name


def test_the_split_gives_the_last_months_to_the_test(tmp_path):
    learned, tried = write_split(tmp_path, ON, count=800)
    assert learned > tried > 50
    last = max(row["received_at"] for row in rows(tmp_path, "train.csv"))
    assert last <= min(row["received_at"] for row in rows(tmp_path, "test.csv"))
