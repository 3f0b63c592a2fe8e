from __future__ import annotations

import uuid

from django.db import migrations, models

# What moderators decided and what became of a topic stays as it was written.
STAYS = """
create function forum_stays() returns trigger language plpgsql as $$
begin
    raise exception 'what was decided stays as it was written (%)', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger forum_decision_stays before update or delete on forum_decision
    for each row execute function forum_stays();
create trigger forum_topicstep_stays before update or delete on forum_topicstep
    for each row execute function forum_stays();
"""
DROP_STAYS = """
drop trigger forum_decision_stays on forum_decision;
drop trigger forum_topicstep_stays on forum_topicstep;
drop function forum_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("forum", "0003_hearings_guard")]

    operations = [
        migrations.AddField(
            model_name="follow", name="key", field=models.UUIDField(default=uuid.uuid4, unique=True)
        ),
        migrations.RunSQL(STAYS, DROP_STAYS),
    ]
