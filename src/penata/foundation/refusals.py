"""How an action says no. Pure: the action names the reason by a code, the screen finds the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Words = Callable[[], str]

_WORDS: dict[str, Words] = {}


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


def known_codes() -> set[str]:
    return set(_WORDS)
