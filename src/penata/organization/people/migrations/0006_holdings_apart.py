"""A holding without an end and one with an end do not meet: what no single index can say. And what is referred to is
not emptied away (see `refer`)."""

from django.db import migrations

from penata.organization.structure.rules.guards import keep, unkeep

REFERENCES = [
    ("people_person", "account_id", "accounts_account"),
    ("people_holding", "person_id", "people_person"),
    ("people_holding", "position_id", "structure_position"),
    ("people_holding", "decree_id", "structure_decree"),
]
_STANDING = "standing.kind = 'definitive' and upper_inf(standing.valid) and upper_inf(standing.recorded)"
_PASSED = "passed.kind = 'definitive' and (not upper_inf(passed.valid) or not upper_inf(passed.recorded))"
_MEET = "passed.valid && standing.valid and passed.recorded && standing.recorded"


def _exists(standing: str, passed: str, same: str) -> str:
    return (
        f"exists (select from {standing} standing join {passed} passed using ({same})"  # noqa: S608 names of our own
        f" where {_STANDING} and {_PASSED} and {_MEET})"
    )


def _apart(same: str, said: str, constraint: str) -> str:
    return f"""
    if {_exists("added", "people_holding", same)} or {_exists("people_holding", "added", same)} then
        raise exception '{said}' using errcode = 'exclusion_violation', constraint = '{constraint}';
    end if;"""


# The lock of structural acts is held to the end of the transaction: two that write holdings at once come one after the
# other, and the second one's next statement sees what the first wrote. An older snapshot would not, so none is allowed.
FORWARD = f"""
create function people_holdings_apart() returns trigger language plpgsql as $$
begin
    if not exists (select from added where kind = 'definitive') then
        return null;
    end if;
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'holdings are written in read committed transactions'
            using errcode = 'integrity_constraint_violation';
    end if;
    perform pg_advisory_xact_lock(x'70656E617461'::bigint);
{_apart("position_id, seat", "a seat is held by two at once", "holding_seat_no_overlap")}
{_apart("person_id", "someone holds two positions at once", "holding_person_no_overlap")}
    return null;
end $$;
create trigger people_holding_apart_insert after insert on people_holding referencing new table as added
    for each statement execute function people_holdings_apart();
create trigger people_holding_apart_update after update on people_holding referencing new table as added
    for each statement execute function people_holdings_apart();
"""
BACK = """
drop trigger people_holding_apart_insert on people_holding;
drop trigger people_holding_apart_update on people_holding;
drop function people_holdings_apart();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_standing_holdings")]

    operations = [
        migrations.RunSQL(FORWARD, BACK),
        migrations.RunSQL(
            "".join(keep(*reference) for reference in REFERENCES),
            "".join(unkeep(*reference) for reference in REFERENCES),
        ),
    ]
