from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

from penata.foundation.dated.rules import DROP_GUARD_FUNCTIONS, GUARD_FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [("dated", "0001_initial")]

    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(GUARD_FUNCTIONS, DROP_GUARD_FUNCTIONS),
    ]
