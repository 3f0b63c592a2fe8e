"""The book of cases: draws what happened, decides who answered, and writes it down."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from penata.demo.days import any_hour, calendar
from penata.demo.functions import Function, by_slug, unit_for
from penata.demo.positions import head_of
from penata.demo.reading import dice
from penata.demo.services import of_function
from penata.demo.structure import TRIAGE
from penata.demo.territory import Area, point_in

from .answers import answer, both_answered, handover_words
from .matter import Matter, neighbours
from .matter import kind as kind_of
from .matter import matter as draw_matter
from .matter import text as written_text
from .phrases import draw
from .places import streets, village
from .record import Case
from .reporters import reporter
from .timeline import Course, content_with, course, pending

MISTAKEN, HANDED = 0.035, 0.08
SLOW = "penerangan-jalan"
EASED, EASED_DAYS, EASED_SPAN = "izin-usaha", 105, 240  # since so many days ago it is quick again; seen so long
REPEATED, WITHDRAWN, UNANSWERED, ASKED, SPLIT = 0.012, 0.006, 0.008, 0.08, 0.3
NO_PLACE, ROUGH_PLACE = 0.03, 0.03
CHANNELS = (("portal", 38), ("message", 24), ("lapor", 17), ("counter", 9), ("phone", 6), ("open311", 6))
# What is not known of a case when it comes in.
UNSET_WORDS = (
    "topic service function answer handed_from handed_because handed_article archive_reason other_body parent same_as"
)
UNSET: dict[str, Any] = dict.fromkeys(UNSET_WORDS.split(), "") | {"handed_at": None}


class _Writer:
    """Numbers the cases and fills their rows."""

    def __init__(self, on: date, size: str) -> None:
        self.on = on
        self.chance = dice("cases", size)
        self.functions: dict[str, Function] = by_slug(on)
        self.services = of_function(on)
        self.numbers: dict[int, int] = {}
        self.recent: list[tuple[Matter, Area, str]] = []  # what was reported lately, to be reported again
        self.triage = TRIAGE

    def _reference(self, year: int) -> str:
        self.numbers[year] = number = self.numbers.get(year, 0) + 1
        return f"KL-{year}-{number:06d}"

    def _unit(self, slug: str, area: Area, day: date) -> str:
        function = self.functions[slug]
        return unit_for(function.code, area.code, max(day, function.since), self.on)

    def write(
        self, received: datetime, due: date | None = None, about: str = "", *, is_slow: bool = False
    ) -> list[Case]:
        """The case, and the two children of one that holds two jobs. `about`: of this function."""
        chance, on = self.chance, self.on
        area = village(chance)
        age = max(0, min(11, (on - received.date()).days // 30))
        matter, earlier = draw_matter(area, received.month, age, chance), ""
        if about:
            matter = Matter(about, (draw(about, age, chance).pattern,))
        while due and not matter.slug:
            matter = draw_matter(area, received.month, age, chance)
        if self.recent and not due and not about and chance.random() < REPEATED:
            matter, area, earlier = self.recent[int(chance.random() * len(self.recent))]
        text = written_text(matter, area, age, chance)
        kind = kind_of(matter.slug, text, chance)
        handed = bool(matter.slug) and matter.slug in neighbours() and chance.random() < HANDED * 1.5
        way = pending(kind, due, chance) if due else course(received, kind, on, chance, handed=handed, is_slow=is_slow)
        case = self._row(text, kind, matter, area, way)
        if matter.slug:
            self._route(case, matter, area, way)
        else:
            self._refuse(case, way, matter.useless, matter.outside)
        if earlier:
            self._refuse(case, way, "duplicate")
            case.update(same_as=earlier if way.verified_at else "")
        elif matter.slug and not due:
            self._turn(case, way)
            self.recent = [*self.recent[-14:], (matter, area, case["reference"])]
        children: list[Case] = []
        if matter.second and case["function"] and case["state"] != "incomplete" and chance.random() < SPLIT:
            children = self._split(case, matter, area, way, age)
        return [Case(**case), *children]

    def _split(self, case: dict[str, Any], matter: Matter, area: Area, way: Course, age: int) -> list[Case]:
        """Two jobs: a child for each, with words of its own; the parent keeps the whole text."""
        children = []
        jobs = (
            Matter(matter.slug, matter.said),
            Matter(matter.second, (draw(matter.second, age, self.chance).pattern,)),
        )
        for number, job in enumerate(jobs, 1):
            child = case | {"text": written_text(job, area, age, self.chance), "handed_from": "", "handed_at": None}
            child |= {"handed_because": "", "handed_article": "", "answer": "", "parent": case["reference"]}
            child["other_reference"] = ""
            child["reference"] = f"{case['reference']}.{number}"
            self._route(child, job, area, replace(way, handed_at=None))
            children.append(Case(**child))
        case.update(topic="", service="", function="", unit=self.triage, position=head_of(self.triage))
        case.update(handed_from="", handed_at=None, handed_because="", handed_article="")
        if case["answer"]:
            case.update(answer=both_answered(children[0].reference, children[1].reference))
        return children

    def _turn(self, case: dict[str, Any], way: Course) -> None:
        """Some are withdrawn, some wait for the reporter, some end because he does not answer."""
        at, verified = self.chance.random(), way.verified_at
        if not verified or case["handed_at"]:
            return
        if at < WITHDRAWN + UNANSWERED:
            self._refuse(case, way, "" if at < WITHDRAWN else "unanswered")
            days = 1 if at < WITHDRAWN else 14
            if verified.date() + timedelta(days=days) >= self.on:
                case.update(state="incomplete", archive_reason="", closed_at=None)
            else:
                case.update(closed_at=verified + timedelta(days=days))
                case.update(state="withdrawn" if at < WITHDRAWN else "archived")
        elif way.state in {"assigned", "in_progress"} and at < ASKED:
            case.update(state="incomplete")

    def _row(self, text: str, kind: str, matter: Matter, area: Area, way: Course) -> dict[str, Any]:
        chance = self.chance
        name, phone, email = reporter(chance)
        channel = chance.choices([c for c, _ in CHANNELS], [w for _, w in CHANNELS])[0]
        longitude, latitude = None, None
        at = chance.random() if not matter.slug.startswith(("kel-", "kec-")) else 1.0
        where = "" if at < NO_PLACE else area.parent if at < NO_PLACE + ROUGH_PLACE else area.code
        if channel == "open311" or chance.random() < 0.35:
            where = area.code
            longitude, latitude = point_in(area.code, chance.random(), chance.random(), chance.random())
        place = f"Jalan {streets(area.code)[int(chance.random() * 9)]}" if chance.random() < 0.5 else ""
        hidden = chance.random() < (0.45 if kind == "supervision" else 0.07)
        lapor = str(7_000_000 + 7 * sum(self.numbers.values())) if channel == "lapor" else ""
        return UNSET | {
            "reference": self._reference(way.received_at.year),
            "text": text,
            "kind": kind,
            "channel": channel,
            "unit": self.triage,
            "position": head_of(self.triage),
            "area": where,
            "parent_area": area.parent if where else "",
            "place": place,
            "latitude": latitude,
            "longitude": longitude,
            "state": way.state,
            "received_at": way.received_at,
            "verified_at": way.verified_at,
            "assigned_at": way.assigned_at,
            "started_at": way.started_at,
            "answered_at": way.answered_again_at or way.answered_at,
            "reopened_at": way.reopened_at,
            "closed_at": way.closed_at,
            "closed_by": way.closed_by if way.closed_at else "",
            "happy": content_with(way),
            "finish_by": way.finish_by,
            "is_anonymous": hidden,
            "is_confidential": hidden or chance.random() < 0.04,
            "is_urgent": matter.urgent,
            "contact_name": name,
            "contact_phone": phone,
            "contact_email": email,
            "other_reference": lapor,
        }

    def _refuse(self, case: dict[str, Any], way: Course, reason: str, body: str = "") -> None:
        """Not the city's business, said before, too general or nonsense: ended by the routing officer."""
        case.update(assigned_at=None, started_at=None, answered_at=None, reopened_at=None, closed_at=None)
        case.update(closed_by="", happy=None, answer="", topic="", service="", function="")
        case.update(unit=self.triage, position=head_of(self.triage), handed_from="", handed_at=None)
        case.update(handed_because="", handed_article="", state="received")
        if way.verified_at:
            closed = way.verified_at + timedelta(minutes=3 + int(self.chance.random() * 50))
            state = "not_ours" if body else "archived"
            case.update(state=state, other_body=body, archive_reason=reason, closed_at=closed)

    def _route(self, case: dict[str, Any], matter: Matter, area: Area, way: Course) -> None:
        chance, slug = self.chance, matter.slug
        near = neighbours().get(slug, ())
        if near and chance.random() < MISTAKEN * 1.5:
            slug = near[int(chance.random() * len(near))]
        if way.assigned_at is None:  # nobody has it yet but the routing officer
            return
        function = self.functions[slug]
        unit = self._unit(slug, area, (way.handed_at or way.assigned_at).date())
        own = self.services[slug]
        service = own[0] if case["kind"] == "complaint" else own[int(chance.random() * len(own))]
        case.update(topic=function.title, function=function.code, service=service.code)
        case.update(unit=unit, position=head_of(unit))
        if way.handed_at and near:
            self._hand_over(case, slug, near, area, way)
        if case["answered_at"]:
            case.update(answer=answer(slug, function, case["reference"], chance))

    def _hand_over(self, case: dict[str, Any], slug: str, near: tuple[str, ...], area: Area, way: Course) -> None:
        function = self.functions[slug]
        for other in (near[int(self.chance.random() * len(near))], *near):
            first = self._unit(other, area, way.received_at.date())
            if first != case["unit"] and other != slug:
                case.update(
                    handed_from=first, handed_at=way.handed_at, handed_because=handover_words(function, self.chance),
                    handed_article=f"{function.decree.label}, {function.article}",
                )  # fmt: skip
                return


