"""What is learned, how it is answered and stored."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from penata.foundation.refusals import Refused
from penata.public.routing.rules.carrying import Taught
from penata.public.routing.rules.cold import Catalog
from penata.public.routing.rules.evaluation import NoDates, evaluate
from penata.public.routing.rules.facts import Example, Topic
from penata.public.routing.rules.learning import learn, taught
from penata.public.routing.rules.model import Model
from penata.public.routing.rules.neighbors import Neighbors
from penata.public.routing.rules.storing import NotAModel, from_bytes, to_bytes

from .cities import TOPICS, closed_cases


@pytest.fixture(scope="module")
def lesson() -> Taught:
    return taught(closed_cases(1_200))


@pytest.fixture(scope="module")
def model(lesson: Taught) -> Model:
    return lesson.model


def test_the_words_find_the_body(model: Model) -> None:
    first = model.propose("lampu penerangan padam", "Melati1", "Raja1")[0]
    assert first.unit == "Dinas Perhubungan"
    assert first.words[0].text in {"lampu", "penerangan", "padam"}
    assert not first.is_territorial


def test_a_territorial_body_follows_from_the_place(model: Model) -> None:
    assert model.propose("surat keterangan domisili", "Melati5", "Raja1")[0].unit == "Kelurahan Melati5"
    assert model.propose("izin keramaian hajatan", "Melati5", "Raja1")[0].unit == "Kecamatan Raja1"


def test_without_a_place_no_territorial_body_is_proposed_and_a_person_decides(model: Model) -> None:
    proposals = model.propose("surat keterangan domisili")
    assert all(not proposal.is_territorial for proposal in proposals)
    assert not model.is_sure(proposals, None)
    sure = model.propose("lampu jalan mati gelap padam")
    assert sure[0].confidence > model.threshold
    assert not model.is_sure(sure, None)
    assert model.is_sure(sure, "Melati5")


def test_proposals_are_ordered_different_and_share_one_certainty(model: Model) -> None:
    proposals = model.propose("mohon segera", "Melati5", "Raja1")
    assert len({proposal.unit for proposal in proposals}) == 3
    confidences = [proposal.confidence for proposal in proposals]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 < sum(confidences) <= 1.0001


def test_the_runner_up_says_what_the_first_had_more_of(model: Model) -> None:
    first, second, *_ = model.propose("lampu jalan mati", "Melati5", "Raja1")
    assert not first.behind
    assert "lampu" in {word.text for word in second.behind}


@pytest.mark.parametrize("text", ["", "!!!", "x" * 20_000, "\x00\u202e", "'; DROP TABLE cases; --", "zzzzqqq"])
def test_any_text_is_answered(model: Model, text: str) -> None:
    assert len(model.propose(text, "Melati5", "Raja1")) == 3


def test_a_topic_is_read(model: Model) -> None:
    assert model.topics_read("sampah menumpuk bau")[0][0] == "Sampah"


def test_a_stored_model_answers_as_before_and_stays_small(model: Model) -> None:
    data = to_bytes(model)
    again = from_bytes(data)
    assert len(data) < 2_000_000
    assert again.threshold == model.threshold
    for case in closed_cases(50, seed=9):
        assert again.propose(case.text, case.area, case.parent_area) == model.propose(
            case.text, case.area, case.parent_area
        )


@pytest.mark.parametrize("data", [b"", b"not a model", b"PK\x03\x04broken"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(NotAModel):
        from_bytes(data)


def test_learning_is_deterministic(model: Model) -> None:
    again = learn(closed_cases(1_200))
    assert np.array_equal(again.machine.weights, model.machine.weights)
    assert again.threshold == model.threshold


def test_what_was_left_out_is_carried_on_when_newer_cases_come(lesson: Taught) -> None:
    strange = [
        replace(case, text="vaksin hewan rabies anjing", unit="Dinas Peternakan", topic="Hewan")
        for case in closed_cases(60, seed=5, since=date(2026, 7, 1))
    ]
    again = taught([*closed_cases(1_200), *strange], before=lesson)
    then, now = lesson.said, again.said
    assert then is not None
    assert now is not None
    known = [now.targets.index(target) for target in then.targets]
    assert np.array_equal(now.scores[:1_200, known], then.scores)
    assert now.scores.shape == (1_260, len(then.targets) + 1)
    assert now.reading is not None
    assert not now.reading.chances[:, now.topics.index("Hewan")].any()
    assert again.model.propose("anjing rabies", "Melati5", "Raja1")[0].unit == "Dinas Peternakan"
    assert again.model.propose("lampu jalan mati", "Melati5", "Raja1")[0].unit == "Dinas Perhubungan"
    assert again.model.may_decide


def test_few_labels_never_decide() -> None:
    small = learn(closed_cases(300))
    proposals = small.propose("lampu jalan mati", "Melati5", "Raja1")
    assert proposals[0].unit == "Dinas Perhubungan"
    assert not small.is_sure(proposals, "Melati5")


def test_two_cases_are_enough_to_learn_and_one_body_is_not() -> None:
    tiny = learn([Example("lampu mati", "A"), Example("sampah bau", "B")])
    assert tiny.propose("lampu")[0].unit == "A"
    with pytest.raises(Refused) as alone:
        learn([Example("lampu mati", "A"), Example("sampah bau", "A")])
    assert alone.value.code == "routing.one_unit"


def test_without_a_word_or_a_place_nothing_is_learned() -> None:
    with pytest.raises(Refused) as speechless:
        learn([Example("?", "A"), Example("!", "B")] * 30)
    assert speechless.value.code == "routing.no_words"


def test_the_catalog_teaches_a_topic_that_no_case_had() -> None:
    topics = [Topic("Pohon tumbang", "Dinas Pertamanan", "pohon dahan roboh")]
    assert (
        learn(closed_cases(300), topics).propose("pohon tumbang dahan roboh", "Melati5", "Raja1")[0].unit
        == "Dinas Pertamanan"
    )


def test_a_city_without_history_uses_its_catalog() -> None:
    catalog = Catalog([Topic(name, owner, words) for name, (owner, words) in TOPICS.items()])
    proposals = catalog.propose("lampunya padam")
    assert proposals[0].unit == "Dinas Perhubungan"
    assert proposals[0].words
    assert not catalog.is_sure(proposals, "Melati5")
    assert catalog.propose("?!") == ()


def test_similar_cases_are_found_the_likest_first() -> None:
    index = Neighbors([(1, "lampu jalan mati"), (2, "sampah menumpuk"), (3, "lampu taman mati total")])
    found = index.similar("lampu jalan mati")
    assert [neighbor.key for neighbor in found] == [1, 3]
    assert found[0].likeness == pytest.approx(1.0)
    assert index.similar("") == ()


def test_an_evaluation_holds_the_figures() -> None:
    report = evaluate(closed_cases(1_100), closed_cases(200, seed=2))
    assert report.accuracy > 0.85
    assert report.top3 >= report.accuracy
    assert report.ece < 0.1
    assert (report.n_train, report.n_test) == (1_100, 200)


def test_units_that_were_never_seen_count_as_wrong() -> None:
    strange = [replace(case, unit="Unit Baru") for case in closed_cases(20, seed=3)]
    report = evaluate(closed_cases(200), strange)
    assert (report.accuracy, report.top3, report.macro_f1) == (0, 0, 0)


def test_relearning_each_month_learns_new_work() -> None:
    def with_new_work(cases: list[Example]) -> list[Example]:
        return [
            replace(c, text="vaksin hewan rabies anjing", unit="Dinas Peternakan") if n % 4 == 0 else c
            for n, c in enumerate(cases)
        ]

    test = with_new_work(closed_cases(200, seed=4))
    once, monthly = evaluate(closed_cases(300), test), evaluate(closed_cases(300), test, monthly=True)
    assert monthly.accuracy > once.accuracy + 0.1


def test_relearning_each_month_needs_days() -> None:
    with pytest.raises(NoDates):
        evaluate(closed_cases(50), [replace(case, received_at=None) for case in closed_cases(5)], monthly=True)


def test_answering_needs_no_scikit_learn() -> None:
    code = (
        "import sys; from penata.public.routing.rules import cold, neighbors, storing;"
        "print(*[name for name in ('sklearn', 'scipy', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
