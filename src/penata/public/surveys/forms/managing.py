"""Forms of those who make and watch surveys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day
from penata.organization.structure.models import Unit, UnitVersion
from penata.public.catalog.models import Service
from penata.public.catalog.queries import services_on

from ..models import Point, Survey
from ..rules.groups import LEAST_GROUP


class UnitField(forms.CharField):
    """A unit by its code, or by a name that only one has today."""

    def clean(self, value: Any) -> Unit:
        text = super().clean(value).replace("\x00", "")
        unit = Unit.objects.filter(code=text).first()
        if unit is not None:
            return unit
        named = list(UnitVersion.objects.on().as_known().filter(name__iexact=text).select_related("unit")[:2])
        if len(named) == 1:
            return named[0].unit
        raise forms.ValidationError(_("Tidak ada satu unit dengan kode atau nama itu. Cari di bagan organisasi."))


def _long(label: Any, help_text: Any = "", **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=5_000, **options)


class MakeForm(forms.Form):
    """A survey before it opens. `is_open`: only what may still change."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=Survey.Kind.choices)
    title = forms.CharField(label=_("Judul"), max_length=160)
    title_en = forms.CharField(label=_("Judul dalam bahasa Inggris"), max_length=160, required=False)
    intro = _long(_("Kalimat pembuka"), _("Untuk apa, berapa menit, siapa yang membaca jawabannya."), required=False)
    intro_en = _long(_("Kalimat pembuka dalam bahasa Inggris"), required=False)
    unit = UnitField(label=_("Unit"), max_length=200, help_text=_("Kode, atau nama unit yang bertanggung jawab."))
    service = forms.ModelChoiceField(
        label=_("Layanan yang dinilai"), queryset=Service.objects.none(), required=False, empty_label="—",
        help_text=_("Wajib untuk survei kepuasan."),
    )  # fmt: skip
    since = day(_("Hari pertama"))
    last_day = day(_("Hari terakhir"))
    population = forms.IntegerField(
        label=_("Berapa orang yang dilayani selama masa itu"), min_value=1, max_value=100_000_000, required=False,
        help_text=_("Dari sini ukuran sampel diusulkan (Krejcie dan Morgan)."),
    )  # fmt: skip
    audience = forms.ChoiceField(label=_("Yang menjawab kuesioner"), choices=Survey.Audience.choices)
    is_anonymous = forms.BooleanField(
        label=_("Anonim"), required=False,
        help_text=_("Ditetapkan sebelum dibuka dan tidak dapat diubah lagi. Survei kepada warga selalu anonim."),
    )  # fmt: skip
    minimum_group = forms.IntegerField(
        label=_("Kelompok terkecil yang ditampilkan"), min_value=LEAST_GROUP, max_value=1_000
    )
    invites = forms.BooleanField(
        label=_("Undang pelapor sesudah laporannya selesai"), required=False,
        help_text=_("Lewat surel, untuk layanan ini. Petugas tidak tahu siapa yang menjawab."),
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, survey: Survey | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(services_on(on).values_list("service_id", "name"))
        field: Any = self.fields["service"]
        field.queryset = Service.objects.filter(pk__in=names).order_by("code")
        field.label_from_instance = lambda service: names.get(service.pk, service.code)
        for name in ("kind", "unit", "service", "audience", "is_anonymous") if survey else ():
            del self.fields[name]
        if survey is not None and survey.opened_at is not None:
            del self.fields["minimum_group"]

    def clean_last_day(self) -> date:
        if self.cleaned_data["last_day"] == date.max:
            raise forms.ValidationError(_("Isi hari terakhir yang lebih awal."))
        return self.cleaned_data["last_day"]

    def values(self) -> dict[str, Any]:
        """The fields as actions know them."""
        values = dict(self.cleaned_data)
        values["until"] = values.pop("last_day") + timedelta(days=1)
        return values


def initial_of(survey: Survey) -> dict[str, Any]:
    names = ("title", "title_en", "intro", "intro_en", "population", "minimum_group", "invites")
    return {name: getattr(survey, name) for name in names} | {"since": survey.since, "last_day": survey.last_day}


class PointForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Cara menjawab"),
        choices=[(kind.value, kind.label) for kind in (Point.Kind.LINK, Point.Kind.KIOSK)],
    )
    label = forms.CharField(
        label=_("Tempat"), max_length=80, help_text=_("Misalnya “Loket 3” atau “Tablet ruang tunggu”.")
    )


class ReasonForm(forms.Form):
    because = forms.CharField(label=_("Alasan"), max_length=500)


class AsideForm(ReasonForm):
    pass


class FollowUpForm(forms.Form):
    """`elements`: those to choose from, the lowest first."""

    element = forms.ChoiceField(label=_("Unsur"))
    words = _long(_("Apa yang dilakukan"))
    unit = UnitField(label=_("Unit yang melakukan"), max_length=200, help_text=_("Kode, atau nama unit."))
    due = day(_("Selesai paling lambat"))

    def __init__(self, *args: Any, elements: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["element"] = forms.ChoiceField(label=_("Unsur"), choices=elements)


class ResultForm(forms.Form):
    result = _long(_("Apa hasilnya"))
