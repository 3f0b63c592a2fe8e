"""Why a moderator looks at a post before others do: words of the list, and the signs of advertising."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

MOST_LINKS = 2
MOST_CAPITALS = 0.7  # of the letters, in posts long enough to shout
LEAST_LETTERS = 20
ALIKE = 0.85  # of the pairs of letters of two posts
RAPID = 6  # posts of one author within ten minutes
WORDS, LINKS, CAPITALS, STUTTER, REPEATED, FAST, TRAP = (
    "words", "links", "capitals", "stutter", "repeated", "rapid", "trap",
)  # fmt: skip

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:com|net|org|info|biz|xyz|top|site|online|shop|io|me|co|id)\b", re.I
)
_STUTTER = re.compile(r"(.)\1{7,}|(\b\w+\b)(?:\W+\2\b){4,}", re.I)
_LETTERS = {one: str.maketrans("430578@$1", f"aeostbas{one}") for one in "il"}


@dataclass(frozen=True, slots=True)
class Written:
    """A post and what its author wrote shortly before."""

    words: str
    earlier: tuple[str, ...] = ()  # the newest ones, on any topic
    lately: int = 0  # how many within ten minutes, without this one


def plain(text: str, one: str = "i") -> str:
    """Letters as they are meant: lower case, without accents, digits in words as letters, each letter once.

    "B0d000h" becomes "bodoh" like "bodoh" itself: a list of words holds against common disguises. `one` is the letter
    that a 1 stands for.
    """
    bare = unicodedata.normalize("NFKD", text).lower()
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    bare = re.sub(r"[^\w\s@$]|_", "", bare)
    bare = re.sub(r"\S*[^\W\d]\S*|\S*[@$]\S*", lambda word: word[0].translate(_LETTERS[one]), bare)
    return " ".join(re.sub(r"(\w)\1+", r"\1", bare).split())


def listed_in(words: str, listed: Iterable[str]) -> list[str]:
    """Those of the list (written by `plain`) that stand in the words as whole words."""
    said = [f" {plain(words, letter)} " for letter in _LETTERS]
    return [one for one in listed if one and any(f" {one} " in text for text in said)]


def marks_of(written: Written, listed: Collection[str] = ()) -> list[str]:
    """The signs, none for an ordinary post."""
    words = written.words
    letters = [sign for sign in words if sign.isalpha()]
    shouts = len(letters) >= LEAST_LETTERS and sum(map(str.isupper, letters)) / len(letters) > MOST_CAPITALS
    found = {
        WORDS: bool(listed_in(words, listed)),
        LINKS: len(_LINK.findall(words)) > MOST_LINKS,
        CAPITALS: shouts,
        STUTTER: bool(_STUTTER.search(words)),
        REPEATED: any(likeness(words, one) >= ALIKE for one in written.earlier),
        FAST: written.lately >= RAPID,
    }
    return [mark for mark, is_there in found.items() if is_there]


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, by their pairs of letters; 0 to 1."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(text: str) -> set[str]:
    line = " ".join(text.lower().split())[:2_000]
    return {line[place : place + 3] for place in range(len(line) - 2)}
