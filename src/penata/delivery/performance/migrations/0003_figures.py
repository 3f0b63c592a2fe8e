"""The figures of law that a city begins with; it changes them by new versions on the page."""

from datetime import date

from django.db import migrations

from penata.delivery.performance.rules.law import initial_figures

SINCE = date(2023, 1, 1)


def write(apps, schema_editor):
    from django.db.backends.postgresql.psycopg_any import DateRange

    figure = apps.get_model("performance", "Figure")
    figure.objects.bulk_create(
        figure(kind=kind, key=key, value=value, basis=basis, is_verified=is_verified, valid=DateRange(SINCE, None))
        for kind, key, value, basis, is_verified in initial_figures()
    )


def take_away(apps, schema_editor):
    apps.get_model("performance", "Figure").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("performance", "0002_guard")]

    operations = [migrations.RunPython(write, take_away)]
