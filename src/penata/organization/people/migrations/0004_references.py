"""References of persons and holdings are checked once a statement: files bring tens of thousands of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from penata.organization.structure.rules.guards import refer, unrefer

REFERENCES = [
    ("people_person", "account_id", "accounts_account"),
    ("people_holding", "person_id", "people_person"),
    ("people_holding", "position_id", "structure_position"),
    ("people_holding", "decree_id", "structure_decree"),
]
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [("people", "0003_line")]

    operations = [
        migrations.AlterField(
            "person",
            "account",
            models.OneToOneField(
                db_constraint=False,
                null=True,
                on_delete=PROTECT,
                related_name="person",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "holding",
            "person",
            models.ForeignKey(
                db_constraint=False, on_delete=PROTECT, related_name="holdings", to="people.person"
            ),
        ),
        migrations.AlterField(
            "holding",
            "position",
            models.ForeignKey(
                db_constraint=False, on_delete=PROTECT, related_name="holdings", to="structure.position"
            ),
        ),
        migrations.AlterField(
            "holding",
            "decree",
            models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=PROTECT, related_name="+", to="structure.decree"
            ),
        ),
        migrations.RunSQL(
            "".join(refer(*reference) for reference in REFERENCES),
            "".join(unrefer(*reference) for reference in REFERENCES),
        ),
    ]
