"""Names as they are in an Indonesian city: Javanese mostly, Sundanese, Batak, Minang, Bugis, Chinese-Indonesian …"""

from __future__ import annotations

import random
from functools import cache
from itertools import accumulate

from .reading import sections

PEOPLES = (
    ("jawa", 52),
    ("satu kata", 9),
    ("sunda", 14),
    ("batak", 7),
    ("minang", 5),
    ("bugis", 4),
    ("tionghoa", 5),
    ("timur", 4),
)


_NAMES = [name for name, _ in PEOPLES]
_SHARES = list(accumulate(share for _, share in PEOPLES))


@cache
def _parts(heading: str) -> tuple[str, ...]:
    return tuple(" ".join(sections("names.txt")[heading]).split())


def full_name(chance: random.Random, sex: str) -> str:
    """A name for L (laki-laki) or P (perempuan), without titles."""
    people = chance.choices(_NAMES, cum_weights=_SHARES)[0]
    if people == "satu kata":
        return chance.choice(_parts(f"satu kata {sex}"))
    first = chance.choice(_parts(f"{people} depan {sex}"))
    own = f"{people} belakang"
    last = chance.choice(_parts(f"{own} {sex}" if people in {"jawa", "sunda"} else own))
    if chance.random() < 0.3:
        second = chance.choice(_parts(f"{people} depan {sex}"))
        return f"{first} {second} {last}" if second != first else f"{first} {last}"
    return f"{first} {last}"
