"""Plans and tasks as data: the same rows as the pages, and the same act."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone

from penata.delivery.plans import actions
from penata.delivery.plans.models import Task, Update

from .conftest import BY

JSON = {"content_type": "application/json"}


def test_the_list_holds_what_the_reader_sees(work, sign_in, django_assert_max_num_queries):
    client = sign_in(work.city.officer)
    with django_assert_max_num_queries(12):
        found = client.get("/api/plans").json()
    assert [(one["title"], one["tasks"], one["done"]) for one in found["plans"]] == [("Perbaikan Jalan Mawar", 4, 0)]
    assert found["next"] is None
    assert sign_in(work.city.colleague).get("/api/plans").json()["plans"] == []
    assert Client().get("/api/plans").status_code == 401


def test_a_plan_has_its_tasks_with_what_each_waits_for(work, sign_in):
    path = f"/api/plans/{work.plan.pk}"
    found = {one["title"]: one for one in sign_in(work.city.officer).get(path).json()["tasks"]}
    assert sorted(found["Build"]["needs"]) == sorted(work.tasks[name].pk for name in ("design", "permit"))
    assert sign_in(work.city.colleague).get(path).status_code == 404


def test_a_task_says_whether_the_reader_may_progress_it(work, sign_in):
    path = f"/api/tasks/{work.tasks['survey'].pk}"
    assert sign_in(work.city.technician).get(path).json()["may_progress"] is True
    mine = sign_in(work.city.technician).get("/api/tasks/mine").json()["tasks"]
    assert [one["title"] for one in mine] == ["Survey", "Build"]
    assert sign_in(work.city.colleague).get(path).status_code == 404


def test_progress_is_the_act_of_the_page(work, sign_in):
    path = f"/api/tasks/{work.tasks['survey'].pk}/progress"
    client = sign_in(work.city.technician)
    assert client.post(path, {"percent": 50, "words": "Separuh."}, **JSON).json()["progress"] == 50
    assert Update.objects.get().by_label.startswith("Rudi Saputra")
    assert client.post(path, {"percent": 101}, **JSON).status_code == 422
    actions.drop_task(Task.objects.get(title="Survey"), because="Tidak perlu", by=BY, at=timezone.now())
    refused = client.post(path, {"percent": 60}, **JSON)
    assert (refused.status_code, refused.json()["code"]) == (422, "plans.task_dropped")
    assert sign_in(work.city.colleague).post(path, {"percent": 60}, **JSON).status_code == 404
    sign_in(work.city.technician)
    of_another = f"/api/tasks/{work.tasks['design'].pk}/progress"
    assert client.post(of_another, {"percent": 60}, **JSON).json()["code"] == "plans.not_your_task"


def test_another_site_cannot_say_progress_with_someones_session(work):
    client: Any = Client(enforce_csrf_checks=True)
    client.force_login(work.city.technician, backend="django.contrib.auth.backends.ModelBackend")
    path = f"/api/tasks/{work.tasks['survey'].pk}/progress"
    assert client.post(path, {"percent": 50}, **JSON).status_code == 403
    client.get("/plans/mine/")
    token = client.cookies["csrftoken"].value
    assert client.post(path, {"percent": 50}, headers={"X-CSRFToken": token}, **JSON).status_code == 200
