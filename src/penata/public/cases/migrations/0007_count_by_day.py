"""Daily counts that always equal the cases: written by the database, in the transaction of each change.

What arrives or goes in bulk is counted a statement at a time, a change of one case by itself and only when a counted
column changed. Every count is an added row, never an update, so that no act waits for another; `cases.fold_counts`
adds the rows of a day together later. The view says what the counts must be.
"""

from django.conf import settings
from django.db import migrations

KEYS = "day, grain, unit, service, area"
MEASURES = (
    "received", "intake_left", "sent", "sent_in_time", "answered", "in_time", "answer_days", "handed", "returned",
    "ended", "not_ours", "judged", "happy", "late_begun", "late_over",
)

ZONE = f"""
-- The days of the counts are the city's. Counts of another zone would have to be made anew.
create function cases_local_day(at timestamptz) returns date language sql immutable parallel safe as
$$ select (at at time zone '{settings.TIME_ZONE}')::date $$;
"""

# (day, when it counts, measure → what is added); `c` is a row of cases.
EVENTS = (
    ("cases_local_day(c.received_at)", "true", {"received": "1"}),
    ("cases_local_day(least(c.assigned_at, c.closed_at))", "true", {"intake_left": "1"}),
    (
        "cases_local_day(c.assigned_at)", "true",
        {"sent": "1", "sent_in_time": "(cases_local_day(c.assigned_at) <= c.verify_by)::int"},
    ),
    (
        "cases_local_day(c.answered_at)", "true",
        {
            "answered": "1",
            "in_time": "(cases_local_day(c.answered_at) <= c.finish_by)::int",
            "answer_days": "(cases_local_day(c.answered_at) - cases_local_day(c.received_at))",
            "handed": "(c.handover_count > 0)::int",
            "returned": "(c.reopened_count > 0)::int",
        },
    ),
    (
        "cases_local_day(c.closed_at)", "true",
        {
            "ended": "1",
            "not_ours": "(c.state = 'not_ours')::int",
            "judged": "(c.happy is not null)::int",
            "happy": "coalesce(c.happy, false)::int",
        },
    ),
    (
        "c.finish_by + 1",
        "c.state <> 'incomplete' and coalesce(cases_local_day(least(c.answered_at, c.closed_at)) > c.finish_by, true)",
        {"late_begun": "1"},
    ),
    (
        "cases_local_day(least(c.answered_at, c.closed_at))",
        "c.state <> 'incomplete' and cases_local_day(least(c.answered_at, c.closed_at)) > c.finish_by",
        {"late_over": "1"},
    ),
)


def events() -> str:
    """The days of a case `c` with what each adds, as a lateral list."""
    lines = []
    for day, when, added in EVENTS:
        values = ", ".join(added.get(measure, "0") for measure in MEASURES)
        lines.append(f"(case when {when} then {day} end, {values})")
    return f"cross join lateral (values {', '.join(lines)}) as e(day, {', '.join(MEASURES)})"


def counted(rows: str, having: str = "") -> str:
    """What rows (`select sign, case columns`) add, by each grain."""
    sums = ", ".join(f"sum({measure} * sign)::int" for measure in MEASURES)
    return f"""
select day, case grouping(unit, service, area) when 7 then 0 when 3 then 1 when 6 then 2 when 5 then 3 else 4 end,
    coalesce(unit, 0), coalesce(service, 0), coalesce(area, 0), {sums}
from (
    select c.sign, coalesce(c.unit_id, 0) as unit, coalesce(c.service_id, 0) as service,
        coalesce(c.area_id, 0) as area, e.*
    from ({rows}) as c {events()}
) as each
where day is not null
group by grouping sets ((day), (day, unit), (day, area), (day, service), (day, unit, service)) {having}
"""


INTO = f"insert into cases_dailycount ({KEYS}, {', '.join(MEASURES)}, is_folded)"
CHANGED = "having " + " or ".join(f"sum({measure} * sign) <> 0" for measure in MEASURES)


def adding(rows: str, having: str = "") -> str:
    return f"{INTO} select all_of.*, false from ({counted(rows, having)}) as all_of"


COUNTED_COLUMNS = (
    "received_at", "assigned_at", "answered_at", "closed_at", "verify_by", "finish_by", "unit_id", "service_id",
    "area_id", "state", "handover_count", "reopened_count", "happy",
)
OLD, NEW = (", ".join(f"{side}.{column}" for column in COUNTED_COLUMNS) for side in ("old", "new"))

VIEW = f"""
create view cases_dailycount_due (day, grain, unit, service, area, {', '.join(MEASURES)}) as
{counted("select 1 as sign, cases_case.* from cases_case")};
"""
TRIGGERS = f"""
create function cases_count_new() returns trigger language plpgsql as $$
begin
    {adding("select 1 as sign, come.* from come")};
    return null;
end $$;
create function cases_count_gone() returns trigger language plpgsql as $$
begin
    {adding("select -1 as sign, gone.* from gone")};
    return null;
end $$;
create function cases_count_changed() returns trigger language plpgsql as $$
begin
    {adding("select 1 as sign, new.* union all select -1, old.*", CHANGED)};
    return null;
end $$;
create function cases_count_none() returns trigger language plpgsql as $$
begin
    delete from cases_dailycount;
    return null;
end $$;
create trigger cases_case_count_new after insert on cases_case
    referencing new table as come for each statement execute function cases_count_new();
create trigger cases_case_count_gone after delete on cases_case
    referencing old table as gone for each statement execute function cases_count_gone();
create trigger cases_case_count_changed after update on cases_case
    for each row when (({OLD}) is distinct from ({NEW})) execute function cases_count_changed();
create trigger cases_case_count_none after truncate on cases_case
    for each statement execute function cases_count_none();
"""
DROP_TRIGGERS = """
drop trigger cases_case_count_none on cases_case;
drop trigger cases_case_count_changed on cases_case;
drop trigger cases_case_count_gone on cases_case;
drop trigger cases_case_count_new on cases_case;
drop function cases_count_none();
drop function cases_count_changed();
drop function cases_count_gone();
drop function cases_count_new();
"""
FILL = f"{INTO} select due.*, true from cases_dailycount_due due"


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_daily_counts")]

    operations = [
        migrations.RunSQL(ZONE, "drop function cases_local_day(timestamptz);"),
        migrations.RunSQL(VIEW, "drop view cases_dailycount_due;"),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
        migrations.RunSQL(FILL, "delete from cases_dailycount;"),
    ]
