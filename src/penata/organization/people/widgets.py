"""Controls by which a form names a person or a position; forms of rooms above use them too."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.organization.structure.models import Position, PositionVersion

from .models import Person


class PersonField(forms.CharField):
    """A civil servant by NIP, or by a name that only one has."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("NIP, atau nama lengkap."))
        super().__init__(max_length=150, **options)

    def clean(self, value: Any) -> Person | None:
        text = super().clean(value)
        if not text:
            return None
        person = Person.objects.filter(nip=text).first()
        if person is not None:
            return person
        named = list(Person.objects.filter(name__iexact=text, left_on=None)[:2])
        if len(named) == 1:
            return named[0]
        if named:
            raise forms.ValidationError(_("Ada lebih dari satu pegawai dengan nama itu. Tulis NIP-nya."))
        raise forms.ValidationError(_("Tidak ada pegawai dengan NIP atau nama itu."))

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "nip", value)


class PositionField(forms.CharField):
    """A position by its code, or by a title that only one has today."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Kode, atau nama jabatan."))
        super().__init__(max_length=200, **options)

    def clean(self, value: Any) -> Position:
        text = super().clean(value)
        position = Position.objects.filter(code=text).first()
        if position is not None:
            return position
        titled = list(PositionVersion.objects.on().as_known().filter(title__iexact=text).select_related("position")[:2])
        if len(titled) == 1:
            return titled[0].position
        if titled:
            raise forms.ValidationError(_("Ada lebih dari satu jabatan dengan nama itu. Tulis kodenya."))
        raise forms.ValidationError(_("Tidak ada jabatan dengan kode atau nama itu. Cari di bagan organisasi."))

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "code", value)
