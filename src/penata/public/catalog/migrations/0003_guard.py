from django.db import migrations

from penata.foundation.dated.rules import guard, unguard


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_words"), ("dated", "0002_guard")]

    operations = [migrations.RunSQL(guard("catalog_standard"), unguard("catalog_standard"))]
