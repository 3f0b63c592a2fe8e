"""What people fill in about plans and tasks. No policy: the actions say what may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.foundation.ui.widgets import day
from penata.organization.people.models import Person
from penata.organization.people.widgets import PersonField, PositionField

from .models import Recurrence
from .rules.drafts import MOST_HOURS, TaskDraft

Choices = Sequence[tuple[Any, Any]]


def prose(label: Any, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=10_000, **options)


class KeyField(forms.TypedChoiceField):
    """A key out of a list, or None."""

    def __init__(self, *, label: Any, empty: Any = "—", **options: Any) -> None:
        super().__init__(label=label, coerce=int, empty_value=None, **options)
        self.empty = empty

    def offer(self, pairs: Choices) -> None:
        self.choices = [("", self.empty), *pairs]


class PlanForm(forms.Form):
    title = forms.CharField(label=_("Judul rencana"), max_length=160)
    purpose = prose(_("Untuk apa"), required=False)
    node = KeyField(
        label=_("Kegiatan dalam pohon kinerja"), required=False, help_text=_("Kegiatan yang dilaksanakan rencana ini.")
    )
    lead = PersonField(
        label=_("Penanggung jawab"), required=False,
        help_text=_("NIP atau nama lengkap. Ketua tim atau kepala unit selalu dapat mengubah rencana ini."),
    )  # fmt: skip
    start = day(_("Mulai"))
    due = day(_("Selesai"))

    def __init__(self, *args: Any, activities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].offer(activities)  # type: ignore[attr-defined]


class NewPlanForm(PlanForm):
    whose = forms.ChoiceField(label=_("Milik siapa"))
    template = KeyField(
        label=_("Mulai dari contoh"), required=False, empty=_("Kosong"),
        help_text=_("Tugas dan urutannya disalin, tanggalnya dihitung dalam hari kerja."),
    )  # fmt: skip
    due = day(_("Selesai"), required=False, help_text=_("Kosong: mengikuti contoh, atau akhir tahun."))
    field_order = ("whose", "template", "title")

    def __init__(self, *args: Any, whose: Choices, templates: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].choices = whose  # type: ignore[attr-defined]
        self.fields["template"].offer(templates)  # type: ignore[attr-defined]


class PeopleField(forms.CharField):
    """Some people, one a line, by NIP or full name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=3_000, required=False, **options)
        self.one = PersonField()

    def clean(self, value: Any) -> list[Person]:
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip()]
        return [person for line in lines[:50] if (person := self.one.clean(line)) is not None]


class TaskForm(forms.Form):
    title = forms.CharField(label=pgettext_lazy("plan", "Tugas"), max_length=200)
    about = prose(_("Uraian"), required=False)
    owner = KeyField(
        label=pgettext_lazy("plan", "Pelaksana"),
        required=False,
        help_text=_("Di belakang nama: minggu terpadat dari delapan minggu ini."),
    )
    contributors = PeopleField(label=_("Pendukung"), help_text=_("NIP atau nama lengkap, satu per baris."))
    start = day(_("Mulai"), required=False)
    due = day(_("Tenggat"), required=False)
    is_milestone = forms.BooleanField(label=_("Tonggak: suatu saat, bukan pekerjaan beberapa hari"), required=False)
    hours = forms.IntegerField(
        label=_("Perkiraan jam kerja"), min_value=0, max_value=MOST_HOURS, required=False,
        help_text=_("Jumlah seluruhnya; dari sini dihitung beban per minggu."),
    )  # fmt: skip
    needs = forms.TypedMultipleChoiceField(
        label=_("Menunggu tugas"), coerce=int, required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )

    def __init__(self, *args: Any, people: Choices, tasks: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]
        self.fields["needs"].choices = tasks  # type: ignore[attr-defined]
        if not tasks:
            del self.fields["needs"]

    def draft(self) -> TaskDraft:
        said = self.cleaned_data
        return TaskDraft(
            said["title"], said["about"], said["owner"], said["start"], said["due"], said["is_milestone"],
            said["hours"] or 0, tuple(said.get("needs", ())), tuple(person.pk for person in said["contributors"]),
        )  # fmt: skip


class NewTaskForm(TaskForm):
    items = prose(_("Daftar periksa"), required=False, help_text=_("Satu langkah per baris."))


class ProgressForm(forms.Form):
    percent = forms.IntegerField(label=_("Kemajuan (persen)"), min_value=0, max_value=100)
    words = forms.CharField(label=_("Keterangan"), max_length=500, required=False)


class ItemsForm(forms.Form):
    words = prose(_("Langkah baru"), rows=2, help_text=_("Satu langkah per baris."))


