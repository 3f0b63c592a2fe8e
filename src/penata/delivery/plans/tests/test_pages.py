"""The pages, with strangers, budgets and what they show."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from penata.delivery.plans import actions, queries
from penata.delivery.plans.models import Blocker, CheckIn, Plan, Proof, Recurrence, Task
from penata.delivery.plans.rules.drafts import TaskDraft

from .conftest import BY, picture

PLAN_PAGES = ("plan", "table", "gantt", "month", "load")


def url(name: str, *parts: Any) -> str:
    return reverse(f"plans:{name}", args=parts)


@pytest.mark.parametrize("page", PLAN_PAGES)
def test_a_plan_opens_to_its_unit_and_to_nobody_else(work, sign_in, page):
    for who, status in (("officer", 200), ("technician", 200), ("head", 200), ("mayor", 200), ("colleague", 404)):
        assert sign_in(getattr(work.city, who)).get(url(page, work.plan.pk)).status_code == status, who


def test_who_has_a_task_in_a_plan_sees_it(work, sign_in):
    draft = TaskDraft("Bantu", owner_id=work.person("colleague").pk)
    actions.add_task(work.plan, draft, by=BY, at=timezone.now())
    answer = sign_in(work.city.colleague).get(url("plans"))
    assert work.plan.title in answer.text
    assert answer.client.get(url("plan", work.plan.pk)).status_code == 200
    assert answer.client.get(url("change_plan", work.plan.pk)).status_code == 404


@pytest.mark.parametrize("page", [*PLAN_PAGES, "plans", "mine", "check_in", "tree", "templates"])
def test_twice_the_tasks_take_the_same_queries(work, sign_in, django_assert_num_queries, page):
    client = sign_in(work.city.officer)
    path = url(page, work.plan.pk) if page in PLAN_PAGES else url(page)
    counted = []
    for _ in range(3):
        for n in range(4):
            draft = TaskDraft(
                f"Tugas {n}", owner_id=work.person("officer").pk, start=work.today, due=work.today + timedelta(days=n),
                hours=5, contributors=(work.person("technician").pk,),
            )  # fmt: skip
            actions.add_task(work.plan, draft, by=BY, at=timezone.now())
        from django.db import connection

        with CaptureQueriesContext(connection) as queries_made:
            assert client.get(path).status_code == 200
        counted.append(len(queries_made))
    assert counted[1] == counted[2], counted
    assert counted[2] <= 22


def test_one_tap_on_a_phone_says_how_far_a_task_is(work, sign_in):
    survey = work.tasks["survey"]
    client = sign_in(work.city.technician)
    assert f'value="{survey.pk}:75"' in client.get(url("mine")).text
    answer = client.post(url("tap"), {"tap": f"{survey.pk}:75", "next": url("mine")})
    assert answer["Location"] == url("mine")
    assert Task.objects.get(pk=survey.pk).progress == 75
    assert client.post(url("tap"), {"tap": f"{survey.pk}:75", "next": "//evil.example/"})["Location"] == url(
        "task", survey.pk
    )
    for odd in ("", "x:1", f"{survey.pk}:-1", f"{10**30}:5", f"{survey.pk}:９９"):
        assert client.post(url("tap"), {"tap": odd}).status_code == 404 or odd.endswith("９９")


def test_a_stranger_cannot_tap(work, sign_in):
    survey = work.tasks["survey"]
    assert sign_in(work.city.colleague).post(url("tap"), {"tap": f"{survey.pk}:75"}).status_code == 404
    assert Task.objects.get(pk=survey.pk).progress == 0


def test_a_plan_is_opened_from_a_template_and_shows_everywhere(work, sign_in):
    template = actions.save_template(work.plan, name="Perbaikan jalan", by=BY, at=timezone.now())
    client = sign_in(work.city.officer)
    said = {
        "whose": f"unit:{work.city.units['DPU-JALAN'].pk}", "title": "Jalan Melati", "purpose": "", "node": "",
        "lead": "", "start": work.today.isoformat(), "due": "", "template": template.pk,
    }  # fmt: skip
    answer = client.post(url("new_plan"), said)
    plan = Plan.objects.get(title="Jalan Melati")
    assert answer["Location"] == plan.get_absolute_url()
    for page in ("plan", "table", "gantt"):
        assert "Survey" in client.get(url(page, plan.pk)).text
    first_due = Task.objects.filter(plan=plan).order_by("due").first().due
    assert "Survey" in client.get(url("month", plan.pk), {"month": f"{first_due:%Y-%m}"}).text


def test_the_chart_marks_the_critical_path_and_what_moved(work, sign_in):
    actions.agree(work.plan, by=BY, at=timezone.now())
    build = work.tasks["build"]
    moved = TaskDraft("Build", start=build.start, due=build.due + timedelta(days=14))
    actions.change_task(build, moved, by=BY, at=timezone.now())
    page = sign_in(work.city.officer).get(url("gantt", work.plan.pk)).text
    assert page.count('class="gantt-bar is-critical"') > 1  # the legend's, and at least the one that ends last
    assert page.count('class="gantt-bar"') > 1  # the permit waits beside the design
    assert page.count('class="gantt-agreed"') == 2  # the legend's, and that of what moved
    assert "kritis" in page
    assert "+" in page
    assert "style=" not in page


def test_names_are_never_markup(work, sign_in):
    nasty = "<img src=x onerror=alert(1)>\"'"
    due = work.today + timedelta(days=1)
    task = actions.add_task(
        work.plan, TaskDraft(nasty, owner_id=work.person("officer").pk, due=due), by=BY, at=timezone.now()
    )
    actions.block(task, words=nasty, by=BY, at=timezone.now())
    client = sign_in(work.city.officer)
    for page in PLAN_PAGES:
        assert "<img src=x" not in client.get(url(page, work.plan.pk)).text
    for path in (url("mine"), url("task", task.pk), url("check_in")):
        assert "<img src=x" not in client.get(path).text


def test_what_is_refused_is_shown_with_422_and_what_was_typed(work, sign_in):
    client = sign_in(work.city.officer)
    said = {"title": "", "start": "2026-13-40", "due": "", "owner": "", "hours": "-4"}
    for path in (url("add_task", work.plan.pk), url("change_task", work.tasks["survey"].pk), url("new_plan")):
        assert client.post(path, said).status_code == 422
    circle = {"title": "Survey", "needs": [work.tasks["build"].pk]}
    answer = client.post(url("change_task", work.tasks["survey"].pk), circle)
    assert answer.status_code == 422
    assert "saling menunggu" in answer.text
    answer = client.post(url("act", work.tasks["survey"].pk, "block"), {"words": "", "waits_for": "siapa"})
    assert answer.status_code == 422
    assert "Tidak ada pegawai" in answer.text
    assert client.post(url("close_plan", work.plan.pk), {"because": "Selesai."}).status_code == 422


def test_the_form_of_a_task_shows_who_is_overloaded(work, sign_in):
    draft = TaskDraft(
        "Besar", owner_id=work.person("technician").pk, start=work.today, due=work.today + timedelta(days=4), hours=300
    )
    actions.add_task(work.plan, draft, by=BY, at=timezone.now())
    client = sign_in(work.city.officer)
    assert "melebihi batas" in client.get(url("add_task", work.plan.pk)).text
    assert "over-capacity" in client.get(url("load", work.plan.pk)).text
    assert "melebihi batas" in sign_in(work.city.technician).get(url("mine")).text


def test_a_check_in_is_filled_in_on_one_page(work, sign_in):
    build, client = work.tasks["build"], sign_in(work.city.technician)
    said = {"done": "Survei.", "next_words": "Bangun.", f"block_{build.pk}": "Menunggu aspal",
            f"by_{build.pk}": work.person("colleague").nip}  # fmt: skip
    assert client.post(url("check_in"), said)["Location"] == url("mine")
    assert Blocker.objects.get().by == work.person("colleague")
    assert CheckIn.objects.get().next == "Bangun."
    assert "Menunggu aspal" in sign_in(work.city.colleague).get(url("mine")).text


def test_proofs_are_only_for_those_who_see_the_task(work, sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload = SimpleUploadedFile("foto.jpg", picture().getvalue(), content_type="image/jpeg")
    client = sign_in(work.city.technician)
    client.post(url("act", work.tasks["survey"].pk, "proof"), {"words": "Lubang", "upload": upload})
    path = url("proof", Proof.objects.get().pk)
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(answer.streaming_content)
    assert sign_in(work.city.colleague).get(path).status_code == 404


def test_the_feed_is_a_calendar_of_ones_own_deadlines(work, client, sign_in):
    secret = queries.secret_of(actions.renew_feed(work.person("technician"), by=BY, at=timezone.now()))
    answer = client.get(url("feed", secret))
    assert answer["Content-Type"].startswith("text/calendar")
    events = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    assert {str(event["summary"]) for event in events} == {"Survey", "Build"}
    assert {event["dtstart"].dt for event in events} == {work.tasks[name].due for name in ("survey", "build")}
    assert client.get(url("feed", "x" * 22)).status_code == 404
    assert secret in sign_in(work.city.technician).get(url("calendar")).text


def test_what_is_written_out_comes_in_again_and_changes_nothing(work, sign_in):
    client = sign_in(work.city.officer)
    answer = client.get(url("export", work.plan.pk, "xlsx"))
    data = b"".join(answer.streaming_content)
    before = list(Task.objects.order_by("pk").values("title", "owner", "start", "due", "hours", "progress", "number"))
    waits = queries.needs_of(work.plan)
    answer = client.post(url("bring", work.plan.pk), {"file": SimpleUploadedFile("tasks.xlsx", data)})
    assert answer["Location"] == url("table", work.plan.pk)
    assert (
        list(Task.objects.order_by("pk").values("title", "owner", "start", "due", "hours", "progress", "number"))
        == before
    )
    assert queries.needs_of(work.plan) == waits
    assert f"0 tugas ditambahkan, 0 diperbarui, {len(before)} tetap." in client.get(answer["Location"]).text


def test_a_bad_file_brings_in_nothing_and_says_why(work, sign_in):
    rows = (
        "number;title;owner;start;due;after\n9;Rapat;123;2026-11-02;2026-11-01;77\n"
        "10;Kajian;;2026-11-02;2026-11-05;11\n11;Laporan;;2026-11-06;2026-11-07;10\n"
    )
    client = sign_in(work.city.officer)
    answer = client.post(url("bring", work.plan.pk), {"file": SimpleUploadedFile("t.csv", rows.encode())})
    assert answer.status_code == 422
    for words in ("123", "77", "terbalik"):
        assert words in answer.text
    circle = rows.replace("9;Rapat;123;2026-11-02;2026-11-01;77\n", "")
    answer = client.post(url("bring", work.plan.pk), {"file": SimpleUploadedFile("t.csv", circle.encode())})
    assert "saling menunggu" in answer.text
    assert Task.objects.filter(plan=work.plan).count() == 4


def test_recurring_work_is_set_and_stopped(work, sign_in):
    client = sign_in(work.city.officer)
    said = {
        "title": "Laporan",
        "every": "month",
        "first_due": work.today.isoformat(),
        "days": "2",
        "hours": "",
        "owner": "",
    }
    assert client.post(url("recurrences", work.plan.pk), said)["Location"] == url("recurrences", work.plan.pk)
    one = Recurrence.objects.get()
    assert Task.objects.filter(recurrence=one).count() in {2, 3}
    client.post(url("stop_recurring", one.pk))
    assert Recurrence.objects.get().stopped_at is not None


def test_who_answers_for_a_node_says_what_its_indicator_is(city, sign_in):
    from .examples import prepare

    prepare(city)
    said = {"on": timezone.localdate().isoformat(), "value": "4,5", "source": "Survei"}
    path = url("indicator", city.indicator.pk)
    assert sign_in(city.colleague).post(path, said).status_code == 404
    assert sign_in(city.head).post(path, said)["Location"] == path
    assert "4,5" in sign_in(city.head).get(url("tree")).text
    assert sign_in(city.head).get(url("new_node")).status_code == 403


def test_who_is_waited_for_opens_the_task_until_he_has_done_his_part(work, sign_in):
    build, client = work.tasks["build"], sign_in(work.city.colleague)
    assert client.get(url("task", build.pk)).status_code == 404
    actions.block(build, words="Izin", waits_for=work.person("colleague"), by=BY, at=timezone.now())
    assert client.get(url("task", build.pk)).status_code == 200
    assert client.post(url("act", build.pk, "progress"), {"percent": "50"}).status_code == 422
    assert client.post(url("unblock", build.pk))["Location"] == url("mine")
    assert client.get(url("task", build.pk)).status_code == 404


def test_who_has_hundreds_of_tasks_sees_the_nearest_of_each_group_and_the_rest_when_asked(work, sign_in):
    owner, start = work.person("technician"), work.today - timedelta(days=30)
    Task.objects.bulk_create(
        Task(plan=work.plan, number=100 + n, title=f"Tugas {n}", owner=owner, start=start, due=start) for n in range(90)
    )
    client = sign_in(work.city.technician)
    text = client.get(url("mine")).text
    assert "65 lagi" in text
    assert (text.count('class="tap-row"'), "Build" in text) == (27, True)
    assert client.get(url("mine") + "?group=late").text.count('class="tap-row"') == 92
