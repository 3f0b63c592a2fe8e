"""Which kind of position heads which unit: PP 18/2016 art. 95 as amended by PP 72/2019, for cities. Advice, not a
refusal: after the simplification of 2021 many heads are functional officers, about whom the article says nothing."""

from __future__ import annotations

from typing import NamedTuple


class Office(NamedTuple):
    """A category of positions and an echelon in it."""

    category: str
    level: str


_STRUCTURAL = frozenset({"jpt", "administrator", "pengawas"})
# (kind of unit, kind of the unit above it, its type class) → its head; "" is any
_HEADS: dict[tuple[str, str, str], Office] = {
    ("setda", "", ""): Office("jpt", "II.a"),
    ("asisten", "", ""): Office("jpt", "II.b"),
    ("setwan", "", ""): Office("jpt", "II.b"),
    ("inspektorat", "", ""): Office("jpt", "II.b"),
    ("dinas", "", ""): Office("jpt", "II.b"),
    ("badan", "", ""): Office("jpt", "II.b"),
    ("rsud", "", "A"): Office("jpt", "II.b"),
    ("rsud", "", "B"): Office("jpt", "II.b"),
    ("kecamatan", "", ""): Office("administrator", "III.a"),
    ("bagian", "setda", ""): Office("administrator", "III.a"),
    ("bagian", "asisten", ""): Office("administrator", "III.a"),
    ("bagian", "setwan", ""): Office("administrator", "III.a"),
    ("sekretariat", "inspektorat", ""): Office("administrator", "III.a"),
    ("sekretariat", "dinas", ""): Office("administrator", "III.a"),
    ("sekretariat", "badan", ""): Office("administrator", "III.a"),
    ("bidang", "dinas", ""): Office("administrator", "III.b"),
    ("bidang", "badan", ""): Office("administrator", "III.b"),
    ("sekretariat", "kelurahan", ""): Office("pengawas", "IV.b"),
    ("seksi", "kelurahan", ""): Office("pengawas", "IV.b"),
    ("seksi", "dinas", ""): Office("pengawas", "IV.a"),
    ("seksi", "badan", ""): Office("pengawas", "IV.a"),
    ("seksi", "bidang", ""): Office("pengawas", "IV.a"),
    ("seksi", "bagian", ""): Office("pengawas", "IV.a"),
    ("kelurahan", "", ""): Office("pengawas", "IV.a"),
    ("uptd", "", "A"): Office("pengawas", "IV.a"),
    ("uptd", "", "B"): Office("pengawas", "IV.b"),
}


def office_of_head(kind: str, above: str, type_class: str) -> Office | None:
    """What the law gives the head of such a unit (`above`: the kind of the unit above it); None: it says nothing."""
    for key in ((kind, above, ""), (kind, "", type_class), (kind, "", "")):
        if key in _HEADS:
            return _HEADS[key]
    return None


def advice_on_head(unit: tuple[str, str, str], category: str, level: str) -> Office | None:
    """What the head of a unit (kind, kind above, type class) should be by law, when he is something else.

    An echelon that is not known is no mistake; nor is a head who is a functional officer or elected.
    """
    lawful = office_of_head(*unit)
    if lawful is None or category not in _STRUCTURAL:
        return None
    is_lawful = category == lawful.category and level in {"", lawful.level}
    return None if is_lawful else lawful
