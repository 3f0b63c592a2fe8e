"""The taxonomy of functions, and the mandate of each: who answers, where, from when to when, by which article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from .law import FOUNDED, Change, Decree, agency_decree, changes, founding
from .outline import Duty
from .reading import rows, sections
from .structure import Assigned, assigned, current, village_unit
from .territory import CITY_CODE, areas

GUARDIAN = "SETDA.1.1"  # Bagian Tata Pemerintahan answers where no kecamatan or kelurahan is known
INFORMED = ("jalan-rusak", "drainase", "sampah-terangkut", "sampah-liar", "pohon", "penerangan-jalan", "banjir")
PHRASE_FILES = (
    "phrases/1-jalan-air-permukiman.txt", "phrases/2-lingkungan-perhubungan.txt", "phrases/3-manusia.txt",
    "phrases/4-ekonomi-umum.txt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Function:
    code: str
    title: str
    description: str
    keywords: str
    parent: str
    is_public: bool
    decree: Decree
    article: str
    since: date
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Mandate:
    function: str
    aspect: str  # accountable, contributing, informed
    unit: str
    area: str
    decree: Decree
    article: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Owned:
    """A function with all the places in the structure that it is assigned to."""

    function: Function
    assigned: tuple[Assigned, ...]


def _description(duty: Duty) -> str:
    text = duty.description or f"menyelenggarakan {duty.title[0].lower()}{duty.title[1:]}"
    return f"{text[0].upper()}{text[1:]} sesuai dengan ketentuan peraturan perundang-undangan."


@cache
def resident_words() -> dict[str, str]:
    """Words that residents use for a function, from services and from what they wrote."""
    return {line["slug"]: line["words"] for line in rows("keywords.csv")}


def _affairs() -> Iterator[Function]:
    for line in rows("affairs.csv"):
        text = f"Membawahi fungsi dalam {line['title'][0].lower()}{line['title'][1:]}."
        yield Function(line["code"], line["title"], text, "", line["parent"], False, founding(), "Pasal 3", FOUNDED)


def _division(unit: str, agency: str) -> str:
    """The bidang, bagian or the like below the agency: the level at which functions are grouped."""
    below = unit.removeprefix(agency).strip(".").split(".")[0]
    return f"{agency}.{below}" if below else agency


@cache
def _owned(on: date) -> tuple[_Owned, ...]:
    by_duty: dict[tuple[str, str], list[Assigned]] = {}
    for item in assigned():
        place = item.agency[:3] if item.agency.startswith(("KEC", "KEL")) else ""
        by_duty.setdefault((place, item.duty.title), []).append(item)
    groups: dict[tuple[str, str], str] = {}
    numbers: dict[str, int] = {}
    found: list[_Owned] = []
    names = current(on)
    started = {change.subject: change for change in changes(on) if change.kind == "new"}
    for (place, title), items in by_duty.items():
        first = items[0]
        key = (first.affair, place or _division(first.unit, first.agency))
        if key not in groups:
            serial = sum(1 for affair, _ in groups if affair == first.affair) + 1
            groups[key] = code = f"{first.affair}.{serial:02d}"
            unit = names.get(key[1])
            named = _group_title(unit.name if unit else {"KEC": "Kecamatan", "KEL": "Kelurahan"}[place])
            text = f"Membawahi fungsi {named[0].lower()}{named[1:]}."
            group = Function(code, named, text, "", first.affair, False, first_decree(first), first.article, FOUNDED)
            found.append(_Owned(group, ()))
        parent = groups[key]
        numbers[parent] = numbers.get(parent, 0) + 1
        change = started.get(first.duty.slug)
        function = Function(
            f"{parent}.{numbers[parent]:02d}", title, _description(first.duty),
            resident_words().get(first.duty.slug, ""), parent, first.duty.is_public,
            change.decree if change else first_decree(first), "Pasal 2" if change else first.article,
            change.day if change else FOUNDED, first.duty.slug,
        )  # fmt: skip
        found.append(_Owned(function, tuple(items)))
    return tuple(found)


def first_decree(item: Assigned) -> Decree:
    code = item.agency[:3] if item.agency.startswith(("KEC", "KEL")) else item.agency
    return agency_decree(code)


def _group_title(name: str) -> str:
    for prefix in ("Bidang ", "Bagian ", "Asisten ", "Wakil Direktur "):
        name = name.removeprefix(prefix)
    words = " ".join(word if word.isupper() else word.lower() for word in name.split())
    return f"Penyelenggaraan {words}"


@cache
def functions(on: date) -> tuple[Function, ...]:
    """Parents first."""
    return (*_affairs(), *(owned.function for owned in _owned(on)))


@cache
def by_slug(on: date) -> dict[str, Function]:
    return {function.slug: function for function in functions(on) if function.slug}


def _area_of(unit: str) -> str:
    """The area that a territorial unit answers for; the city for the others."""
    parts = unit.split(".")
    return _unit_areas().get(".".join(parts[: 2 if unit.startswith("KEL") else 1]), CITY_CODE)


@cache
def _unit_areas() -> dict[str, str]:
    found = {f"KEC{area.code[-2:]}": area.code for area in areas() if area.level == "district"}
    return found | {village_unit(area.code): area.code for area in areas() if area.level == "village"}


def _accountable(owned: _Owned, on: date, owner: dict[str, Assigned]) -> Iterator[Mandate]:
    code = owned.function.code
    since = owned.function.since
    if len(owned.assigned) > 1:
        yield Mandate(code, "accountable", GUARDIAN, CITY_CODE, agency_decree("SETDA"), "Pasal 7 ayat (3)", since)
    for item in owned.assigned:
        mandate = Mandate(code, "accountable", item.unit, _area_of(item.unit), first_decree(item), item.article, since)
        yield from _moved(mandate, item, on, owner)


def _moved(mandate: Mandate, item: Assigned, on: date, owner: dict[str, Assigned]) -> Iterator[Mandate]:
    """A mandate through the reorganizations: given to another unit, or inherited from a merged one."""
    change = next((c for c in changes(on) if _touches(c, item)), None)
    if change is None:
        yield mandate
    elif change.kind == "move":
        yield replace(mandate, until=change.day)
        yield replace(
            mandate, unit=owner[change.before].unit, decree=change.decree, article="Pasal 4 ayat (1)", since=change.day
        )
    elif change.kind == "merge":
        before = f"{item.agency}-LAMA{2 if item.duty.slug == 'arsip' else 1}"
        yield replace(mandate, unit=before, until=change.day)
        yield replace(mandate, decree=change.decree, article="Pasal 3 huruf c", since=change.day)
    else:
        yield replace(mandate, decree=change.decree, article="Pasal 5 ayat (1)", since=change.day)


def _touches(change: Change, item: Assigned) -> bool:
    if change.kind == "merge":
        return item.agency == change.subject
    return change.kind in {"move", "new"} and bool(item.duty.slug) and item.duty.slug == change.subject


def _others(on: date, owner: dict[str, Assigned]) -> Iterator[Mandate]:
    """Who contributes (the neighbours in practice) and who is told (the kecamatan)."""
    known = by_slug(on)
    for line in rows("neighbours.csv"):
        function, own = known[line["slug"]], owner[line["slug"]]
        seen = {own.agency}
        for slug in line["neighbours"].split():
            other = owner[slug]
            if other.agency in seen or other.agency.startswith(("KEC", "KEL")):
                continue
            seen.add(other.agency)
            since = max(function.since, known[slug].since)
            article = own.article.replace("ayat (2)", "ayat (3)")
            yield Mandate(function.code, "contributing", other.unit, CITY_CODE, first_decree(own), article, since)
    for slug in INFORMED:
        for area in areas():
            if area.level == "district":
                own = owner[slug]
                article = own.article.replace("ayat (2)", "ayat (4)")
                yield Mandate(
                    known[slug].code, "informed", f"KEC{area.code[-2:]}", area.code, first_decree(own), article, FOUNDED
                )


@cache
def mandates(on: date) -> tuple[Mandate, ...]:
    owner = {item.duty.slug: item for item in reversed(assigned()) if item.duty.slug}
    found = [m for owned in _owned(on) if owned.assigned for m in _accountable(owned, on, owner)]
    return (*found, *_others(on, owner))


@cache
def answering(on: date) -> dict[tuple[str, str], tuple[tuple[date, str], ...]]:
    """(function code, area) → units that answer, with the day from which: what a day's lookup needs."""
    found: dict[tuple[str, str], list[tuple[date, str]]] = {}
    for mandate in mandates(on):
        if mandate.aspect == "accountable":
            found.setdefault((mandate.function, mandate.area), []).append((mandate.since, mandate.unit))
    return {key: tuple(sorted(value)) for key, value in found.items()}


def unit_for(function: str, area: str, day: date, on: date) -> str:
    """The unit that answers for a function in an area on a day; the most specific area wins."""
    known = answering(on)
    for place in (area, area.rpartition(".")[0], CITY_CODE):
        units = [unit for since, unit in known.get((function, place), ()) if since <= day]
        if units:
            return units[-1]
    raise LookupError(f"nobody answers for {function} in {area} on {day}")


@cache
def phrase_weights() -> dict[str, tuple[float, str]]:
    """slug → weight and season, from the headings of the phrase files."""
    found: dict[str, tuple[float, str]] = {}
    for name in PHRASE_FILES:
        for heading in sections(name):
            slug, _, rest = heading.partition("]")
            options = dict(part.split("=") for part in rest.split())
            found[slug] = (float(options.get("bobot", "1")), options.get("musim", ""))
    return found
