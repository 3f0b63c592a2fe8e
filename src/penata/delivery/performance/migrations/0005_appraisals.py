"""What the superior signs is an appraisal; decisions are what leaders record on the dashboards."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

GUARD = """
create or replace function performance_evaluation_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'an evaluation is never deleted (%)', old.id using errcode = 'integrity_constraint_violation';
    end if;
    if new.appraisal_id is not null and not exists (
        select from performance_appraisal where id = new.appraisal_id and evaluation_id = new.id
    ) then
        raise exception 'an appraisal belongs to its own evaluation (%)', new.id
            using errcode = 'integrity_constraint_violation';
    end if;
    if tg_op = 'INSERT' or old.state <> 'closed' then
        return new;
    end if;
    if to_jsonb(new) - '{state,closed_at,closed_by,reopening_id}'::text[]
            = to_jsonb(old) - '{state,closed_at,closed_by,reopening_id}'::text[]
        and new.state = 'submitted'
    then
        update performance_reopening set ended_at = greatest(person_at, superior_at)
            where id = new.reopening_id and evaluation_id = new.id and ended_at is null
            and person_at is not null and superior_at is not null;
        if found then
            return new;
        end if;
    end if;
    raise exception 'a closed evaluation is reopened only with a reason and both signatures (%)', old.id
        using errcode = 'integrity_constraint_violation';
end $$;
"""
GUARD_BEFORE = """
create or replace function performance_evaluation_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'an evaluation is never deleted (%)', old.id using errcode = 'integrity_constraint_violation';
    end if;
    if new.decision_id is not null and not exists (
        select from performance_decision where id = new.decision_id and evaluation_id = new.id
    ) then
        raise exception 'a decision belongs to its own evaluation (%)', new.id
            using errcode = 'integrity_constraint_violation';
    end if;
    if tg_op = 'INSERT' or old.state <> 'closed' then
        return new;
    end if;
    if to_jsonb(new) - '{state,closed_at,closed_by,reopening_id}'::text[]
            = to_jsonb(old) - '{state,closed_at,closed_by,reopening_id}'::text[]
        and new.state = 'submitted'
    then
        update performance_reopening set ended_at = greatest(person_at, superior_at)
            where id = new.reopening_id and evaluation_id = new.id and ended_at is null
            and person_at is not null and superior_at is not null;
        if found then
            return new;
        end if;
    end if;
    raise exception 'a closed evaluation is reopened only with a reason and both signatures (%)', old.id
        using errcode = 'integrity_constraint_violation';
end $$;
"""
TRIGGERS = ("guard", "kept", "no_truncate")  # of migration `guard`; they stay with the table


def renamed(before: str, after: str) -> str:
    names = [(f"{before}_{one}", f"{after}_{one}") for one in TRIGGERS]
    return "".join(f"alter trigger {old} on performance_appraisal rename to {new};" for old, new in names)


def decided_has_one(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(state__in=("decided", "objected", "closed")) | Q(**{f"{field}__isnull": False}),
        name="performance_evaluation_decided_has_a_decision",
    )


class Migration(migrations.Migration):
    dependencies = [("performance", "0004_evidence_of_tasks")]

    operations = [
        migrations.RemoveConstraint("evaluation", "performance_evaluation_decided_has_a_decision"),
        migrations.RenameModel("Decision", "Appraisal"),
        migrations.RenameField("evaluation", "decision", "appraisal"),
        migrations.RenameField("objection", "decision", "appraisal"),
        migrations.AlterField(
            "appraisal",
            "evaluation",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="appraisals", to="performance.evaluation"
            ),
        ),
        migrations.AddConstraint("evaluation", decided_has_one("appraisal")),
        migrations.RunSQL(
            renamed("performance_decision", "performance_appraisal") + GUARD,
            GUARD_BEFORE + renamed("performance_appraisal", "performance_decision"),
        ),
    ]
