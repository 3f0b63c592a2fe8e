"""The words in which the journeys are told: what residents and officers do on the pages, as they see them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

SHOTS = os.environ.get("PENATA_SHOTS")  # a folder: the pages of the journeys are kept there as pictures
PHOTO = "lampu.jpg"


@dataclass(frozen=True)
class Sent:
    """What a resident holds after reporting: the number, and the path of the secret link."""

    reference: str
    link: str


def sign_in(page: Any, who: Any) -> Any:
    """The page with this account signed in; how one signs in is told in test_signing_in."""
    client = Client()
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    address = page.evaluate("() => location.origin") if page.url.startswith("http") else page.base
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
    return page


def look(page: Any, name: str, axe: Any = None) -> None:
    """Ask axe, and keep a picture where pictures are wanted."""
    page.wait_for_load_state("networkidle")  # axe and pictures touch styles, which no swap may copy
    if SHOTS:
        Path(SHOTS).mkdir(exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    if axe is not None:
        axe(page)


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Any, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def field(page: Any, label: str) -> Any:
    """What is filled in under this label, which may end with "(boleh kosong)"."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(boleh kosong\))?\s*$"))


def says(page: Any, words: str) -> bool:
    """Whether the words can be read on the page; waits for them."""
    page.get_by_text(words).first.wait_for()
    return True


def report(
    page: Any,
    words: str,
    *,
    area: str = "Sukamaju",
    place: str = "",
    photo: bytes | None = None,
    name: str = "",
    email: str = "",
    is_anonymous: bool = False,
    is_confidential: bool = False,
    service: str = "",
    seen: Any = lambda page, step: None,
) -> Sent:
    """A resident reports on the portal, one question a page. `seen` looks at each page.

    With a service he comes from its page, else from the front page.
    """
    page.goto(f"/services/{service}/" if service else "/")
    if service:
        follow(page, "Laporkan tentang layanan ini")
    seen(page, "front")
    field(page, "Ceritakan dengan kata-kata Anda sendiri").fill(words)
    press(page, "Lanjutkan")
    page.wait_for_url("**/place/")
    seen(page, "place")
    field(page, "Kelurahan").select_option(label=area)
    field(page, "Alamat atau patokan").fill(place)
    press(page, "Lanjutkan")
    page.wait_for_url("**/photos/")
    seen(page, "photos")
    if photo:
        file = {"name": PHOTO, "mimeType": "image/jpeg", "buffer": photo}
        field(page, "Foto").set_input_files([file])
    press(page, "Lanjutkan")
    page.wait_for_url("**/reporter/")
    seen(page, "reporter")
    page.get_by_label("Saya ingin anonim" if is_anonymous else "Saya menyebutkan nama saya").check()
    field(page, "Nama").fill(name)
    field(page, "Surel").fill(email)
    if is_confidential:
        page.get_by_label("Rahasiakan laporan ini").check()
    press(page, "Lanjutkan")
    page.wait_for_url("**/check/")
    seen(page, "check")
    press(page, "Kirim laporan")
    page.wait_for_url("**/sent/")
    seen(page, "sent")
    return Sent(
        reference=fact(page, "Nomor laporan"), link=page.get_by_role("link", name="/track/").get_attribute("href")
    )


def fact(page: Any, name: str) -> str:
    """What stands beside this name in a list of facts."""
    found = page.locator("dt", has_text=name).first.locator("xpath=following-sibling::dd[1]")
    return str(found.inner_text()).strip()


def route(page: Any, reference: str, to: str) -> None:
    """The routing officer opens his queue and sends the report to one of the proposed positions: one click."""
    page.goto(f"/desk/routing/?case={reference}")
    page.get_by_role("button", name=f"Salurkan ke {to}", exact=True).first.click()
    says(page, f"{reference} diteruskan ke {to}.")


def take_up(page: Any, reference: str) -> Any:
    """An officer opens his desk and the report on it; gives the pane where it is shown."""
    page.goto("/desk/")
    page.locator(f"[data-case='{reference}']").click()
    pane = page.locator("#desk-case")
    pane.get_by_text(reference).first.wait_for()
    return pane


def answer(page: Any, reference: str, words: str) -> None:
    """The officer answers at his desk."""
    pane = take_up(page, reference)
    follow(pane, "Jawab")
    pane.get_by_label("Jawaban untuk pelapor").fill(words)
    press(pane, "Kirim jawaban")
    says(pane, words)
