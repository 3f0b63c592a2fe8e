from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.public.routing import actions, tasks
from penata.public.routing.actions import Happened, Told
from penata.public.routing.models import Example, LearnedModel, Learning, Outcome, RoutingSettings

from .conftest import AT, DAY, OFFICER

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system()


def told(city, key="case:1", text="lampu padam", function="LAMPU", unit="PJU", **more) -> Told:
    return Told(
        key=key,
        text=text,
        function_id=city.functions[function].pk if function else None,
        unit_id=city.units[unit].pk,
        area_id=city.areas["99.71.01.1"].pk,
        received_on=DAY,
        **more,
    )


def test_telling_twice_keeps_the_last_word(city):
    actions.tell_examples([told(city), told(city, key="case:2")])
    actions.tell_examples([told(city, function="SAMPAH", unit="LH", was_handed_over=True)])
    assert list(Example.objects.order_by("key").values_list("key", "label", "was_handed_over")) == [
        ("case:1", "SAMPAH", True),
        ("case:2", "LAMPU", False),
    ]


def test_thousands_are_told_in_a_few_queries(city, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        actions.tell_examples([told(city, key=f"case:{n}") for n in range(3_000)])
    assert Example.objects.count() == 3_000


def test_empty_and_hostile_texts_are_kept_or_left_out_whole(city):
    actions.tell_examples(
        [told(city, key="a", text="  "), told(city, key="b", text="a\x00b\tc\\N\n\r🔥" + "x" * 9_000)]
    )
    assert len(Example.objects.get().text) == 4_000


def test_forgotten_texts_are_gone(city):
    actions.tell_examples([told(city), told(city, key="case:2")])
    assert actions.forget_examples(["case:1", "nobody:1"]) == 1
    assert Example.objects.get().key == "case:2"


@pytest.mark.parametrize(
    ("unit", "label"), [("PJU", "LAMPU"), ("TIMUR", "own-kecamatan"), ("KOTA", "unit:KOTA"), ("MELATI", "SURAT")]
)
def test_without_a_function_the_unit_tells_the_label(city, unit, label):
    actions.tell_examples([told(city, function=None, unit=unit)])
    assert Example.objects.get().label == label


def test_with_too_little_history_nothing_is_learned(city, tell):
    tell(5)
    assert actions.learn(by=SYSTEM, at=AT) is None
    assert Learning.objects.get().outcome == "too_few"


def test_the_first_model_is_judged_on_a_month_that_it_has_not_seen(city, tell):
    tell(300)
    model = actions.learn(by=SYSTEM, at=AT)
    assert model.state == LearnedModel.State.IN_USE
    assert (model.quality["month"], model.until) == ("2026-02", date(2026, 3, 1))
    assert model.quality["learned"] + model.quality["cases"] == model.examples
    assert sum(row["cases"] for row in model.quality["by_unit"]) == model.quality["cases"]
    entry = Entry.objects.get(act="routing.learn")
    assert entry.details["outcome"] == "used"


def test_a_model_that_is_not_better_is_refused_and_the_old_one_stays(city, tell):
    tell(300)
    first = actions.learn(by=SYSTEM, at=AT)
    second = actions.learn(by=SYSTEM, at=AT)
    assert second.state == LearnedModel.State.REFUSED
    assert LearnedModel.objects.get(state="in_use") == first
    assert second.quality["rival"]["model"] == first.pk


def test_a_better_model_replaces_the_old_one(city, tell):
    tell(150, until=date(2026, 1, 1), days=60)
    first = actions.learn(by=SYSTEM, at=datetime(2026, 1, 2, tzinfo=UTC))
    # From January on the work of two units is exchanged: what was learned before is wrong.
    swapped = {"LAMPU": "SAMPAH", "SAMPAH": "LAMPU"}
    tell(400, until=date(2026, 3, 1), days=58, labels=swapped)
    second = actions.learn(by=SYSTEM, at=AT)
    first.refresh_from_db()
    assert (second.state, first.state) == ("in_use", "retired")
    assert second.quality["accuracy"] > second.quality["rival"]["accuracy"]


def test_one_learning_at_a_time(city):
    actions.ask_to_learn(by=OFFICER, at=AT)
    with pytest.raises(Refused, match="sedang dilatih"):
        actions.ask_to_learn(by=OFFICER, at=AT)
    later = actions.ask_to_learn(by=OFFICER, at=AT + timedelta(hours=4))
    assert Learning.objects.get(is_open=True) == later


def test_the_job_learns_what_was_asked_for(city, tell):
    tell(300)
    learning = actions.ask_to_learn(by=OFFICER, at=AT)
    tasks.learn(learning.pk)
    learning.refresh_from_db()
    assert (learning.stage, learning.share, learning.is_open) == ("done", 100, False)


def test_a_learning_that_breaks_is_closed_as_failed(city, tell, monkeypatch):
    tell(300)
    monkeypatch.setattr("penata.public.routing.rules.learning.taught", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.learn(by=SYSTEM, at=AT)
    assert Learning.objects.get().stage == "failed"


def test_a_person_may_choose_another_model_and_says_why(city, tell):
    tell(300)
    first = actions.learn(by=SYSTEM, at=AT)
    second = actions.learn(by=SYSTEM, at=AT)
    with pytest.raises(Refused, match="alasannya"):
        actions.put_in_use(second, because=" ", by=OFFICER, at=AT)
    actions.put_in_use(second, because="diuji petugas", by=OFFICER, at=AT)
    first.refresh_from_db()
    assert first.state == "retired"
    with pytest.raises(Refused, match="sedang dipakai"):
        actions.put_in_use(second, because="lagi", by=OFFICER, at=AT)
    LearnedModel.objects.filter(pk=first.pk).update(content=b"")
    with pytest.raises(Refused, match="tidak disimpan"):
        actions.put_in_use(first, because="kembali", by=OFFICER, at=AT)


def test_the_database_keeps_one_model_in_use(city, tell):
    tell(300)
    actions.learn(by=SYSTEM, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        LearnedModel.objects.create(learned_at=AT, until=DAY, examples=1, state="in_use", threshold=0.9, content=b"x")


def test_the_threshold_is_set_with_a_reason_and_journaled(city):
    with pytest.raises(Refused, match="50 sampai 100"):
        actions.set_threshold(threshold=0.4, is_automatic=True, because="x", by=OFFICER, at=AT)
    with pytest.raises(Refused, match="alasannya"):
        actions.set_threshold(threshold=0.9, is_automatic=True, because="", by=OFFICER, at=AT)
    actions.set_threshold(threshold=0.9, is_automatic=True, because="uji coba", by=OFFICER, at=AT)
    with pytest.raises(Refused, match="Belum ada"):
        actions.set_threshold(threshold=0.9, is_automatic=True, because="lagi", by=OFFICER, at=AT)
    entry = Entry.objects.get(act="routing.set_threshold")
    assert entry.details["after"] == {"threshold": 0.9, "is_automatic": True}


def happened(city, number: int, is_right: bool, confidence: float = 0.93) -> list[Happened]:
    start = Outcome.objects.count()
    return [
        Happened(f"case:{n}", city.units["PJU"].pk, confidence, is_right, DAY) for n in range(start, start + number)
    ]


def test_the_weekly_watch_raises_the_threshold_when_the_promise_is_broken(city, tell):
    tell(300)
    model = actions.learn(by=SYSTEM, at=AT)
    LearnedModel.objects.filter(pk=model.pk).update(threshold=0.9)
    actions.tell_outcomes(happened(city, 30, True))
    assert actions.keep_watch(on=DAY, by=SYSTEM, at=AT) is None
    actions.tell_outcomes(happened(city, 30, False))
    raised = actions.keep_watch(on=DAY, by=SYSTEM, at=AT)
    assert raised > 0.9
    assert RoutingSettings.objects.get().threshold == raised
    assert Entry.objects.get(act="routing.raise_threshold").actor_label == "Penata"


def test_outcomes_told_twice_count_once(city):
    actions.tell_outcomes(happened(city, 2, True))
    actions.tell_outcomes([Happened("case:0", city.units["PJU"].pk, 0.93, False, DAY)])
    assert sorted(Outcome.objects.values_list("is_right", flat=True)) == [False, True]


def test_trials_are_kept_once(city):
    text = "lampu jalan padam"
    trial = actions.add_trial(text=text, function=city.functions["LAMPU"], area=None, by=OFFICER, at=AT)
    with pytest.raises(Refused, match="sudah ada"):
        actions.add_trial(text=f" {text} ", function=city.functions["LAMPU"], area=None, by=OFFICER, at=AT)
    with pytest.raises(Refused, match="Tuliskan"):
        actions.add_trial(text=" ", function=city.functions["LAMPU"], area=None, by=OFFICER, at=AT)
    actions.remove_trial(trial, by=OFFICER, at=AT)
    assert Entry.objects.filter(act__contains="trial").count() == 2
