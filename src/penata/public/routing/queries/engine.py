"""What a process keeps in mind to route: the model in use, functions, services and areas; renewed when they change."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.db import connection

from penata.organization.people.queries import Responder
from penata.organization.structure.models import AreaVersion, Function, FunctionVersion
from penata.organization.structure.queries import Answerable
from penata.public.catalog import queries as catalog

from ..models import LearnedModel
from ..rules import facts
from ..rules.cold import Catalog
from ..rules.storing import NotAModel, from_bytes
from ..rules.texts import words_of

log = logging.getLogger("penata.routing")

KEPT_DAYS = 3  # engines of other days than today are asked for by replays

_STATE = """
select (select max(id) from dated_act), model.id, model.threshold, coalesce(city.is_automatic, true), city.threshold
from (select 1) as one
left join routing_learnedmodel model on model.state = 'in_use'
left join routing_routingsettings city on city.id = 1
"""


class Reader(Protocol):
    """A learned model, or the words of the catalog."""

    @property
    def may_decide(self) -> bool: ...

    def propose(
        self, text: str, area: str | None = None, parent_area: str | None = None, limit: int = 3
    ) -> tuple[facts.Proposal, ...]: ...


@dataclass(frozen=True, slots=True)
class KnownService:
    id: int
    name: str
    function_id: int
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownArea:
    id: int
    code: str
    name: str
    level: str
    parent_id: int | None


AskedAnswer = tuple[int, int | None, str | None]  # function, area, language of the decree's name


@dataclass(frozen=True)
class Engine:
    """`threshold` is the city's own, else the model's."""

    reader: Reader
    model_id: int | None
    threshold: float
    is_automatic: bool
    functions: dict[str, int]
    codes: dict[int, str]
    titles: dict[int, str]
    services: dict[int, KnownService]
    services_of: dict[int, tuple[KnownService, ...]]
    areas: dict[int, KnownArea]
    # Found before, and so until the next act: mandates, holdings, absences and names change by acts alone.
    answers: dict[AskedAnswer, Answerable | None] = field(default_factory=dict)
    responders: dict[int, Responder | None] = field(default_factory=dict)

    def places(self, area_id: int | None) -> tuple[str | None, str | None]:
        """The codes of an area and of its kecamatan, as the model learned them."""
        area = self.areas.get(area_id) if area_id is not None else None
        if area is None or area.level == AreaVersion.Level.CITY:
            return None, None
        if area.level == AreaVersion.Level.DISTRICT or area.parent_id is None:
            return area.code, area.code
        return area.code, self.areas[area.parent_id].code if area.parent_id in self.areas else None

    def district_of(self, area_id: int) -> int | None:
        """The kecamatan of a place, or the place itself when it is one."""
        area = self.areas.get(area_id)
        if area is None or area.level == AreaVersion.Level.CITY:
            return None
        return area.id if area.level == AreaVersion.Level.DISTRICT else area.parent_id

    def service_for(self, function_id: int, text: str) -> KnownService | None:
        """The service of a function that shares most words with the text; the only one when there is one."""
        found = self.services_of.get(function_id, ())
        if len(found) <= 1:
            return found[0] if found else None
        said = frozenset(words_of(text))
        best = max(found, key=lambda service: (len(said & service.words), -service.id))
        return best if said & best.words else None


State = tuple[int | None, int | None, float | None, bool, float | None]

_engines: dict[tuple[str, date], tuple[State, Engine]] = {}
_model: tuple[tuple[str, int], Reader] | None = None


def engine(on: date) -> Engine:
    """The engine of a day. One small query when nothing changed since it was built."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        state: State = cursor.fetchone()
    key = (connection.settings_dict["NAME"], on)
    kept = _engines.get(key)
    if kept is not None and kept[0] == state:
        return kept[1]
    built = _build(on, state)
    _engines.pop(key, None)
    _engines[key] = state, built
    while len(_engines) > KEPT_DAYS:
        _engines.pop(next(iter(_engines)))
    return built


def forget() -> None:
    """Read everything again at the next question."""
    global _model  # noqa: PLW0603
    _engines.clear()
    _model = None


def known_topics(on: date) -> list[facts.Topic]:
    """Services and functions as documents, each with its function as the label.

    Functions that only group others are left out: nobody asks for them, and each would cost the learner a class.
    """
    services = [facts.Topic(words[:200], code, words) for _, _, code, words in catalog.topics(on)]
    rows = (
        FunctionVersion.objects.on(on)
        .as_known()
        .order_by("function_id")
        .values_list("function_id", "parent_id", "is_public", "title", "function__code", "keywords", "description")
    )
    above = {parent for _, parent, *_ in rows}
    functions = [
        facts.Topic(title, code, f"{keywords} {description}")
        for key, _, is_public, title, code, keywords, description in rows
        if is_public and key not in above
    ]
    return services + functions


def _build(on: date, state: State) -> Engine:
    _, model_id, own_threshold, is_automatic, city_threshold = state
    reader = _learned(model_id) if model_id is not None else None
    services = _services(on)
    functions = dict(Function.objects.values_list("code", "id"))
    return Engine(
        reader=reader or Catalog(known_topics(on)),
        model_id=model_id if reader is not None else None,
        threshold=city_threshold if city_threshold is not None else own_threshold or 1.0,
        is_automatic=is_automatic,
        functions=functions,
        codes={key: code for code, key in functions.items()},
        titles=dict(FunctionVersion.objects.on(on).as_known().values_list("function_id", "title")),
        services={service.id: service for service in services},
        services_of=_by_function(services),
        areas=_areas(on),
    )


def _learned(model_id: int) -> Reader | None:
    """The model in use, kept while it is the one; None when its bytes are of another version of Penata."""
    global _model  # noqa: PLW0603 one model a process, on purpose
    key = (connection.settings_dict["NAME"], model_id)
    if _model is not None and _model[0] == key:
        return _model[1]
    content = LearnedModel.objects.values_list("content", flat=True).get(pk=model_id)
    try:
        _model = key, from_bytes(bytes(content))
    except NotAModel as error:
        log.warning("model %s cannot be read (%s): the words of the catalog are used; learn again", model_id, error)
        return None
    return _model[1]


def _services(on: date) -> list[KnownService]:
    rows = catalog.services_on(on).values_list("service_id", "name", "service__function_id", "keywords", "summary")
    return [
        KnownService(key, name, function, frozenset(words_of(f"{name} {keywords} {summary}")))
        for key, name, function, keywords, summary in rows
    ]


def _by_function(services: Sequence[KnownService]) -> dict[int, tuple[KnownService, ...]]:
    found: dict[int, tuple[KnownService, ...]] = {}
    for service in services:
        found[service.function_id] = (*found.get(service.function_id, ()), service)
    return found


def _areas(on: date) -> dict[int, KnownArea]:
    rows = AreaVersion.objects.on(on).as_known().values_list("area_id", "area__code", "name", "level", "parent_id")
    return {row[0]: KnownArea(*row) for row in rows}
