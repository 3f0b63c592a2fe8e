"""Every refusal and every permission has its words, in both languages."""

from __future__ import annotations

import ast
from importlib import import_module

import plan
import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import override

from penata.config.cli import files, forum, improvement, plans, process, routing, surveys
from penata.foundation import refusals


@pytest.fixture(autouse=True, scope="module")
def _all_rooms_have_spoken() -> None:
    """Rooms register their words where they refuse: in actions, or in forms."""
    for room, folder in plan.rooms().items():
        for role in ("actions", "forms"):
            if (folder / f"{role}.py").exists() or (folder / role / "__init__.py").exists():
                import_module(f"penata.{folder.parent.name}.{room}.{role}")


def english() -> dict[str, str]:
    """All that the English catalogs say: words → words."""
    said = {}
    for path in plan.PACKAGE.rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            said |= {m.id: m.string for m in read_po(file, locale="en") if m.id and m.string and not m.fuzzy}
    return said


def codes() -> dict[str, str]:
    """Each code that the sources refuse with → where."""
    found = {}
    for path in plan.sources():
        for node in ast.walk(plan.tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Refused" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found[code.value] = f"{plan.named(path)}:{node.lineno}"
    return found


def test_every_refusal_has_words():
    spoken = refusals.known_codes() | {
        code for room in (files, forum, improvement, plans, process, routing, surveys) for code in room.WHY_NOT
    }  # the command line has its own, in English
    silent = {code: place for code, place in codes().items() if code not in spoken}
    assert not silent


def test_a_refusal_is_named_after_its_room():
    strange = {code: place for code, place in codes().items() if code.split(".")[0] not in plan.ranks()}
    assert not strange


def test_the_words_of_refusals_are_in_both_languages():
    with override("id"):
        # Tests of tables bring words for rooms of their own making.
        ours = [code for code in refusals.known_codes() if code.split(".")[0] in plan.ranks()]
        words = {code: refusals._WORDS[code]() for code in ours}
    assert all(words.values())
    said = english()
    assert not {code: text for code, text in words.items() if text not in said}


def test_every_permission_is_named_after_its_room_and_said_in_both_languages():
    gathered = import_string(settings.PENATA_PERMISSIONS)()
    said = english()
    wrong = [code for room, labels in gathered.items() for code in labels if not code.startswith(f"{room}.")]
    wrong += [label for labels in gathered.values() for label in labels.values() if label not in said]
    assert not wrong


def test_every_permission_that_a_page_asks_for_is_declared():
    known = {code for labels in import_string(settings.PENATA_PERMISSIONS)().values() for code in labels}
    asked = {}
    for path in plan.sources():
        for node in ast.walk(plan.tree(path)):
            is_may = isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "may" and node.args
            if is_may and isinstance(node.args[0], ast.Constant):
                asked[node.args[0].value] = f"{plan.named(path)}:{node.lineno}"
    assert not {code: place for code, place in asked.items() if code not in known}
