from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day


class DismissForm(forms.Form):
    because = forms.CharField(
        label=_("Mengapa sinyal ini tidak perlu ditindaklanjuti?"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Sinyal kembali bila laporannya menjadi setengah kali lebih banyak."),
    )  # fmt: skip


class PutOffForm(forms.Form):
    until = day(_("Lihat lagi pada"))
    because = forms.CharField(label=_("Mengapa ditunda?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