def _days(on: date, count: int, months: int, chance: random.Random) -> list[datetime]:
    """When the reports came: somewhat more lately, fewer on Sundays and holidays, in order."""
    span = int(months * 30.4)
    work = calendar(on.year)
    offsets = range(1, span + 1)
    shares = [
        (1.25 - 0.35 * offset / span) * (1.0 if work.is_working(on - timedelta(days=offset)) else 0.55)
        for offset in offsets
    ]
    drawn = chance.choices(offsets, shares, k=count)
    return sorted(any_hour(on - timedelta(days=offset), chance) for offset in drawn)


def cases(
    on: date, count: int = 4000, months: int = 12, size: str = "small", *, slow: int = 0, eased: int = 0
) -> Iterator[Case]:
    """Cases in the order of their receipt; some are overdue, due today and due tomorrow on every day.

    `slow`: so many are of the last two months about street lamps, whose crew has fallen behind. `eased`: so many are
    about business permits, which were slow until something was done about them.
    """
    writer = _Writer(on, size)
    work = calendar(on.year)
    today = on if work.is_working(on) else work.add(on, 1)
    tomorrow = work.add(today, 1)
    due = [work.add(today, -2), work.add(today, -1), *(today,) * 4, *(tomorrow,) * 6]
    usual = [(received, "") for received in _days(on, count - len(due) - slow - eased, months, writer.chance)]
    behind = [(any_hour(on - timedelta(days=8 + 50 * n // slow), writer.chance), SLOW) for n in range(slow)]
    helped = [(any_hour(on - timedelta(days=5 + EASED_SPAN * n // eased), writer.chance), EASED) for n in range(eased)]
    for received, about in sorted(usual + behind + helped):
        was_eased = about == EASED and received.date() >= on - timedelta(days=EASED_DAYS)
        yield from writer.write(received, about=about, is_slow=bool(about) and not was_eased)
    for day in due:
        yield from writer.write(any_hour(on - timedelta(days=20), writer.chance), day)
