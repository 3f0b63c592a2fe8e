"""How an action says no. Pure: the action names the reason by a code, the screen finds the words.

What the program itself writes into a record as a reason is kept the same way: `kept` makes the text that is stored,
`told` finds its words in the language of whoever reads it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Words = Callable[[], str]

_WORDS: dict[str, Words] = {}
_KEPT = "§"  # begins a stored sentence; what people write is stored as they wrote it


class Refused(Exception):
    """An action said no.

    `code` is "room.reason"; `field` names the input that caused it, when one did; `params` fill the words.
    The database is as it was before the action.
    """

    def __init__(self, code: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params = params

    def __str__(self) -> str:
        return words_for(self)


def put_into_words(words: dict[str, Words]) -> None:
    """Register the sentences of a room's refusals: code → a callable giving the translated sentence.

    A sentence may hold `%(name)s` for each parameter of the refusal. It says what is wrong and how to mend it.
    """
    _WORDS.update(words)


def words_for(refusal: Refused) -> str:
    """The sentence of a refusal in the active language; its code when nobody wrote one (a test finds those)."""
    words = _WORDS.get(refusal.code)
    return refusal.code if words is None else words() % refusal.params


def kept(code: str, **params: str | int | float) -> str:
    """A sentence as it is stored: its code and its parameters, in no language."""
    return _KEPT + code + (f" {json.dumps(params, sort_keys=True)}" if params else "")


def told(text: str, shown: Callable[[Any], Any] = lambda value: value) -> str:
    """A stored text in the active language, each parameter as `shown` says; any other text as it is."""
    code, _, params = text.removeprefix(_KEPT).partition(" ")
    if not text.startswith(_KEPT) or code not in _WORDS:
        return text
    try:
        values = json.loads(params) if params else {}
        return _WORDS[code]() % {name: shown(value) for name, value in values.items()}
    except (ValueError, TypeError, KeyError, AttributeError):  # someone wrote what looks like one
        return text


def known_codes() -> set[str]:
    return set(_WORDS)
