from datetime import date

import pytest
from django.db import IntegrityError, connection

from penata.foundation.journal.models import Entry
from penata.foundation.refusals import Refused
from penata.public.catalog import actions, queries
from penata.public.catalog.models import LexiconWord, Service, Standard

from .conftest import DAY, SECRETARY, contents

pytestmark = pytest.mark.django_db


def test_a_service_opens_with_its_standard_in_one_journal_entry(lamp_service, decree):
    standard = queries.standard_on("lampu-jalan", DAY)
    assert (standard.name, standard.decree, standard.article) == ("Perbaikan lampu jalan", decree, "Pasal 4")
    entry = Entry.objects.get()
    assert (entry.act, entry.subject_key) == ("catalog.open_service", str(lamp_service.pk))
    assert entry.details["decree"] == str(decree)


def test_before_its_day_a_service_is_not_there(lamp_service):
    assert queries.standard_on("lampu-jalan", date(2024, 12, 31)) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "catalog.name_missing"),
        ({"summary": ""}, "catalog.summary_missing"),
        ({"promise_days": 0}, "catalog.promise_bad"),
        ({"promise_days": 366}, "catalog.promise_bad"),
        ({"topic": "nonsense"}, "catalog.topic_unknown"),
        ({"components": {"nonsense": "x"}}, "catalog.component_unknown"),
    ],
)
def test_contents_that_are_wrong_are_refused_and_leave_nothing(decree, lights, changes, code):
    with pytest.raises(Refused) as refused:
        actions.open_service(
            code="x", function=lights, contents=contents(**changes), decree=decree, on=DAY, by=SECRETARY
        )
    assert refused.value.code == code
    assert str(refused.value) != code
    assert not Service.objects.exists()


@pytest.mark.parametrize("code", ["", "a b", "é", "x" * 41, "a/b"])
def test_a_code_is_a_public_name(decree, lights, code):
    with pytest.raises(Refused, match="huruf"):
        actions.open_service(code=code, function=lights, contents=contents(), decree=decree, on=DAY, by=SECRETARY)


def test_a_code_is_given_once(lamp_service, give_service, lights):
    with pytest.raises(Refused, match="sudah dipakai"):
        give_service("lampu-jalan", lights)


def test_a_new_version_begins_on_its_day_and_the_old_one_stays_before(lamp_service, decree):
    actions.change_standard(
        lamp_service, contents=contents(promise_days=2), decree=decree, article="Pasal 9", on=DAY, by=SECRETARY
    )
    assert queries.promise(lamp_service.pk, date(2026, 3, 2)).days == 3
    assert queries.promise(lamp_service.pk, DAY).days == 2
    assert Entry.objects.filter(act="catalog.change_standard").get().details["changed"] == ["promise_days"]


def test_a_version_that_is_already_set_for_later_stays(lamp_service, decree):
    later = date(2027, 1, 1)
    actions.change_standard(lamp_service, contents=contents(promise_days=1), decree=decree, on=later, by=SECRETARY)
    actions.change_standard(lamp_service, contents=contents(promise_days=2), decree=decree, on=DAY, by=SECRETARY)
    days = [queries.promise(lamp_service.pk, day).days for day in (date(2026, 1, 1), DAY, later)]
    assert days == [3, 2, 1]


def test_a_correction_keeps_what_was_believed(lamp_service):
    wrong = queries.standard_on("lampu-jalan", DAY)
    new = actions.correct(wrong, contents=contents(cost_text="Rp 10.000"), because="salah ketik", by=SECRETARY)
    assert new.valid.lower == wrong.valid.lower
    assert queries.standard_on("lampu-jalan", DAY).cost_text == "Rp 10.000"
    assert queries.standard_on("lampu-jalan", DAY, at=wrong.recorded.lower).cost_text == "Gratis"


def test_a_correction_that_changes_nothing_or_comes_second_is_refused(lamp_service):
    wrong = queries.standard_on("lampu-jalan", DAY)
    with pytest.raises(Refused, match="Belum ada yang diubah"):
        actions.correct(wrong, contents=contents(), because="x", by=SECRETARY)
    actions.correct(wrong, contents=contents(promise_days=4), because="x", by=SECRETARY)
    with pytest.raises(Refused, match="dibetulkan orang lain"):
        actions.correct(wrong, contents=contents(promise_days=5), because="x", by=SECRETARY)


def test_a_closed_service_is_gone_from_its_day(lamp_service, decree):
    actions.close_service(lamp_service, decree=decree, on=DAY, because="digabung", by=SECRETARY)
    assert queries.promise(lamp_service.pk, date(2026, 3, 2)) is not None
    assert queries.promise(lamp_service.pk, DAY) is None
    with pytest.raises(Refused):
        actions.close_service(lamp_service, decree=decree, on=DAY, because="digabung", by=SECRETARY)


def test_the_lexicon_knows_words_of_services_and_functions(lamp_service, records):
    actions.refresh_lexicon(on=DAY)
    words = set(LexiconWord.objects.values_list("word", flat=True))
    assert {"lampu", "perbaikan", "penerangan", "akta", "sipil"} <= words


def test_the_database_guards_the_history_of_standards(lamp_service):
    standard = Standard.objects.get()
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("update catalog_standard set promise_days = 1 where id = %s", [standard.pk])


def test_the_database_refuses_a_version_without_an_act(lamp_service, decree):
    standard = Standard.objects.get()
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            "insert into catalog_standard (valid, recorded, decree_id, article, service_id, name, summary, topic,"
            " keywords, is_reportable, promise_days, cost_text, components, attributes)"
            " select '[2020-01-01,2020-02-01)', '[2020-01-01,)', decree_id, article, service_id, name, summary, topic,"
            " keywords, is_reportable, promise_days, cost_text, components, attributes"
            " from catalog_standard where id = %s",
            [standard.pk],
        )
