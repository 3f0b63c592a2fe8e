from pathlib import Path

from penata.config.translations import check
from penata.config.translations.strings import bare_words, in_python, in_template

HERE = Path("page.html")


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
