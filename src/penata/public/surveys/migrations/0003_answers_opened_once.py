"""The same pieces, with each answer opened once: what is not counted yet is read three times as fast."""

from django.db import migrations

PIECES = """
create or replace view surveys_piece as
select r.id as response_id, r.survey_id, r.is_counted, s.segment, s.key, r.state, p.code, p.value,
       coalesce(p.total, 0) as total
from surveys_response r
join surveys_survey v on v.id = r.survey_id
cross join lateral (
    select '' as segment, '' as key
    union all select '@month', to_char(r.day, 'YYYY-MM') where v.kind <> 'pulse'
    union all select '@point', r.point_id::text where v.kind <> 'pulse'
    union all select '@unit', r.unit_id::text where r.unit_id is not null
    union all select c, r.answers ->> c from unnest(v.segments) c
        where jsonb_typeof(r.answers -> c) = 'string'
) s
cross join lateral (
    select '@' as code, '' as value, null::numeric as total
    union all
    select '@score', '', (select sum((r.answers ->> e)::numeric) from unnest(
            array['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'SARPRAS', 'ADUAN']) e)
        where v.kind = 'satisfaction' and r.state <> 2
    union all
    select e.code, e.value, e.total from jsonb_each(r.answers) a cross join lateral (
        select a.key as code,
               case jsonb_typeof(a.value)
                   when 'string' then case when a.value #>> '{}' ~ '^\\d{4}-\\d\\d-\\d\\d$' then left(a.value #>> '{}', 7)
                                           else a.value #>> '{}' end
                   else '' end as value,
               case jsonb_typeof(a.value) when 'number' then (a.value #>> '{}')::numeric end as total
            where jsonb_typeof(a.value) <> 'object'
        union all
        select a.key, one, null from jsonb_array_elements_text(
                case jsonb_typeof(a.value) when 'array' then a.value else '[]' end) one
            where jsonb_typeof(a.value) = 'array'
        union all
        select a.key || '.' || one.key, one.value, null from jsonb_each_text(
                case jsonb_typeof(a.value) when 'object' then a.value else '{}' end) one
            where jsonb_typeof(a.value) = 'object'
    ) e
) p;
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_guard")]

    operations = [migrations.RunSQL(PIECES, migrations.RunSQL.noop)]
