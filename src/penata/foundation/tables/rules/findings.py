"""What is wrong with a table, row by row, and what an import did: as codes and values, so that the screen finds
the words in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

KEPT = 1_000  # findings that are kept in full; the rest are counted
LEFT_OUT_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a row (0: with the file). Words of `code` name it; words of `code.repair` say what to do.

    With `is_left_out` nothing is wrong: the row stays out because the user chose so, and the report lists it.
    """

    row: int
    column: str
    code: str
    value: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)
    is_left_out: bool = False

    def as_json(self) -> list[Any]:
        return [self.row, self.column, self.code, self.value[:200], dict(self.params), self.is_left_out]

    @classmethod
    def from_json(cls, data: list[Any]) -> Finding:
        return cls(*data)


class Findings:
    """A list of findings that keeps the first thousand and counts the rest."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self.kept: list[Finding] = []
        self.counts: Counter[str] = Counter()
        self.rows: set[int] = set()
        self.extend(findings)

    def add(self, finding: Finding) -> None:
        self.counts[finding.code] += 1
        self.rows.add(finding.row)
        if len(self.kept) < KEPT:
            self.kept.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.add(finding)

    @property
    def total(self) -> int:
        return self.counts.total()

    def __bool__(self) -> bool:
        return bool(self.counts)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.kept)


class RowsRefused(Exception):
    """Raised by an importer's `apply` that finds rows wrong only when all are written; nothing of it stays."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        super().__init__()
        self.findings = list(findings)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that the user states, never the program: `missing-parent` = refuse | root | leave-out.

    Without `options` it is open: any text (a day, a decree), which the importer reads itself.
    """

    name: str
    title: Any  # may be a lazy translation
    options: Mapping[str, Any] = field(default_factory=dict)  # value → title
    default: str = "refuse"
    help: Any = ""

    def accepts(self, value: str) -> bool:
        return not self.options or value in self.options


@dataclass(slots=True)
class Counts:
    """What an import's `apply` did. `left_out` names each row that the user's choices leave out, with the reason."""

    new: int = 0
    changed: int = 0
    same: int = 0
    left_out: list[Finding] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Report:
    """The whole of what an import found and did; JSON in the run, words on the screen."""

    importer: str
    file: str
    digest: str
    choices: dict[str, str]
    is_dry: bool
    rows_read: int = 0
    rows_new: int = 0
    rows_changed: int = 0
    rows_same: int = 0
    rows_left_out: int = 0
    cells_cleaned: int = 0
    left_out: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    findings_total: int = 0
    findings_by_code: dict[str, int] = field(default_factory=dict)
    seen_before: str = ""  # when the same file came in before, as ISO instant
    seconds: float = 0.0
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        return self.findings_total > 0

    def take(self, counts: Counts) -> None:
        self.rows_new, self.rows_changed, self.rows_same = counts.new, counts.changed, counts.same
        self.rows_left_out += len(counts.left_out)
        self.left_out = (self.left_out + counts.left_out)[:LEFT_OUT_KEPT]
        self.details = counts.details

    def speak_as(self, headers: Mapping[str, str]) -> None:
        """Name columns as the file does, so that its owner finds them."""
        for findings in (self.findings, self.left_out):
            findings[:] = [replace(f, column=headers.get(f.column, f.column)) for f in findings]

    def leave_out(self, findings: list[Finding]) -> None:
        self.rows_left_out = len(findings)
        self.left_out = findings[:LEFT_OUT_KEPT]

    def refuse(self, findings: Findings) -> None:
        self.findings = findings.kept
        self.findings_total = findings.total
        self.findings_by_code = dict(findings.counts)

    def as_json(self) -> dict[str, Any]:
        data = {name: getattr(self, name) for name in self.__slots__}
        data["findings"] = [finding.as_json() for finding in self.findings]
        data["left_out"] = [finding.as_json() for finding in self.left_out]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Report:
        values = dict(data)
        for name in ("findings", "left_out"):
            values[name] = [Finding.from_json(item) for item in values.get(name, [])]
        return cls(**values)
