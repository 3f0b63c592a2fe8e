"""Surveys of the roads division for the walk over all pages: one that is answered, one that was published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.catalog import actions as catalog
from penata.public.catalog.models import Service
from penata.public.surveys import actions
from penata.public.surveys.models import Remark
from penata.public.surveys.rules.elements import ELEMENTS
from penata.public.surveys.rules.questions import Kind, Option, Question

SYSTEM = Actor.system("tests")
DRAFT = UUID("00000000-0000-4000-8000-0000000005d1")
SEEN_BY = {"officer", "head", "administrator"}  # the officer heads its unit
MADE: dict[str, Any] = {}
YES_NO = (Option("1", {"id": "Ya", "en": "Yes"}), Option("2", {"id": "Tidak", "en": "No"}))


def prepare(city: Any) -> None:
    at = timezone.now() - timedelta(days=1)
    today = timezone.localdate(at)
    service = Service.objects.filter(code="lampu-jalan").first() or _service(city, today)
    facts = {
        "kind": "satisfaction", "unit": city.units["DPU-JALAN"], "service": service, "since": today,
        "until": today + timedelta(days=90), "population": 400, "by": SYSTEM, "at": at,
    }  # fmt: skip
    closed = actions.open_survey(actions.make_survey(title="SKM lampu jalan 2025", **facts), by=SYSTEM, at=at)
    _answer(closed, today, at)
    actions.publish_survey(actions.close_survey(closed, by=SYSTEM, at=at), by=SYSTEM, at=at)
    survey = actions.open_survey(actions.make_survey(title="SKM lampu jalan", **facts), by=SYSTEM, at=at)
    _answer(survey, today, at)
    MADE["kiosk"] = actions.add_point(survey, kind="kiosk", label="Loket 1", by=SYSTEM, at=at)
    link = survey.points.get(kind="link")
    draft = actions.begin(link, at=timezone.now())
    actions.keep_answers(draft, dict.fromkeys(ELEMENTS, "3"))
    type(draft).objects.filter(pk=draft.pk).update(key=DRAFT)
    plan = actions.plan_follow_up(
        survey, element="U3", words="Loket kedua dibuka.", unit=survey.unit, due=today + timedelta(days=30),
        by=SYSTEM, at=at,
    )  # fmt: skip
    words = Remark.objects.filter(survey=survey).order_by("pk").first()
    asked = [
        Question("P1", Kind.CHOICE, {"id": "Sering ke taman?"}, 1, YES_NO, is_required=True, is_segment=True),
        Question("P2", Kind.NUMBER, {"id": "Berapa kali sebulan?"}, 2, after="P1", when=("1",)),
        Question("P3", Kind.TEXT, {"id": "Yang kurang?"}, 3),
    ]
    facts = {"unit": survey.unit, "since": today, "until": today + timedelta(days=90), "by": SYSTEM, "at": at}
    draft = actions.make_survey(kind="questionnaire", title="Kuesioner taman", **facts)
    actions.put_questions(draft, asked, by=SYSTEM, at=at)
    running = actions.make_survey(kind="questionnaire", title="Kuesioner jalan", **facts)
    running = actions.open_survey(actions.put_questions(running, asked, by=SYSTEM, at=at), by=SYSTEM, at=at)
    sheets = [actions.Sheet({"P1": str(1 + n % 2), "P2": n, "P3": "Bangku."}, today) for n in range(24)]
    actions.bring_in(running, sheets, by=SYSTEM, at=at)
    pulse = actions.make_survey(kind="pulse", title="Denyut Bidang Jalan", **facts)
    pulse = actions.open_survey(actions.put_questions(pulse, asked[:1], by=SYSTEM, at=at), by=SYSTEM, at=at)
    MADE.update(questionnaire=draft, running=running, pulse=pulse)
    MADE.update(survey=survey, closed=closed, link=link, plan=plan, remark=words)


def _service(city: Any, today: Any) -> Service:
    contents = catalog.Contents(
        name="Perbaikan lampu jalan", summary="Kami memperbaiki lampu.", topic="complaint", promise_days=3
    )
    basis = {"decree": city.decree, "article": "Pasal 4", "on": today - timedelta(days=700), "by": SYSTEM}
    return catalog.open_service(code="lampu-jalan", function=city.functions["1.03.11"], contents=contents, **basis)


def _answer(survey: Any, today: Any, at: Any) -> None:
    sheets = [
        {code: str(1 + (n + place) % 4) for place, code in enumerate(ELEMENTS)}
        | {"USIA": ("17", "25", "60")[n % 3], "SARAN": ("Antrean lama.", "Petugas ramah.", "Kursi kurang.")[n % 3]}
        for n in range(36)
    ]
    rows = [actions.Sheet(sheet, today, marks=("fast",) if n == 5 else ()) for n, sheet in enumerate(sheets)]
    actions.bring_in(survey, rows, by=SYSTEM, at=at)


def managed(query: str = "", of: str = "survey", **parts: Any) -> Any:
    """A page of a survey, for those who manage it."""

    def example(city: Any) -> Any:
        import examples

        found = {
            name: MADE[part].pk if isinstance(part, str) and part in MADE else part for name, part in parts.items()
        }
        return examples.Example({"pk": MADE[of].pk, **found}, seen_by=SEEN_BY, query=query)

    return example


def _asked(city: Any) -> Any:
    import examples

    return examples.Example({"pk": MADE["pulse"].pk}, seen_by={"officer"})  # who works in the unit


def _new(city: Any) -> Any:
    import examples

    return examples.Example({}, seen_by={"officer", "head", "colleague", "administrator"})  # heads of any unit


EXAMPLES = {
    "surveys:begin": lambda city: {"code": MADE["link"].code},
    "surveys:page": lambda city: {"key": DRAFT, "page": 1},
    "surveys:check": lambda city: {"key": DRAFT},
    "surveys:thanks": lambda city: {"pk": MADE["survey"].pk},
    "surveys:kiosk": lambda city: {"code": MADE["kiosk"].code},
    "surveys:send": lambda city: {"code": MADE["kiosk"].code},
    "surveys:results": lambda city: {"pk": MADE["closed"].pk},
    "surveys:results_file": lambda city: {"pk": MADE["closed"].pk},
    "surveys:new": _new,
    "surveys:survey": managed(),
    "surveys:details": managed(),
    "surveys:remarks": managed(code="SARAN", topic="U3"),
    "surveys:erase": managed(remark="remark"),
    "surveys:change": managed(),
    "surveys:aside": managed(),
    "surveys:paper": managed(),
    "surveys:sheet": managed(),
    "surveys:report": managed(form="pdf"),
    "surveys:add_point": managed(),
    "surveys:close_point": managed(point="kiosk"),
    "surveys:code": managed(point="kiosk"),
    "surveys:poster": managed(point="link"),
    "surveys:follow_up": managed(),
    "surveys:finish": managed(plan="plan"),
    "surveys:begin_of_staff": _asked,
    "surveys:questions": managed(of="questionnaire"),
    "surveys:add_question": managed(of="questionnaire"),
    "surveys:question": managed(of="questionnaire", code="P2"),
    "surveys:remove_question": managed(of="questionnaire", code="P3"),
    "surveys:answers": managed(of="running", form="csv"),
    "surveys:act": managed(act="nothing"),
}


def __getattr__(name: str) -> Any:
    if name == "LISTS":
        import examples

        return [examples.List("surveys:surveys", "surveys:survey", lambda city: [{"pk": MADE["survey"].pk}])]
    raise AttributeError(name)
