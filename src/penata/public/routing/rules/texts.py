"""Words as residents write them: no slang list, no stemmer, no stop words. Pieces of words do that work."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 4_000  # characters read of one case; what matters stands before
SMALLEST_PIECE, LARGEST_PIECE = 3, 5

_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_NUMBER = re.compile(r"\d+")
_OTHER = re.compile(r"[\W_]+")


def normalized(text: str) -> str:
    """Lower case; three or more equal letters become one; numbers keep only their length, at most four."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    plain = _DRAWN_OUT.sub(r"\1", plain)
    plain = _NUMBER.sub(lambda number: "0" * min(len(number.group()), 4), plain)
    return _OTHER.sub(" ", plain).strip()


def words_of(text: str) -> list[str]:
    """The words of a text, longer ones cut at 40 characters."""
    return [word[:40] for word in normalized(text).split()]


@lru_cache(maxsize=20_000)
def pieces_of(word: str) -> tuple[str, ...]:
    """All pieces of three to five characters of a word with its edges; a short word is one piece."""
    edged = f" {word} "
    return tuple(
        edged[start : start + size]
        for size in range(SMALLEST_PIECE, LARGEST_PIECE + 1)
        for start in range(len(edged) - size + 1)
    )
