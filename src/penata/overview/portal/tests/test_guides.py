"""The guides are read in the application, and lead nowhere that is not served."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from penata.overview.portal.views.guides import FOLDER, GUIDES

pytestmark = pytest.mark.django_db


def test_every_guide_that_is_written_is_listed(client: Any) -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(GUIDES)
    listed = client.get(reverse("portal:guides")).text
    assert all(reverse("portal:guide", args=[name]) in listed for name in GUIDES)


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_one_page_whose_links_open(client: Any, name: str) -> None:
    body = client.get(reverse("portal:guide", args=[name])).text.partition("<article")[2].partition("</article>")[0]
    assert body.count("<h1>") == 1
    assert "|---|" not in body
    for address in re.findall(r'href="([^"]*)"', body):
        assert client.get(address).status_code == 200


def test_a_guide_that_nobody_wrote_is_not_found(client: Any) -> None:
    assert client.get(reverse("portal:guide", args=["settings"])).status_code == 404


def test_other_languages_are_told_in_which_one_the_guides_are(client: Any, settings: Any) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "written in Indonesian" in client.get(reverse("portal:guides")).text
