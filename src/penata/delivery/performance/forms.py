from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day
from penata.organization.structure.models import Unit

from .models import Evaluation, Indicator, Period, Result, UnitResult
from .models.evaluation import Level, Rating
from .models.expectation import Value
from .queries import Gathered, Work
from .rules import CELLS, Rhythm
from .rules.drafts import Chosen, Draft
from .rules.surveying import HIGHEST, LOWEST


def words(label: Any, *, help_text: Any = "", rows: int = 5, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=5_000, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the signature."""


class WordsForm(forms.Form):
    words = words(_("Catatan"), help_text=_("Tulis apa yang kurang, dan bagaimana melengkapinya."))


class FeedbackForm(forms.Form):
    words = words(_("Umpan balik"), help_text=_("Apa yang berjalan baik, dan apa langkah berikutnya."))
    result = forms.ModelChoiceField(
        label=_("Tentang hasil kerja"), queryset=Result.objects.none(), required=False, empty_label=_("Secara umum")
    )

    def __init__(self, *args: Any, results: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["result"]
        field.queryset, field.label_from_instance = results, lambda one: one.title


class ObjectForm(forms.Form):
    words = words(_("Keberatan"), help_text=_("Sebutkan bagian mana yang tidak tepat, dan buktinya."))


class BecauseForm(forms.Form):
    because = words(_("Alasan"), help_text=_("Apa yang belum diketahui ketika evaluasi ditutup."))


class ResultForm(forms.Form):
    """A result with at most one indicator in each of the four aspects."""

    title = forms.CharField(
        label=_("Hasil kerja"), max_length=250, help_text=_("Tulis hasilnya, bukan kegiatannya: “Lampu jalan menyala”.")
    )
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=Result.Kind.choices, widget=forms.RadioSelect, initial=Result.Kind.MAIN,
        help_text=_("Tambahan: penugasan dari luar unit Anda, misalnya tim lintas dinas."),
    )  # fmt: skip
    serves = forms.ModelChoiceField(
        label=_("Bagian dari hasil kerja atasan"), queryset=Result.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, above: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["serves"]
        field.queryset, field.label_from_instance = above, lambda one: one.title
        for aspect, name in Indicator.Aspect.choices:
            said = {"aspect": str(name).lower()}
            self.fields[f"{aspect}_words"] = forms.CharField(
                label=gettext("Indikator %(aspect)s") % said, max_length=200, required=False
            )
            self.fields[f"{aspect}_target"] = forms.CharField(
                label=gettext("Target %(aspect)s") % said, max_length=100, required=False
            )

    def draft(self) -> Draft:
        """Only of a valid form."""
        typed = self.cleaned_data
        indicators = {a: (typed[f"{a}_words"], typed[f"{a}_target"]) for a in Indicator.Aspect.values}
        serves = typed["serves"]
        return Draft(typed["title"], typed["kind"], serves.pk if serves else None, indicators)


def first_of(result: Result) -> dict[str, Any]:
    """What stands in the form of a result that is there."""
    first: dict[str, Any] = {"title": result.title, "kind": result.kind, "serves": result.serves_id}
    for one in result.indicators.all():
        first |= {f"{one.aspect}_words": one.words, f"{one.aspect}_target": one.target}
    return first


class ConductForm(forms.Form):
    """What is expected of someone's conduct in each of the seven values."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value, name in Value.choices:
            self.fields[value] = forms.CharField(label=name, max_length=300, required=False)


class Cell(NamedTuple):
    """A cell of the matrix as the page draws it: `told` is what a screen reader says besides the rating."""

    value: str
    rating: str
    told: str
    is_chosen: bool


class MatrixForm(forms.Form):
    """The nine cells as one group of radio buttons: arrows walk through them."""

    cell = forms.ChoiceField(
        label=_("Hasil kerja dan perilaku"), choices=[(f"{r}:{c}", str(rating)) for (r, c), rating in CELLS.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip

    def rows(self) -> list[tuple[Any, list[Cell]]]:
        """The rows from above to below, each with its cells from below to above."""
        chosen = self["cell"].value()
        return [
            (Level(results).label, [self._cell(results, conduct, chosen) for conduct in Level.values])
            for results in reversed(Level.values)
        ]

    def columns(self) -> list[Any]:
        return [level.label for level in Level]

    def _cell(self, results: str, conduct: str, chosen: Any) -> Cell:
        value = f"{results}:{conduct}"
        rating = {f"{r}:{c}": rating for (r, c), rating in CELLS.items()}[value]
        told = gettext("hasil kerja %(results)s, perilaku %(conduct)s") % {
            "results": str(Level(results).label).lower(),
            "conduct": str(Level(conduct).label).lower(),
        }
        return Cell(value, str(Rating(str(rating)).label), told, chosen == value)

    def levels(self) -> dict[str, str]:
        """Only of a valid form."""
        results, conduct = self.cleaned_data["cell"].split(":")
        return {"results": results, "conduct": conduct}


class DecideForm(MatrixForm):
    words = words(_("Untuk pegawai"), help_text=_("Mengapa demikian, dan apa yang Anda harapkan berikutnya."))


class AnswerForm(MatrixForm):
    answer = words(_("Jawaban"), help_text=_("Jawab setiap keberatan. Sel yang sama berarti keputusan dipertahankan."))


class EvidenceRow(NamedTuple):
    """A piece of work with its three controls."""

    work: Work
    take: forms.BoundField
    result: forms.BoundField
    comment: forms.BoundField


class ReportForm(forms.Form):
    """What came of each result, and which recorded work shows it."""

    def __init__(self, *args: Any, results: Iterable[Result], gathered: Gathered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.results, self.works = list(results), gathered.works
        for one in self.results:
            self.fields[f"result_{one.pk}"] = words(one.title, rows=3, required=False)
        self.fields["words"] = words(
            _("Catatan umum"),
            rows=3,
            required=False,
            help_text=_("Misalnya kendala, atau pekerjaan yang tidak direncanakan."),
        )
        choices = [("", _("tanpa hasil kerja tertentu")), *((str(one.pk), one.title) for one in self.results)]
        for work in self.works:
            self._add(work, choices)

    def _add(self, work: Work, choices: list[tuple[str, Any]]) -> None:
        key, said = f"{work.source}_{work.pk}", {"work": work.title if work.source == "task" else work.name}
        self.fields[f"take_{key}"] = forms.BooleanField(
            required=False,
            label=gettext("Pakai %(work)s") % said,
            widget=forms.CheckboxInput(attrs={"aria-label": gettext("Pakai %(work)s") % said}),
        )
        self.fields[f"for_{key}"] = forms.ChoiceField(
            required=False,
            choices=choices,
            label=gettext("Hasil kerja untuk %(work)s") % said,
            widget=forms.Select(attrs={"aria-label": gettext("Hasil kerja untuk %(work)s") % said}),
        )
        self.fields[f"comment_{key}"] = forms.CharField(
            required=False,
            max_length=300,
            label=gettext("Komentar tentang %(work)s") % said,
            widget=forms.TextInput(attrs={"aria-label": gettext("Komentar tentang %(work)s") % said}),
        )

    def result_fields(self) -> list[tuple[Result, forms.BoundField]]:
        return [(one, self[f"result_{one.pk}"]) for one in self.results]

    def rows(self) -> list[EvidenceRow]:
        keys = [(work, f"{work.source}_{work.pk}") for work in self.works]
        return [EvidenceRow(w, self[f"take_{k}"], self[f"for_{k}"], self[f"comment_{k}"]) for w, k in keys]

    def report(self) -> dict[str, Any]:
        """What the action takes; only of a valid form."""
        typed, chosen = self.cleaned_data, []
        for work in self.works:
            key = f"{work.source}_{work.pk}"
            if typed[f"take_{key}"]:
                result = int(typed[f"for_{key}"]) if typed[f"for_{key}"] else None
                chosen.append(Chosen(work.source, work.pk, result, typed[f"comment_{key}"]))
        said = {one.pk: typed[f"result_{one.pk}"] for one in self.results}
        return {"realizations": said, "chosen": chosen, "words": typed["words"]}


def first_of_report(evaluation: Evaluation) -> dict[str, Any]:
    """What stands in the form of a report that was begun."""
    first: dict[str, Any] = {"words": evaluation.words}
    first |= {f"result_{one.result_id}": one.words for one in evaluation.realizations.all()}
    for one in evaluation.evidence.all():
        key = f"{one.source}_{one.source_id}"
        first |= {f"take_{key}": True, f"for_{key}": one.result_id or "", f"comment_{key}": one.comment}
    return first


class OpenSurveyForm(forms.Form):
    closes_on = day(_("Ditutup pada"), help_text=_("Hari pertama ketika tidak dapat dijawab lagi."))
    minimum = forms.IntegerField(
        label=_("Paling sedikit penjawab"), min_value=3, max_value=99, required=False,
        help_text=_("Di bawah jumlah ini hasilnya tidak pernah ditampilkan. Tidak dapat diubah setelah dibuka."),
    )  # fmt: skip


class SurveyForm(forms.Form):
    """One question for each value."""

    SCORES = (
        (5, _("Selalu")),
        (4, _("Sering")),
        (3, _("Kadang-kadang")),
        (2, _("Jarang")),
        (1, _("Hampir tidak pernah")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value, name in Value.choices:
            self.fields[value] = forms.TypedChoiceField(
                label=name, help_text=MEANINGS[value], choices=self.SCORES, coerce=int, widget=forms.RadioSelect
            )


MEANINGS = {
    "service": _("Memahami kebutuhan warga, ramah, cekatan, dan terus memperbaiki layanan."),
    "accountable": _("Jujur, bertanggung jawab, cermat, dan tidak menyalahgunakan wewenang."),
    "competent": _("Belajar, membantu orang lain belajar, dan bekerja dengan mutu terbaik."),
    "harmonious": _("Menghargai setiap orang, suka menolong, dan membangun suasana kerja yang baik."),
    "loyal": _("Setia kepada negara, menjaga nama baik instansi, dan menjaga rahasia jabatan."),
    "adaptive": _("Cepat menyesuaikan diri, kreatif, dan bertindak sebelum diminta."),
    "collaborative": _("Memberi kesempatan kepada banyak pihak dan terbuka untuk bekerja sama."),
}
assert set(MEANINGS) == set(Value.values)  # noqa: S101 a new value needs its meaning
assert (LOWEST, HIGHEST) == (1, 5)  # noqa: S101 the words of SurveyForm.SCORES


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("Tahun"), min_value=2023, max_value=2100)
    rhythm = forms.ChoiceField(
        label=_("Evaluasi periodik"),
        choices=Period.Kind.choices[:2],
        widget=forms.RadioSelect,
        initial=Rhythm.QUARTERLY,
    )
    first = day(
        _("Mulai"),
        required=False,
        help_text=_("Bila Penata dipakai di tengah tahun: masa yang berakhir sebelumnya dilewati."),
    )


class UnitResultForm(forms.Form):
    unit = forms.ChoiceField(label=_("Perangkat daerah"))
    value = forms.ChoiceField(label=_("Capaian kinerja organisasi"), choices=UnitResult.Value.choices)
    because = forms.CharField(
        label=_("Dasar"), max_length=300, help_text=_("Misalnya laporan kinerja yang sudah direviu.")
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "–"), *units]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        return Unit.objects.get(pk=self.cleaned_data["unit"])


class FigureForm(forms.Form):
    value = forms.DecimalField(
        label=pgettext_lazy("a number of law", "Nilai"), min_value=0, max_digits=9, decimal_places=3
    )
    since = day(_("Berlaku mulai"))
    basis = forms.CharField(label=_("Dasar hukum"), max_length=200)
    is_verified = forms.BooleanField(label=_("Sudah dicocokkan dengan teks peraturannya"), required=False)

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if not date(2000, 1, 1) <= since < date(2100, 1, 1):
            raise forms.ValidationError(_("Pilih hari antara tahun 2000 dan 2099."))
        return since
