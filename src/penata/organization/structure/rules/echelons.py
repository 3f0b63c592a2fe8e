"""Which position heads which unit: PP 18/2016 art. 95 as amended by PP 72/2019, for cities. Advice, not a refusal."""

from __future__ import annotations

# kind of unit → (category of its head, echelon by type class; "" is any class)
HEADS: dict[str, tuple[str, dict[str, str]]] = {
    "pemerintah": ("politik", {"": ""}),
    "setda": ("jpt", {"": "II.a"}),
    "asisten": ("jpt", {"": "II.b"}),
    "setwan": ("jpt", {"": "II.b"}),
    "inspektorat": ("jpt", {"": "II.b"}),
    "dinas": ("jpt", {"": "II.b"}),
    "badan": ("jpt", {"": "II.b"}),
    "rsud": ("jpt", {"A": "II.b", "B": "II.b"}),
    "bagian": ("administrator", {"": "III.a"}),
    "sekretariat": ("administrator", {"": "III.a"}),
    "kecamatan": ("administrator", {"": "III.a"}),
    "bidang": ("administrator", {"": "III.b"}),
    "kelurahan": ("pengawas", {"": "IV.a"}),
    "seksi": ("pengawas", {"": "IV.a"}),
    "uptd": ("pengawas", {"A": "IV.a", "B": "IV.b", "": "IV.a"}),
}
PARENTS: dict[str, frozenset[str]] = {
    "asisten": frozenset({"setda"}),
    "bagian": frozenset({"setda", "asisten", "setwan", "rsud"}),
    "kelurahan": frozenset({"kecamatan"}),
    "bidang": frozenset({"dinas", "badan", "inspektorat", "rsud"}),
    "seksi": frozenset({"bidang", "bagian", "sekretariat", "kecamatan", "kelurahan", "uptd", "dinas", "badan", "rsud"}),
    "uptd": frozenset({"dinas", "badan"}),
}


def expected_head(kind: str, type_class: str) -> tuple[str, str] | None:
    """(category, echelon) that the law gives the head of such a unit; None when it says nothing."""
    found = HEADS.get(kind)
    if found is None:
        return None
    category, echelons = found
    return category, echelons.get(type_class) or echelons.get("", "")


def advice_on_head(kind: str, type_class: str, category: str, level: str) -> str:
    """A code when a head's category or echelon is not what the law gives: `category`, `echelon`, or empty."""
    expected = expected_head(kind, type_class)
    if expected is None:
        return ""
    if category != expected[0]:
        return "category"
    return "echelon" if level and expected[1] and level != expected[1] else ""


def advice_on_parent(kind: str, parent_kind: str | None) -> str:
    """`parent` when a unit of this kind does not usually stand below one of that kind; else empty."""
    usual = PARENTS.get(kind)
    return "parent" if usual is not None and parent_kind is not None and parent_kind not in usual else ""
