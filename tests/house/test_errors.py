import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse, JsonResponse

from penata.config.errors import words_for_empty_errors


def visit(rf):
    request = rf.get("/x/")
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)
    return request


def test_a_refusal_without_words_gets_them_and_keeps_its_headers(rf):
    refusal = HttpResponse(status=429, headers={"Retry-After": "60"})
    page = words_for_empty_errors(lambda request: refusal)(visit(rf))
    assert page.status_code == 429
    assert page["Retry-After"] == "60"
    assert "Terlalu banyak percobaan" in page.text


@pytest.mark.parametrize(
    "answer", [HttpResponse("ada kata", status=404), HttpResponse(status=204), JsonResponse({}, status=503)]
)
def test_answers_with_words_of_their_own_are_left_alone(rf, answer):
    assert words_for_empty_errors(lambda request: answer)(visit(rf)) is answer


def test_a_machine_is_not_given_a_page(rf):
    refusal = HttpResponse(status=404)
    request = rf.get("/x/", headers={"Accept": "application/json"})
    assert words_for_empty_errors(lambda request: refusal)(request) is refusal
