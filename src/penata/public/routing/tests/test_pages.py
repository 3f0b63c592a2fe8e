from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.routing import actions, queries
from penata.public.routing.models import LearnedModel, Learning, RoutingSettings, Trial
from penata.public.routing.templatetags.reasons import month_name
from tests.city import settle

from .test_queries import HOSTILE

pytestmark = pytest.mark.django_db

SAID = {"1.03.11": "lampu jalan {} padam", "2.11.11": "sampah {} menumpuk bau", "1.03.10": "aspal {} berlubang"}
WHO = {"1.03.11": "DPU-JALAN", "2.11.11": "DLH-SAMPAH", "1.03.10": "DPU-JALAN"}


@pytest.fixture
def city(db) -> Any:
    return settle()  # the city of all tests, since pages need accounts


@pytest.fixture
def learned(city) -> LearnedModel:
    today = timezone.localdate()
    told = [
        actions.Told(
            key=f"{code}:{index}",
            text=said.format(f"blok {index % 50}"),
            function_id=city.functions[code].pk,
            unit_id=city.units[WHO[code]].pk,
            area_id=city.areas["99.71.01.1001"].pk,
            received_on=today - timedelta(days=index),
        )
        for code, said in SAID.items()
        for index in range(350)
    ]
    actions.tell_examples(told)
    model = actions.learn(by=Actor.system(), at=timezone.now())
    assert model is not None
    return model


PAGES = ["/routing/", "/routing/progress/", "/routing/trials/", "/routing/quality.csv"]


@pytest.mark.parametrize("address", PAGES)
def test_only_who_manages_the_router_opens_its_pages(client, sign_in, city, address):
    assert client.get(address).status_code == 302
    for stranger in (city.outsider, city.officer):
        assert sign_in(stranger).get(address).status_code == 403
    assert sign_in(city.routing_officer).get(address).status_code == 200


@pytest.mark.parametrize("address", ["/routing/learn/", "/routing/threshold/"])
def test_only_who_manages_the_router_acts(client, sign_in, city, address):
    assert sign_in(city.officer).post(address).status_code == 403
    assert sign_in(city.routing_officer).get(address).status_code == 405
    assert not Learning.objects.exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_of_the_model_shows_its_quality_by_unit_and_over_time(sign_in, city, learned, language):
    actions.tell_outcomes(
        [actions.Happened(f"case:{n}", city.units["DPU-JALAN"].pk, 0.97, n > 0, timezone.localdate()) for n in range(9)]
    )
    city.routing_officer.language = language
    city.routing_officer.save()
    page = sign_in(city.routing_officer).get("/routing/", headers={"accept-language": language}).content.decode()
    for said in ("Bidang Kebersihan", month_name(learned.quality["month"]).split()[1], "89%"):
        assert said in page


def test_the_page_of_the_model_takes_few_queries(sign_in, city, learned, django_assert_max_num_queries):
    client = sign_in(city.routing_officer)
    client.get("/routing/")
    with django_assert_max_num_queries(11):
        client.get("/routing/")


def test_without_a_model_the_page_teaches(sign_in, city):
    assert "Belum ada model" in sign_in(city.routing_officer).get("/routing/").content.decode()


def test_a_learning_is_asked_for_once_and_shows_its_progress(sign_in, city):
    client = sign_in(city.routing_officer)
    assert client.post("/routing/learn/").status_code == 302
    assert "sedang dilatih" in client.post("/routing/learn/", follow=True).content.decode()
    assert "every 3s" in client.get("/routing/progress/").content.decode()
    Learning.objects.update(is_open=False, ended_at=datetime(2026, 1, 1, tzinfo=UTC), outcome="refused", stage="done")
    assert "tidak lebih baik" in client.get("/routing/progress/").content.decode()


def test_the_threshold_is_set_on_the_page_and_a_wrong_one_comes_back(sign_in, city):
    client = sign_in(city.routing_officer)
    wrong = client.post("/routing/threshold/", {"percent": "40", "is_automatic": "on", "because": "Alasan saya"})
    assert wrong.status_code == 422
    assert "Alasan saya" in wrong.content.decode()
    assert client.post("/routing/threshold/", {"percent": "97", "because": "uji"}).status_code == 302
    chosen = RoutingSettings.objects.get()
    assert (chosen.threshold, chosen.is_automatic) == (0.97, False)


def test_another_model_is_put_in_use_with_a_reason(sign_in, city, learned):
    second = actions.learn(by=Actor.system(), at=timezone.now())
    client = sign_in(city.routing_officer)
    address = f"/routing/models/{second.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"because": ""}).status_code == 422
    assert client.post(address, {"because": "diuji petugas"}).status_code == 302
    assert queries.in_use() == second


def test_words_are_tried_by_civil_servants_only(client, sign_in, city):
    assert client.get("/routing/words/").status_code == 302
    assert sign_in(city.outsider).get("/routing/words/").status_code == 403
    area = city.areas["99.71.01.1001"].pk
    page = sign_in(city.officer).get("/routing/words/", {"words": "lampu jalan padam", "area": area})
    assert "Kepala Bidang Jalan dan Penerangan" in page.content.decode()


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_the_trial(sign_in, city, words):
    answer = sign_in(city.officer).get("/routing/words/", {"words": words, "area": "x"})
    assert answer.status_code in {200, 422}
    assert b"<b>x</b>" not in answer.content


def test_trials_show_which_fail(sign_in, city):
    client = sign_in(city.routing_officer)
    area = city.areas["99.71.01.1001"].pk
    for text, code in (("lampu jalan padam", "1.03.11"), ("sampah menumpuk", "1.03.11")):
        typed = {"text": text, "area": area, "function": city.functions[code].pk}
        assert client.post("/routing/trials/", typed).status_code == 302
    assert client.post("/routing/trials/", {"text": ""}).status_code == 422
    assert "1 dari 2 kalimat" in client.get("/routing/trials/").content.decode()
    trial = Trial.objects.first()
    assert sign_in(city.officer).post(f"/routing/trials/{trial.pk}/remove/").status_code == 403
    assert sign_in(city.routing_officer).post(f"/routing/trials/{trial.pk}/remove/").status_code == 302
    assert Trial.objects.count() == 1


def test_the_table_of_quality_is_a_download(sign_in, city, learned):
    answer = sign_in(city.routing_officer).get("/routing/quality.csv")
    table = b"".join(answer.streaming_content).decode()
    assert "Bidang Kebersihan" in table
