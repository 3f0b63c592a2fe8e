from __future__ import annotations

from datetime import date

from django.db import connection, transaction

from ..queries import forget

_LEXICON = """
with told as (
    select word, ndoc from ts_stat(format($texts$
        select to_tsvector('simple', concat_ws(' ', name, keywords, summary)) from catalog_standard
        where upper_inf(recorded) and (upper_inf(valid) or upper(valid) > %%1$L)
        union all
        select to_tsvector('simple', concat_ws(' ', title, keywords, description)) from structure_functionversion
        where upper_inf(recorded) and (upper_inf(valid) or upper(valid) > %%1$L)
    $texts$, %s::date))
)
insert into catalog_lexiconword (word, weight) select word, ndoc from told where word ~ '^[a-z]{2,40}$'
"""


@transaction.atomic
def refresh_lexicon(*, on: date) -> None:
    """Take anew the words of services and functions of a day or later. Also a daily job, since functions change."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('catalog.lexicon'))")
        cursor.execute("delete from catalog_lexiconword")
        cursor.execute(_LEXICON, [on])
    forget()
    transaction.on_commit(forget)
