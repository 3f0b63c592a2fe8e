import pytest

from penata.foundation.calendars.models import CityDay

pytestmark = pytest.mark.django_db

YEAR = "/calendar/2026/"
NEW = {"day": "2026-11-18", "name": "Hari Jadi", "is_working": "no", "because": "Perwali 1/2026"}


def test_the_year_shows_each_holiday_with_its_source(city, sign_in) -> None:
    page = sign_in(city.administrator).get(YEAR).content.decode()
    assert "Hari Kemerdekaan Republik Indonesia" in page
    assert "Senin, 17 Agustus 2026" in page
    assert "Cuti bersama" in page


def test_a_year_whose_collective_leave_is_unknown_says_so(city, sign_in) -> None:
    client = sign_in(city.administrator)
    assert "belum diketahui" in client.get("/calendar/2029/").content.decode()
    assert "belum diketahui" not in client.get(YEAR).content.decode()


def test_a_year_out_of_reach_is_not_there(city, sign_in) -> None:
    assert sign_in(city.administrator).get("/calendar/1899/").status_code == 404


def test_a_day_is_set_and_removed_with_a_reason(city, sign_in) -> None:
    client = sign_in(city.administrator)
    assert client.post("/calendar/days/", NEW).url == "/calendar/2026/"
    assert "Hari Jadi" in client.get(YEAR).content.decode()
    client.post("/calendar/days/remove/", {"day": "2026-11-18", "because": ""})
    assert CityDay.objects.exists()
    client.post("/calendar/days/remove/", {"day": "2026-11-18", "because": "Salah tanggal"})
    assert not CityDay.objects.exists()


@pytest.mark.parametrize("changes", [{"day": ""}, {"day": "2026-13-40"}, {"day": "2026-08-17"}, {"because": ""}])
def test_a_wrong_day_comes_back_with_all_that_was_typed(city, sign_in, changes) -> None:
    answer = sign_in(city.administrator).post("/calendar/days/", NEW | changes)
    assert answer.status_code == 422
    assert "Hari Jadi" in answer.content.decode()


def test_strangers_may_not_look_and_officers_may_not_set(city, client, sign_in) -> None:
    assert client.get(YEAR).status_code == 302
    assert client.post("/calendar/days/", NEW).status_code == 302
    sign_in(city.outsider)
    assert client.get(YEAR).status_code == 403
    assert client.post("/calendar/days/", NEW).status_code == 403
    assert not CityDay.objects.exists()


def test_the_page_costs_the_same_however_many_days_are_set(city, sign_in, django_assert_max_num_queries) -> None:
    client = sign_in(city.administrator)
    CityDay.objects.create(day="2026-11-18", name="a")
    with django_assert_max_num_queries(5):
        client.get(YEAR)
    CityDay.objects.create(day="2026-11-19", name="b")
    with django_assert_max_num_queries(5):
        client.get(YEAR)
