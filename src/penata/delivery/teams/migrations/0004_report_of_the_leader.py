"""What a team reached is the leader's report; what stands there already was written by who dissolved it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("teams", "0003_signed_name")]

    operations = [
        migrations.RemoveConstraint("team", "team_dissolved_with_a_result"),
        migrations.RenameField("team", "result", "report"),
        migrations.AddField("team", "reported_at", models.DateTimeField(null=True)),
        migrations.AddField("team", "reported_by", models.CharField(blank=True, max_length=200)),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dissolved_at__isnull', True), ('dissolved_on__isnull', True)), models.Q(('dissolved_at__isnull', False), ('dissolved_on__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('report', ''), _negated=True)), _connector='OR'), name='team_dissolved_with_a_report'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reported_at__isnull', False), models.Q(('reported_by', ''), _negated=True)), models.Q(('reported_at__isnull', True), ('reported_by', '')), _connector='OR'), name='team_reported_at_by'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('report', ''), ('reported_at__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), models.Q(('report', ''), _negated=True), models.Q(('reported_at__isnull', False), ('dissolved_on__isnull', False), _connector='OR')), _connector='OR'), name='team_report_is_whole'),
        ),
    ]
