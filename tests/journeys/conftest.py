"""A real browser for the journeys: pages of a resident's phone and of an officer's desk, and axe.

Chromium is taken from PENATA_CHROMIUM, the system, or Playwright. Without one the journeys are skipped,
unless PENATA_REQUIRE_BROWSER=1: then they fail.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from penata.foundation.journal.rules import Actor
from penata.public.catalog import actions as catalog
from penata.public.routing.models import RoutingSettings

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's own event loop runs in the thread of the tests

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


def _found_chromium(own: str) -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    candidates = [os.environ.get("PENATA_CHROMIUM"), *map(shutil.which, names), own]
    return next((path for path in candidates if path and Path(path).is_file()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = _found_chromium(playwright.chromium.executable_path)
        if path is None:
            words = "no Chromium was found (install it, or set PENATA_CHROMIUM to its path)"
            if os.environ.get("PENATA_REQUIRE_BROWSER") == "1":
                pytest.fail(words)
            pytest.skip(words)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """A function giving a fresh page (its own cookies): `open_page("phone", language="en", scheme="dark")`.

    At the end the test fails when a page had an error in its scripts, broke its content security policy,
    or asked another server for anything.
    """
    contexts, troubles = [], []

    def watch(page: Any) -> None:
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda m: troubles.append(f"{page.url}: {m.text}") if _is_trouble(m) else None)
        page.on("request", lambda r: None if _is_ours(r.url, live_server.url) else troubles.append(f"asked {r.url}"))

    def open_one(size: str = "desktop", *, language: str = "id", scheme: str = "light", scripts: bool = True) -> Any:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=SIZES[size],
            color_scheme=scheme,
            locale="en-US",  # as many phones in Indonesia; it must not decide
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.base = live_server.url
        watch(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


def _is_trouble(message: Any) -> bool:
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def _is_ours(url: str, server: str) -> bool:
    return url.startswith((server, "data:", "blob:", "about:"))


@pytest.fixture
def phone(open_page: Callable[..., Any]) -> Any:
    """A resident's page, 360 pixels wide."""
    return open_page("phone")


@pytest.fixture
def desktop(open_page: Callable[..., Any]) -> Any:
    """An officer's page, 1280 pixels wide."""
    return open_page("desktop")


@pytest.fixture
def open_city(transactional_db: None, city: Any, settings: Any, tmp_path: Path) -> Any:
    """The small city with its doors open: a service about street lamps, and someone who routes reports."""
    settings.MEDIA_ROOT = tmp_path
    contents = catalog.Contents(
        name="Perbaikan lampu jalan", summary="Kami memperbaiki lampu.", topic="complaint", promise_days=3
    )
    function, by = city.functions["1.03.11"], Actor.system("tests")
    basis = {"decree": city.decree, "article": "Pasal 4", "on": date(2024, 1, 1), "by": by}
    city.service = catalog.open_service(code="lampu-jalan", function=function, contents=contents, **basis)
    RoutingSettings.objects.update_or_create(id=1, defaults={"routing_position": city.positions["PENYALUR"]})
    return city


# What was found right is neither collected nor sent: that takes longer than the looking.
AXE = "() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], None]:
    """A function that fails with what axe finds on the page, and when the page scrolls sideways."""
    source = (Path(settings.NODE_MODULES) / "axe-core/axe.min.js").read_text()

    def look(page: Any) -> None:
        session = page.context.new_cdp_session(page)  # not a script of the page: its policy does not apply
        session.send("Runtime.evaluate", {"expression": source})
        session.detach()
        found = page.evaluate(AXE)
        lines = [f"{v['id']}: {v['help']}\n    " + "\n    ".join(n["html"] for n in v["nodes"][:5]) for v in found]
        assert not lines, f"axe on {page.url}:\n" + "\n".join(lines)
        page.evaluate("() => document.querySelectorAll('[style=\"\"]').forEach((one) => one.removeAttribute('style'))")
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels wider than the screen"

    return look


@pytest.fixture(scope="session")
def photograph() -> bytes:
    """A photograph as a telephone takes it, in small."""
    buffer = io.BytesIO()
    Image.radial_gradient("L").resize((640, 480)).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()
