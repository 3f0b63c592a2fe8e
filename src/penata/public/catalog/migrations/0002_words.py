from django.db import migrations

# The embedded server has no place for a stop word file of our own, so the words that say nothing are taken out of the
# vector by their stems. Keep the list equal to `foundation.spelling.STOP_WORDS` (a test compares them).
STOP_WORDS = """
ada adalah agar akan aku anda antara apa apakah atas atau bagaimana bagi bahwa banget bapak bagian beberapa belum
berapa biar bila bisa boleh buat bu bukan cara cuma dalam dan dapat dari dengan di dia dong gak ga gimana hal halo
hanya harus hari hingga ia ini itu jadi jangan jika juga kah kalau kalo kami kamu kan kapan karena kata kayak
ke kenapa kepada ketika kita kok lagi lah lalu lebih mana maka mau masih melalui memang mengapa menjadi min
mohon mungkin namun nih nya oleh pada pak para per pernah pun saat saja sampai sangat saya sebagai sebelum secara
sedang segera sehingga sejak selalu selamat semua seperti serta si siapa siang sih sini situ sore suatu sudah supaya
tapi telah tentang terhadap terima terus tersebut tetapi tidak tolong tsb tuh untuk utk udah wa yaitu yang yg
assalamualaikum kasih pagi dgn dr tdk sdh krn pd jg sy klo aja deh kak admin
"""

WORDS = """
create text search configuration penata (copy = indonesian);

do $create$
begin
    execute format(
        $function$
        create function penata_words(source text) returns tsvector
        language sql immutable parallel safe strict
        as $body$ select ts_delete(to_tsvector('public.penata'::regconfig, source), %L::text[]) $body$
        $function$,
        (select array_agg(distinct stem) from unnest(string_to_array(%(stop)s, ' ')) as word,
                lateral unnest(ts_lexize('indonesian_stem', word) || word) as stem)
    );
end $create$;

create function catalog_standard_words() returns trigger language plpgsql as $$
begin
    new.search :=
        setweight(penata_words(new.name), 'A')
        || setweight(penata_words(new.keywords), 'B')
        || setweight(penata_words(new.summary), 'C')
        || setweight(
            penata_words(coalesce((select string_agg(value, ' ') from jsonb_each_text(new.components)), '')), 'D');
    return new;
end $$;
create trigger catalog_standard_words before insert on catalog_standard
    for each row execute function catalog_standard_words();
"""
NO_WORDS = """
drop trigger catalog_standard_words on catalog_standard;
drop function catalog_standard_words();
drop function penata_words(text);
drop text search configuration penata;
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [
        migrations.RunSQL(WORDS.replace("%(stop)s", "'" + " ".join(STOP_WORDS.split()) + "'"), NO_WORDS),
    ]
