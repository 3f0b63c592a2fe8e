"""What shows that a task was done is its proof; evidence is what someone takes for his evaluation."""

from django.db import migrations, models


TRIGGERS = ("kept", "no_truncate")  # of migration `guard`; they stay with the table


def renamed(before: str, after: str) -> str:
    return "".join(f"alter trigger {before}_{one} on plans_proof rename to {after}_{one};" for one in TRIGGERS)


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_guard")]

    operations = [
        migrations.RenameModel("Evidence", "Proof"),
        migrations.RunSQL(
            renamed("plans_evidence", "plans_proof"),
            renamed("plans_proof", "plans_evidence"),
        ),
        migrations.AlterField(
            "proof",
            "task",
            models.ForeignKey(on_delete=models.deletion.PROTECT, related_name="proofs", to="plans.task"),
        ),
    ]
