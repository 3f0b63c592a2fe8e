"""A year of the small city, told through the actions: used by the tests and by the walk over all pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from penata.delivery.performance import actions
from penata.delivery.performance.models import Evaluation, Expectation, Period
from penata.delivery.performance.rules import QUARTERLY
from penata.foundation.accounts.queries import standing_of
from penata.foundation.accounts.rules import Standing

YEAR = 2026
SPRING, SUMMER = "Triwulan II 2026", "Triwulan III 2026"
WORK = {"quantity": ("Jumlah laporan yang dijawab", "120 laporan"), "time": ("Dijawab dalam tenggat", "95 persen")}


def at(month: int, day: int, year: int = YEAR) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 9))


def standing(city: Any, who: str, when: datetime) -> Standing:
    return standing_of(getattr(city, who), timezone.localdate(when))


def acting(city: Any, who: str, when: datetime) -> dict[str, Any]:
    """`by`, `at` and `standing` of someone who acts."""
    return {"by": city.actor(who), "at": when, "standing": standing(city, who, when)}


def open_the_year(city: Any) -> None:
    if not Period.objects.filter(year=YEAR).exists():
        actions.open_year(YEAR, rhythm=QUARTERLY, by=city.actor("administrator"), at=at(1, 2))


def expect(city: Any, who: str, superior: str | None, *, serves: int | None = None, position: str = "") -> Expectation:
    """Someone's expectation for the year, with one main result; agreed when a superior is named."""
    from tests.city import PEOPLE

    place = city.positions[position or PEOPLE[who][4]]
    mine = acting(city, who, at(1, 5))
    made = actions.begin_expectation(position_id=place.pk, year=YEAR, **mine)
    draft = actions.Draft("Laporan warga terjawab", "main", serves, WORK)
    actions.write_result(made, draft, **mine)
    actions.write_conduct(made, {"service": "Menyapa setiap pelapor dengan namanya."}, **mine)
    if superior:
        actions.propose(made, **mine)
        made = actions.agree(made, **acting(city, superior, at(1, 8)))
    return made


def evaluation_of(city: Any, who: str, period: str = SUMMER) -> Evaluation:
    found = Evaluation.objects.filter(person=city.persons[who]).select_related("period", "person")
    return next(one for one in found if str(one.period) == period)


def report(city: Any, who: str, period: str = SUMMER, when: datetime | None = None) -> Evaluation:
    """The evaluation of a period, reported by the person."""
    actions.open_evaluations(by=city.actor("administrator"), at=when or at(10, 1))
    one, mine = evaluation_of(city, who, period), acting(city, who, when or at(10, 2))
    results = one.expectation.results.values_list("pk", flat=True)
    said = dict.fromkeys(results, "118 laporan dijawab, 96 persen dalam tenggat.")
    actions.choose(one, realizations=said, chosen=[], **mine)
    return actions.submit(one, **mine)


def rate(
    city: Any, one: Evaluation, by: str, results: str = "as", conduct: str = "as", when: datetime | None = None
) -> Evaluation:
    words = "Terima kasih. Tenggatnya terjaga."
    return actions.decide(one, results=results, conduct=conduct, words=words, **acting(city, by, when or at(10, 5)))


def closed(
    city: Any, who: str = "officer", by: str = "head", results: str = "as", conduct: str = "above"
) -> Evaluation:
    """An evaluation of the summer that both have signed."""
    one = rate(city, report(city, who), by, results, conduct)
    return actions.accept(one, **acting(city, who, at(10, 6)))


DAY = date(YEAR, 10, 7)
