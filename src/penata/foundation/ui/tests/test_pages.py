import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import Client
from django.utils import translation

from penata.foundation.ui import views


@pytest.mark.parametrize("variant", ["", "?frame=desk"])
@pytest.mark.parametrize(("language", "word"), [("id", "Tenggat"), ("en", "Deadline")])
def test_the_gallery_shows_every_component_in_both_languages(client, language, word, variant):
    client.cookies["django_language"] = language
    page = client.get("/ui/" + variant)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert word in page.text


def test_a_visitor_switches_the_language_with_a_form(client):
    answer = client.post("/language/", {"language": "en", "next": "/ui/"})
    assert (answer.status_code, answer["Location"]) == (302, "/ui/")
    assert "Gallery" in client.get("/ui/").text


def test_an_unknown_address_is_answered_in_the_look(client):
    page = client.get("/tidak-ada/")
    assert page.status_code == 404
    assert "Halaman tidak ditemukan" in page.text


def test_a_form_without_its_token_says_what_to_do():
    page = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert page.status_code == 403
    assert "Formulir sudah kedaluwarsa" in page.text


@pytest.mark.parametrize("status", [400, 403, 404, 405, 429, 500, 503])
@pytest.mark.parametrize(("language", "home"), [("id", "Ke halaman depan"), ("en", "To the front page")])
def test_every_error_has_a_page_in_both_languages(rf, status, language, home):
    request = visit(rf)
    with translation.override(language):
        page = views.error_page(request, status)
    assert page.status_code == status
    assert home in page.text
    assert str(views.TROUBLES[status].title) in page.text or language == "en"


def visit(rf):
    request = rf.get("/x/")
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)
    return request


@pytest.mark.parametrize("status", [400, 500, 503])
def test_trouble_is_told_without_database_session_or_account(status):
    page = views.error_page(HttpRequest(), status)  # no user, no session, and this test may not use the database
    assert "Kota Lama" in page.text
