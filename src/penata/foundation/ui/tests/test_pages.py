import pytest
from django.test import Client


@pytest.mark.parametrize("variant", ["", "?desk=1"])
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
