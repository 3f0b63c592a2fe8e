"""Signals and evaluations of the roads division for the walk over all pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.foundation.tables.actions import run_import
from penata.learning.improvement import actions, queries
from penata.learning.improvement.imports import EVENTS
from penata.learning.improvement.models import Effect, Evaluation, Measure, Process, Signal

SEEN_BY = {"officer", "head", "administrator"}
BY = Actor(None, "Bagian Organisasi")


def signal(city: Any, key: str = "a") -> Signal:
    at = timezone.now()
    return Signal.objects.create(
        kind="surge", key=key, unit=city.units["DPU-JALAN"], mostly_area=city.areas["99.71.01.1001"], observed=70,
        month=date(2026, 11, 1), since=date(2026, 11, 1), expected=31.2, chance=1e-6, found_at=at, seen_at=at,
    )  # fmt: skip


def fallen(city: Any) -> Signal:
    at = timezone.now()
    return Signal.objects.create(
        kind="element", key="U3", element="U3", unit=city.units["DPU-JALAN"], observed=60, of=40, expected=30.0,
        month=date(2026, 11, 1), since=date(2026, 11, 1), chance=1e-6, found_at=at, seen_at=at,
    )  # fmt: skip


def evaluation(city: Any, question: str = "Mengapa izin galian terlambat?") -> Evaluation:
    """Open, with a chain of two whys and a measure of each kind of readiness."""
    at = timezone.now()
    found = actions.open_evaluation(
        question=question, because="Separuhnya lewat tenggat.", owner=city.persons["officer"],
        due=at.date() + timedelta(days=40), subject=queries.Subject(unit=city.units["DPU-JALAN"]), by=BY, at=at,
    )  # fmt: skip
    top = actions.add_cause(found, words="Menunggu tanda tangan", category="procedure", by=BY, at=at)
    actions.add_cause(found, words="Hanya seorang yang boleh", parent=top, by=BY, at=at)
    actions.find_causes(found, because="Dari berkas.", by=BY, at=at)
    return found


def measure(city: Any, found: Evaluation) -> Measure:
    """With an effect that is fixed for today."""
    at = timezone.now()
    cause = found.causes.order_by("-depth").first()
    made = actions.propose_measure(found, cause=cause, kind="procedure", title="Delegasi", by=BY, at=at)
    others = [str(city.units[code].pk) for code in ("DPU-AIR", "DLH-SAMPAH")]
    fixed = actions.Fixed(
        "late", "unit", str(city.units["DPU-JALAN"].pk), others, "Mirip.", timezone.localdate(at), 8, 8
    )
    actions.fix_effect(made, fixed, by=BY, at=at)
    return made


def told(city: Any, title: str = "Izin galian lebih cepat") -> Evaluation:
    """Its measure has started and been measured (of too few cases), and residents were told."""
    from penata.learning.improvement.tests import stories

    started = stories.started(city)
    actions.measure_due(at=stories.due_at())
    actions.tell_residents(
        started.evaluation, title=title, words="Kini dua orang boleh menandatangani.", by=BY, at=stories.due_at()
    )
    return started.evaluation


EVENTS_FILE = """nomor;langkah;unit;mulai;selesai
1;Daftar;Loket;2026-10-05 08:00;2026-10-05 08:30
1;Periksa;Teknis;2026-10-07 09:00;2026-10-07 12:00
1;Terbit;Loket;2026-10-14 10:00;2026-10-14 10:30
2;Daftar;Loket;2026-10-06 08:00;2026-10-06 08:30
2;Periksa;Teknis;2026-10-12 09:00;
"""


def process(city: Any, name: str = "Izin reklame", content: str = EVENTS_FILE, **choices: str) -> Process:
    """A permit of the roads division."""
    stated = {"process": name, "unit": "DPU-JALAN", "promise": "5"} | choices
    report = run_import(EVENTS, content.encode(), choices=stated, dry_run=False, by=Actor.system("uji"))
    assert not report.is_refused, report.findings
    return Process.objects.get(name=name)


def prepare(city: Any) -> None:
    city.process = process(city)
    city.signal = signal(city)
    city.evaluation = evaluation(city)
    city.measure = measure(city, city.evaluation)
    city.improved = told(city)


def _signal(city: Any) -> Any:
    return _seen({"pk": city.signal.pk})


def _evaluation(city: Any) -> Any:
    return _seen({"pk": city.evaluation.pk})


def _measure(city: Any) -> Any:
    return _seen({"pk": city.measure.pk})


def _cause(city: Any) -> Any:
    return _seen({"pk": city.evaluation.causes.order_by("-depth").first().pk})


def _effect(city: Any) -> Any:
    return _seen({"pk": Effect.objects.get(measure__evaluation=city.improved).pk}, more={"technician"})


def _process(city: Any) -> Any:
    return _seen({"pk": city.process.pk})


def _process_table(city: Any) -> Any:
    return _seen({"pk": city.process.pk, "form": "csv"})


def _seen(parts: dict[str, Any], more: frozenset[str] | set[str] = frozenset()) -> Any:
    from examples import Example

    return Example(parts, seen_by=SEEN_BY | more)


def _open(city: Any) -> Any:
    from examples import Example

    return Example({}, seen_by=HEADS)


HEADS = SEEN_BY | {"mayor", "secretary", "environment_head", "colleague", "district_head", "village_head"}
EXAMPLES = {
    **{f"improvement:{name}": _signal for name in ("signal", "dismiss", "put_off")},
    **{
        f"improvement:{name}": _evaluation
        for name in (
            "evaluation", "change", "close", "reopen", "add_cause", "find_causes", "propose", "tell", "discussions",
        )
    },
    **{f"improvement:{name}": _measure for name in ("task", "fix_effect", "start", "drop")},
    **{f"improvement:{name}": _cause for name in ("ask_why", "strike_cause")},
    "improvement:process": _process,
    "improvement:process_table": _process_table,
    "improvement:change_process": _process,
    "improvement:weeks": _effect,
    "improvement:open_evaluation": _open,
    "improvement:improved_one": lambda city: {"pk": city.improved.pk},
    "improvement:improved_file": lambda city: {"pk": Effect.objects.get(measure__evaluation=city.improved).pk},
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "LISTS":
        import examples

        return [
            examples.List("improvement:signals", "improvement:signal", lambda city: [{"pk": city.signal.pk}]),
            examples.List(
                "improvement:evaluations", "improvement:evaluation", lambda city: [{"pk": city.evaluation.pk}]
            ),
            examples.List("improvement:processes", "improvement:process", lambda city: [{"pk": city.process.pk}]),
            examples.List("improvement:improved", "improvement:improved_one", lambda city: [{"pk": city.improved.pk}]),
        ]
    raise AttributeError(name)
