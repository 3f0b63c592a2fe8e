"""Every act that the journal may hold has a name that people can read, in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import plan
from django.utils.translation import override
from test_refusals import _all_rooms_have_spoken, english  # noqa: F401 rooms name their acts in the same place

from penata.config import navigation  # noqa: F401 names those of the demonstration
from penata.foundation.journal import rules
from penata.public.cases.rules import Act

CODE = re.compile(r"[a-z_0-9]+\.[a-z_]+")
# Each of these writes the entries of its room: the name of the act is what its callers pass.
WRITERS = {
    "record": "{}",
    "_journal": "{}",
    "write_journal": "cases.{}",
    "record_act": "structure.{}",
    "_record": "people.{}",
    "journal": "teams.{}",
    "journal_survey": "surveys.{}",
    "journal_forum": "forum.{}",
    "write_entry": "performance.{}",
}


def acts() -> dict[str, str]:
    """Each act that the sources journal → where."""
    found = {f"cases.{act}": "cases/rules" for act in Act}
    for path in plan.sources():
        tree = plan.tree(path)
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
                place = f"{plan.named(path)}:{call.lineno}"
                found |= dict.fromkeys(_named(call, function), place)
    return found


def _named(call: ast.Call, function: ast.FunctionDef) -> Iterator[str]:
    writer = ast.unparse(call.func).split(".")[-1]
    if writer not in WRITERS or function.name in WRITERS:
        return
    given = next((word.value for word in call.keywords if word.arg == "act"), None) or _passed(writer, call)
    words = {node.value for node in ast.walk(given) if isinstance(node, ast.Constant)} if given is not None else set()
    if writer == "record" and not words:  # chosen from some that stand in the function
        words = {node.value for node in ast.walk(function) if isinstance(node, ast.Constant)}
        words = {word for word in words if isinstance(word, str) and CODE.fullmatch(word)}
        assert words, f"{function.name}: write the acts out where they are journaled"
    if writer == "record_act":
        noun = ast.unparse(call.args[0]).lower()
        nouns = ("area", "unit", "position", "function") if noun == "noun" else (noun,)
        words = {f"{verb}_{one}" for verb in words for one in nouns}
    for word in words:
        yield WRITERS[writer].format(word)


def _passed(writer: str, call: ast.Call) -> ast.AST | None:
    place = {
        "_journal": 1,
        "write_journal": 1,
        "record_act": 1,
        "_record": 0,
        "journal": 0,
        "journal_survey": 0,
        "journal_forum": 0,
        "write_entry": 1,
    }.get(writer)
    return call.args[place] if place is not None and len(call.args) > place else None


def test_the_walk_finds_acts_however_they_are_written():
    found = set(acts())
    assert len(found) > 80
    assert found >= {
        "accounts.sign_in",
        "accounts.reset_password",
        "calendars.set_city_day",
        "structure.open_unit",
        "structure.close_area",
        "people.appoint_acting",
        "routing.set_threshold",
        "cases.submit",
        "cases.hand_over",
        "demo.build",
    }


def test_every_act_has_a_name():
    nameless = {act: place for act, place in acts().items() if act not in rules.acts()}
    assert not nameless, "name them with `journal.rules.name_acts` where their room has its words"


def test_every_name_is_of_an_act():
    rooms = {act.split(".")[0] for act in acts()}
    unused = {act for act in rules.acts() if act.split(".")[0] in rooms} - set(acts())
    assert not unused


def test_the_names_of_acts_are_in_both_languages():
    with override("id"):
        words = {act: str(name) for act, name in rules.acts().items() if act.split(".")[0] in plan.ranks()}
    said = english()
    assert not {act: name for act, name in words.items() if name not in said}
