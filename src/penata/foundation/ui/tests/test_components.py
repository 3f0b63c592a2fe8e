from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.template import engines
from django.utils import translation

from penata.foundation.ui.forms import SampleForm
from penata.foundation.ui.templatetags import marks, words

HOSTILE = """<script>alert(1)</script>"' onmouseover=alert(2) x='"""
TAGS_THAT_TAKE_WORDS = [
    '<c-button :href="hostile" :data-x="hostile" title="{{ hostile }}">{{ hostile }}</c-button>',
    '<c-card title="{{ hostile }}" :href="hostile">{{ hostile }}</c-card>',
    '<c-notice title="{{ hostile }}">{{ hostile }}</c-notice>',
    '<c-event title="{{ hostile }}" who="{{ hostile }}">{{ hostile }}</c-event>',
    '<c-empty :title="hostile">{{ hostile }}</c-empty>',
    '<c-fact :name="hostile">{{ hostile }}</c-fact>',
    '<c-person :position="hostile" :unit="hostile" :name="hostile" :href="hostile" />',
    '<c-search :label="hostile" :value="hostile" :placeholder="hostile" :data-x="hostile" />',
    '<c-table :caption="hostile"><tr><td>{{ hostile }}</td></tr></c-table>',
    '<c-tabs :options="options" :label="hostile" />',
    '<c-filters :options="options" :label="hostile" />',
    '<c-breadcrumbs :steps="steps" :here="hostile" />',
    '<c-progress :value="1" :label="hostile" />',
    '<c-map :boundaries="steps" :label="hostile" :source="hostile" />',
    '<c-chart :label="hostile" :unit="hostile"></c-chart>',
    '{% status hostile "good" %}',
    '<c-status state="late">{{ hostile }}</c-status>',
]


def rendered(source: str, **context: object) -> str:
    from django_cotton.compiler_regex import CottonCompiler

    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


@pytest.mark.parametrize("source", TAGS_THAT_TAKE_WORDS)
def test_hostile_words_stay_words(source):
    options = [{"label": HOSTILE, "address": HOSTILE, "is_current": True, "count": None}]
    html = rendered(source, hostile=HOSTILE, options=options, steps=[(HOSTILE, HOSTILE)])
    assert "<script>alert" not in html
    attributes = Attributes()
    attributes.feed(html)
    assert "onmouseover" not in attributes.names


class Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}


def test_a_button_with_an_address_is_a_link():
    assert rendered('<c-button href="/x">A</c-button>').strip().startswith("<a")
    assert 'type="submit"' in rendered("<c-button>A</c-button>")
    assert "disabled" in rendered("<c-button disabled>A</c-button>")


def test_a_faulty_field_is_tied_to_its_help_and_error():
    html = rendered('<c-field :field="field" />', field=SampleForm({"subject": ""})["subject"])
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_subject_error id_subject_help"' in html
    assert html.count('id="id_subject_error"') == html.count('id="id_subject_help"') == 1


def test_what_was_typed_is_kept_and_escaped():
    html = rendered('<c-field :field="field" />', field=SampleForm({"subject": HOSTILE})["subject"])
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>" not in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    html = rendered('<c-field :field="field" />', field=SampleForm()["channel"])
    assert html.count('class="form-check-input"') == 2
    assert "<legend" in html


def test_the_summary_leads_to_each_faulty_field():
    html = rendered('<c-errors :form="form" />', form=SampleForm({"subject": "", "channel": "x"}))
    assert 'href="#id_subject"' in html
    assert 'href="#id_channel"' in html
    assert rendered('<c-errors :form="form" />', form=SampleForm()).strip() == ""


def test_a_whole_form_renders_in_the_house_look():
    class Small(forms.Form):
        secret = forms.CharField(widget=forms.HiddenInput, initial="s")
        name = forms.CharField()

    html = str(Small())
    assert 'class="form-control"' in html
    assert html.count("<label") == 1
    assert 'type="hidden"' in html


@pytest.mark.parametrize(
    ("left", "language", "said", "state"),
    [
        (12, "id", "tinggal 12 hari kerja", "fine"),
        (2, "id", "tinggal 2 hari kerja", "soon"),
        (1, "en", "1 working day left", "soon"),
        (0, "id", "hari ini", "today"),
        (-3, "id", "terlambat 3 hari kerja", "late"),
        (-1, "en", "1 working day late", "late"),
    ],
)
def test_a_deadline_is_said_in_words(left, language, said, state):
    with translation.override(language):
        html = words.deadline(left, date(2026, 11, 27))
    assert said in html
    assert f"is-{state}" in html
    assert 'datetime="2026-11-27"' in html


def test_a_paused_clock_says_so():
    assert "waktu dijeda" in words.deadline(4, date(2026, 11, 27), paused=True)


def test_moments_are_told_in_the_time_of_the_city():
    at = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)
    assert words.moment(at) == "24 November 2026, pukul 01.05"
    assert words.full_day(at) == "Selasa, 24 November 2026"
    assert "3 jam yang lalu" in words.ago(at, datetime(2026, 11, 23, 21, 30, tzinfo=UTC))


def test_an_unknown_icon_is_an_error_not_a_hole():
    with pytest.raises(ImproperlyConfigured, match="no Tabler icon"):
        marks.icon_markup("../../package")