class ProofForm(forms.Form):
    words = forms.CharField(label=_("Apa yang ditunjukkan"), max_length=300)
    upload = forms.FileField(label=_("Foto atau dokumen"), required=False, help_text=_("JPEG, PNG, WebP, atau PDF."))


class BlockForm(forms.Form):
    words = forms.CharField(label=_("Apa yang menghambat"), max_length=300)
    waits_for = PersonField(
        label=_("Menunggu siapa"), required=False, help_text=_("NIP atau nama lengkap; ia dikabari.")
    )


class BecauseForm(forms.Form):
    because = prose(_("Alasan"))


class CloseForm(forms.Form):
    because = prose(_("Hasil rencana ini"), help_text=_("Apa yang tercapai, dan apa yang tidak."))


class CheckInForm(forms.Form):
    """Two answers, and one for each open task: what blocks it."""

    done = prose(_("Apa yang selesai minggu ini?"), required=False)
    next_words = prose(_("Apa berikutnya?"), required=False)

    def __init__(self, *args: Any, tasks: Sequence[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = tasks
        for key, title, blocked in tasks:
            self.fields[f"block_{key}"] = forms.CharField(
                label=_("%(title)s: terhambat oleh apa?") % {"title": title}, max_length=300, required=False,
                initial=blocked,
            )  # fmt: skip
            self.fields[f"by_{key}"] = PersonField(label=_("Menunggu siapa"), required=False)

    def pairs(self) -> list[tuple[str, Any, Any]]:
        """(title, what blocks, for whom it waits) of each task, as bound fields."""
        return [(title, self[f"block_{key}"], self[f"by_{key}"]) for key, title, _blocked in self.tasks]

    def blocked(self) -> dict[int, tuple[str, Person | None]]:
        """What is said of each task whose words changed, or for whom it waits."""
        found = {}
        for key, _title, before in self.tasks:
            words, person = self.cleaned_data[f"block_{key}"], self.cleaned_data[f"by_{key}"]
            if words != before or person is not None:
                found[key] = (words, person)
        return found


class RecurrenceForm(forms.Form):
    title = forms.CharField(label=pgettext_lazy("plan", "Tugas"), max_length=200)
    every = forms.ChoiceField(label=_("Seberapa sering"), choices=Recurrence.Every.choices)
    first_due = day(_("Tenggat pertama"), help_text=_("Hari atau tanggalnya berlaku untuk yang berikutnya."))
    last_due = day(_("Sampai"), required=False, help_text=_("Kosong: selama rencana ini terbuka."))
    days = forms.IntegerField(label=_("Lama pengerjaan (hari kerja)"), min_value=1, max_value=60, initial=1)
    hours = forms.IntegerField(label=_("Perkiraan jam kerja"), min_value=0, max_value=200, required=False)
    owner = KeyField(label=pgettext_lazy("plan", "Pelaksana"), required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people)  # type: ignore[attr-defined]


class TemplateForm(forms.Form):
    name = forms.CharField(label=_("Nama contoh"), max_length=160)


class ChangeTemplateForm(TemplateForm):
    purpose = prose(_("Untuk apa"), required=False)
    is_active = forms.BooleanField(label=_("Dipakai"), required=False)


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas CSV atau XLSX"),
        help_text=_("Kolomnya seperti pada unduhan. Nomor yang sudah ada diubah; tanpa nomor, tugas ditambahkan."),
    )


class NodeForm(forms.Form):
    title = forms.CharField(label=_("Rumusan"), max_length=200)
    owner = PositionField(label=_("Jabatan penanggung jawab"))


class EndNodeForm(forms.Form):
    on = day(_("Tidak berlaku lagi sejak"))
    because = prose(_("Alasan"), rows=3)


class IndicatorForm(forms.Form):
    name = forms.CharField(label=_("Indikator"), max_length=200)
    measure = forms.CharField(label=_("Satuan"), max_length=40, help_text=_("Misalnya persen, hari, km."))
    start = forms.DecimalField(label=_("Keadaan awal"), max_digits=14, decimal_places=2, localize=True)
    target = forms.DecimalField(label=_("Target"), max_digits=14, decimal_places=2, localize=True)
    year = forms.IntegerField(label=_("Tahun target"), min_value=2000, max_value=2100)


class ReadingForm(forms.Form):
    on = day(_("Pada tanggal"))
    value = forms.DecimalField(label=pgettext_lazy("plan", "Capaian"), max_digits=14, decimal_places=2, localize=True)
    source = forms.CharField(label=_("Sumber data"), max_length=200)
