"""Hearings and conversations of the roads division for the walk: one that runs, one that has its outcome, a draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from penata.public.forum import actions
from penata.public.forum.queries.running import Voice

from .hearing_city import SYSTEM, fill, make_conversation, make_hearing, publish

MADE: dict[str, Any] = {}
SEEN_BY = {"officer", "head", "administrator"}  # the officer heads its unit


def prepare(city: Any) -> None:
    at = timezone.now() - timedelta(days=1)
    draft = make_hearing(city, at=at)
    running = publish(make_hearing(city, at=at), at=at)
    alone = make_conversation(city, at=at)
    fill(alone, voters=30, statements=12, each=10)
    actions.group(alone, at=timezone.now())
    voice, given = Voice("browser:walk"), []
    section = running.sections.get(kind="part")
    for n, words in enumerate(("Jam layanan sampai malam.", "Biaya tertulis jelas.", "Terlalu rumit.")):
        paragraph = section.paragraphs.first() if n else None
        given.append(actions.comment(section, words, paragraph=paragraph, key=uuid4(), voice=voice, at=timezone.now()))
    actions.show(given[0], by=SYSTEM, at=timezone.now())
    theme = actions.put_theme(
        running, title="Jam layanan", decided="Sampai pukul 18.00.", because="Banyak yang bekerja.", by=SYSTEM,
        at=timezone.now(),
    )  # fmt: skip
    held = _meeting(running, at, timedelta(hours=2))
    coming = _meeting(running, at, timedelta(days=6))
    attendee = actions.register(
        coming, name="Siti", side="user", key=uuid4(), voice=voice, at=timezone.now() - timedelta(minutes=1)
    )
    actions.enter_list(held, [("Budi", "society", "LPMK")], by=SYSTEM, at=timezone.now())
    signed = _meeting(running, at, timedelta(hours=3))
    actions.enter_list(signed, [("Ani", "user", "")], by=SYSTEM, at=timezone.now())
    words = {"chair": "Sari", "secretary": "Rudi", "discussed": "Dibahas.", "agreed": "Loket dibuka.\nBiaya ditempel."}
    signed = actions.sign_minutes(
        actions.write_minutes(signed, **words, by=SYSTEM, at=timezone.now()), by=SYSTEM, at=timezone.now()
    )
    waiting = actions.add_statement(alone, "Parkir gratis 15 menit.", voice=voice, at=timezone.now())
    MADE.update(
        draft=draft, running=running, alone=alone, part=section,
        scenario=running.sections.filter(kind="scenario").first(),
        paragraph=section.paragraphs.first(), comment=given[1], statement=waiting, theme=theme, held=held,
        attendee=attendee,
        coming=coming, signed=signed, phase=running.phases.order_by("period").last(),
        draft_part=draft.sections.first(),
    )  # fmt: skip


def _meeting(hearing: Any, at: Any, later: timedelta) -> Any:
    start = at + later
    return actions.call_meeting(
        hearing, title="Forum konsultasi publik", place="Aula", starts_at=start, ends_at=start + timedelta(hours=1),
        by=SYSTEM, at=at,
    )  # fmt: skip


def public(of: str = "running", **parts: Any) -> Any:
    def example(city: Any) -> Any:
        return {"pk": MADE[of].pk, **_parts(parts)}

    return example


def run(of: str = "running", **parts: Any) -> Any:
    """A page of those who run it."""

    def example(city: Any) -> Any:
        import examples

        return examples.Example({"pk": MADE[of].pk, **_parts(parts)}, seen_by=SEEN_BY)

    return example


def _parts(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: MADE[one].pk if one in MADE else one for name, one in parts.items()}


def _new(city: Any) -> Any:
    import examples

    return examples.Example({}, seen_by={"officer", "head", "colleague", "administrator"})  # heads of any unit


EXAMPLES = {
    "forum:hearing": public(),
    "forum:paragraph": public(paragraph="paragraph"),
    "forum:section": public(section="scenario"),
    "forum:prefer": public(section="scenario"),
    "forum:contributions": public(),
    "forum:contributions_file": public(form="csv"),
    "forum:given": public(),
    "forum:meeting": public(meeting="coming"),
    "forum:attending": lambda city: {
        "pk": MADE["running"].pk,
        "meeting": MADE["coming"].pk,
        "attendee": MADE["attendee"].pk,
        "secret": actions.attending_link(MADE["attendee"]).rstrip("/").split("/")[-1],
    },
    "forum:minutes": public(meeting="signed"),
    "forum:conversation": public("alone"),
    "forum:my_votes": public("alone"),
    "forum:add_statement": public("alone"),
    "forum:opinions": public("alone"),
    "forum:opinions_file": public("alone", kind="votes"),
    "forum:new_hearing": _new,
    "forum:new_conversation": _new,
    "forum:run_hearing": run(),
    "forum:change_hearing": run("draft"),
    "forum:publish_hearing": run("draft"),
    "forum:cancel_hearing": run(),
    "forum:new_section": run("draft"),
    "forum:change_section": run("draft", section="draft_part"),
    "forum:remove_section": run("draft", section="draft_part"),
    "forum:remove_phase": run(phase="phase"),
    "forum:new_phase": run(),
    "forum:phase": run(phase="phase"),
    "forum:review": run(),
    "forum:outcome": run(),
    "forum:conclude": run(),
    "forum:new_theme": run(),
    "forum:theme": run(theme="theme"),
    "forum:new_meeting": run(),
    "forum:run_meeting": run(meeting="held"),
    "forum:change_meeting": run(meeting="held"),
    "forum:cancel_meeting": run(meeting="held"),
    "forum:remove_meeting": run(meeting="held"),
    "forum:check_in": run(meeting="held"),
    "forum:enter_list": run(meeting="held"),
    "forum:write_minutes": run(meeting="held"),
    "forum:sign_minutes": run(meeting="held"),
    "forum:minutes_with_names": run(meeting="held"),
    "forum:run_conversation": run("alone"),
    "forum:change_conversation": run("alone"),
    "forum:put_statement": run("alone"),
    "forum:set_aside": run("alone"),
    "forum:conversation_act": run("alone", act="close"),
    "forum:show": run("comment", kind="c"),
    "forum:remove": run("statement", kind="s"),
}


def lists() -> list[Any]:
    import examples

    return [
        examples.List("forum:running", "forum:run_hearing", lambda city: [{"pk": MADE["running"].pk}]),
        examples.List("forum:hearings", "forum:hearing", lambda city: [{"pk": MADE["running"].pk}]),
    ]
