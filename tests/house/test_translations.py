import gettext
from importlib.util import find_spec
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils import translation

from penata.config.translations import check
from penata.config.translations.strings import bare_words, in_python, in_template

HERE = Path("page.html")


def test_words_of_libraries_are_said_as_the_house_says_them():
    with translation.override("id"):
        assert translation.gettext("This field is required.") == "Wajib diisi."
        assert translation.gettext("Email Addresses") == "Alamat surel"


def test_the_libraries_still_know_the_words_that_the_house_says_otherwise():
    known: set[str] = set()
    for library in ("django.conf", "django.contrib.auth", "allauth"):
        file = Path(str(find_spec(library).origin)).parent / "locale" / "id" / "LC_MESSAGES" / "django.mo"
        with file.open("rb") as source:
            known |= {key[0] if isinstance(key, tuple) else key for key in gettext.GNUTranslations(source)._catalog}
    with (check.catalogs.PACKAGE / "config/locale/id/LC_MESSAGES/django.po").open("rb") as source:
        ours = [entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in read_po(source, locale="id")]
    assert not {one for one in ours if one} - known


def test_every_string_is_said_in_both_languages():
    found = check.problems()
    assert not found, "\n" + "\n".join(found)


def test_strings_of_python_are_found_with_plural_and_context():
    source = (
        'from x import gettext as _\n_("Sim" "pan")\nngettext("satu", "banyak", n)\npgettext("surat", "Masuk")\n_(name)'
    )
    found = {(s.words, s.plural, s.context) for s in in_python(HERE, source)}
    assert found == {("Simpan", None, None), ("satu", "banyak", None), ("Masuk", None, "surat")}


def test_strings_of_templates_are_found_also_inside_attributes():
    source = """<c-button label="{% trans 'Simpan' %}">{% blocktrans trimmed %}
      Ada {{ n }} laporan,
      50% selesai
    {% endblocktrans %}{% trans "Kirim" as word %}{{ _("Batal")|upper }}"""
    assert [s.words for s in in_template(HERE, source)] == [
        "Simpan",
        "Ada %(n)s laporan, 50%% selesai",
        "Kirim",
        "Batal",
    ]


def test_visible_words_that_are_not_marked_are_found():
    source = """<p class="lead">Halo</p><img alt="Foto jalan"><input placeholder="{% trans 'x' %}">
    <p>{% blocktrans %}Halo{% endblocktrans %}</p><kbd>ctrl</kbd><p>112 {{ name }} k</p>
    <p>English</p>{# as is #}"""
    assert [(s.line, s.words) for s in bare_words(HERE, source)] == [(1, "Halo"), (1, "Foto jalan")]
