from datetime import date

import pytest
from django.db import transaction
from django.utils import translation

from penata.foundation.dated.actions import begin_act, end
from penata.foundation.journal.rules import Actor
from penata.organization.people.actions import change_person
from penata.organization.people.models import Holding
from penata.organization.structure.models import Mandate
from penata.public.routing import actions, queries
from penata.public.routing.models import LearnedModel, RoutingSettings
from penata.public.routing.rules import Reason

from .conftest import AT, DAY, OFFICER, SINCE

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    "   ",
    "\x00",
    "'; drop table cases; --",
    "<b>x</b>" * 2_500,
    "🔥" * 500,
    "\u202elampu",
    "a" * 20_000,
    "&|!():*",
]


def route(city, words, area="99.71.01.1", **more) -> Reason:
    return queries.route(words, area_id=city.areas[area].pk if area else None, on=DAY, at=AT, **more)


def stop(model, **subject) -> None:
    with transaction.atomic():
        end(model, subject=subject, on=SINCE, at=begin_act("uji"))


def test_without_history_the_words_of_functions_find_the_position_but_a_person_decides(city):
    reason = route(city, "lampu jalan depan rumah padam")
    assert (reason.function_code, reason.position_title) == ("LAMPU", "Kepala Bidang Penerangan")
    assert (reason.decree, reason.article) == ("Peraturan Wali Kota 7/2023", "Pasal 5")
    assert (reason.responder_name, reason.responder_how) == ("Nama 2", "holder")
    assert reason.service_name == "Perbaikan lampu jalan"
    assert reason.model_id is None
    assert not reason.is_sure
    assert reason.unsure_because == "no_history"


def test_the_place_decides_which_kelurahan_answers(city):
    assert route(city, "minta surat domisili", "99.71.01.1").position_title == "Lurah Melati"
    assert route(city, "minta surat domisili", "99.71.01.2").position_title == "Lurah Mawar"


def test_a_function_that_nobody_has_at_the_place_is_never_followed(city):
    reason = route(city, "minta surat domisili", "99.71")
    assert reason.function_code != "SURAT" or reason.position_id is None
    assert not reason.is_sure


def test_without_a_place_a_person_decides(city):
    reason = route(city, "lampu padam", None, service_id=city.service.pk)
    assert reason.unsure_because == "no_area"


def test_a_chosen_service_is_certain(city):
    reason = route(city, "sampah menumpuk", service_id=city.service.pk)
    assert (reason.function_code, reason.confidence, reason.is_sure) == ("LAMPU", 1.0, True)
    assert reason.service_name == "Perbaikan lampu jalan"
    assert reason.runner_up_lost_because.code == "chosen"


def test_switched_off_nothing_goes_unaided(city):
    actions.set_threshold(threshold=None, is_automatic=False, because="uji", by=OFFICER, at=AT)
    assert route(city, "lampu", service_id=city.service.pk).unsure_because == "automatic_off"


def test_an_empty_seat_leads_to_the_superior_and_the_reason_says_so(city):
    stop(Holding, position=city.positions["PJU"])
    reason = route(city, "lampu padam", service_id=city.service.pk)
    assert reason.position_title == "Kepala Dinas Pekerjaan Umum"
    assert reason.mandated_position_id == city.positions["PJU"].pk
    assert reason.responder_how == "superior"
    assert "seat_empty" in reason.steps
    assert any("atasannya" in sentence for sentence in queries.sentences(reason))


def test_what_was_asked_of_a_place_before_takes_one_query(city, django_assert_max_num_queries):
    route(city, "lampu padam")
    with django_assert_max_num_queries(1):
        route(city, "lampu padam")


def test_a_mandate_that_ends_is_noticed_at_once(city):
    assert route(city, "lampu padam").function_code == "LAMPU"
    stop(Mandate, function=city.functions["LAMPU"])
    assert route(city, "lampu padam").function_code != "LAMPU"


def test_an_absence_and_a_new_name_are_noticed_at_once(city):
    assert route(city, "lampu padam").responder_name == "Nama 2"
    change_person(city.people["PJU"], name="Nama Baru", by=OFFICER)
    assert route(city, "lampu padam").responder_name == "Nama Baru"
    stop(Holding, position=city.positions["PJU"])
    assert route(city, "lampu padam").responder_name == "Nama 1"


def test_the_decree_is_named_in_the_language_of_who_asks(city):
    assert route(city, "lampu padam").decree == "Peraturan Wali Kota 7/2023"
    with translation.override("en"):
        assert route(city, "lampu padam").decree == "Mayoral Regulation 7/2023"


@pytest.mark.parametrize("words", HOSTILE)
def test_any_text_gets_a_reason(city, words):
    reason = route(city, words)
    assert Reason.from_json(reason.to_json()) == reason
    assert not reason.is_sure


def test_a_reason_that_was_kept_reads_the_same(city):
    reason = route(city, "lampu jalan padam")
    kept = reason.to_json() | {"something_of_a_later_version": 1}
    assert Reason.from_json(kept) == reason
    assert queries.sentences(kept) == queries.sentences(reason)


def test_the_learned_model_routes_unaided_and_says_why(city, tell):
    tell(500)
    model = actions.learn(by=Actor.system(), at=AT)
    assert model.state == LearnedModel.State.IN_USE
    reason = route(city, "lampu jalan depan masjid padam pak")
    assert (reason.function_code, reason.model_id, reason.is_sure) == ("LAMPU", model.pk, True)
    assert "lampu" in reason.read
    assert len(reason.proposals) == 3
    told = " ".join(queries.sentences(reason))
    for part in (
        "“lampu”",
        "Penerangan jalan umum",
        "Peraturan Wali Kota 7/2023 Pasal 5",
        "Kepala Bidang Penerangan",
        "Nama 2",
    ):
        assert part in told
    assert queries.short_sentence(reason, date(2026, 3, 6)) == (
        "Laporan Anda ditangani oleh Kepala Bidang Penerangan, paling lambat Jumat, 6 Maret 2026,"
        " karena Peraturan Wali Kota 7/2023 Pasal 5."
    )


def test_words_that_clearly_speak_against_the_chosen_service_ask_a_person(city, tell):
    tell(500)
    actions.learn(by=Actor.system(), at=AT)
    reason = route(city, "sampah menumpuk bau tps penuh", service_id=city.service.pk)
    assert reason.function_code == "LAMPU"
    assert reason.unsure_because == "contradicted"


def test_below_the_threshold_the_routing_officer_decides(city, tell):
    tell(500)
    actions.learn(by=Actor.system(), at=AT)
    actions.set_threshold(threshold=1.0, is_automatic=True, because="uji", by=OFFICER, at=AT)
    reason = route(city, "lampu dan sampah")
    assert reason.unsure_because == "below_threshold"
    assert "Nama" not in queries.short_sentence(reason)


def test_the_runner_up_without_a_mandate_says_so(city):
    stop(Mandate, function=city.functions["SAMPAH"])
    reason = route(city, "lampu padam dan sampah menumpuk bau")
    assert reason.function_code == "LAMPU"
    assert reason.runner_up_lost_because.code == "no_mandate"


def test_the_sentence_for_reporters_names_no_person(city):
    reason = route(city, "lampu padam", service_id=city.service.pk)
    assert "Nama" not in queries.short_sentence(reason)
    assert "Kepala Bidang Penerangan" in queries.short_sentence(reason)


def test_settings_of_the_city_go_before_those_of_the_model(city):
    RoutingSettings.objects.create(pk=1, threshold=0.97)
    assert route(city, "lampu").threshold == 0.97
