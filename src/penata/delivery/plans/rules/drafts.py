"""What a task, and a plan, are to be: as forms, files and templates say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from penata.foundation.refusals import Refused

MOST_HOURS = 2_000
FARTHEST = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """`needs` and `contributors` are keys; None leaves what is there."""

    title: str
    about: str = ""
    owner_id: int | None = None
    start: date | None = None
    due: date | None = None
    is_milestone: bool = False
    hours: int = 0
    needs: tuple[int, ...] | None = None
    contributors: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """A good row of a file: its number there, or None; `after` are numbers of tasks, progress None leaves it."""

    number: int | None
    draft: TaskDraft
    progress: int | None
    after: tuple[int, ...]


def checked(draft: TaskDraft) -> TaskDraft:
    """The draft with its days completed. Refused: no title, half of its days, days that end before they begin."""
    title = " ".join(draft.title.replace("\x00", "").split())
    if not title:
        raise Refused("plans.title_missing", field="title")
    start, due = draft.start, draft.due
    if draft.is_milestone:
        if due is None:
            raise Refused("plans.milestone_needs_a_day", field="due")
        start = due
    elif start is None and due is not None:
        start = due
    elif start is not None and due is None:
        raise Refused("plans.due_missing", field="due")
    if start is not None and due is not None and due < start:
        raise Refused("plans.ends_before_start", field="due")
    if due is not None and due >= FARTHEST:
        raise Refused("plans.too_far", field="due")
    about = draft.about.replace("\x00", "").strip()
    return TaskDraft(
        title[:200], about, draft.owner_id, start, due, draft.is_milestone, draft.hours, draft.needs, draft.contributors
    )
