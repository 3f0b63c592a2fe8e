"""Figures in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..models import Figure
from ..models.evaluation import Level, Rating


def figure_words(figure: Figure) -> str:
    """What a figure says, instead of the key by which the program finds it."""
    parts = figure.key.split(":")
    if figure.kind == Figure.Kind.DISTRIBUTION:
        outcome, way, ratings = parts
        ways = {"max": _("paling banyak"), "min": _("paling sedikit"), "some": _("harus ada")}
        said = {"outcome": _rating(outcome), "ratings": "/".join(map(_rating, ratings.split("|"))), "way": ways[way]}
        return _("Capaian unit %(outcome)s: pegawai berpredikat %(ratings)s, %(way)s") % said
    if figure.kind == Figure.Kind.TERM:
        terms = {
            "objection_days": _("Hari untuk menyampaikan keberatan"),
            "survey_minimum": _("Penilai paling sedikit dalam survei 360 derajat"),
        }
        return terms.get(figure.key, figure.key)
    if parts[0] == "level":
        return str(dict(Level.choices).get(parts[1], figure.key))
    return ": ".join(_rating(part) for part in parts if part not in {"rating", "coefficient"})


def _rating(code: str) -> str:
    """The word of a rating; anything else (a level of function) as it is."""
    return str(dict(Rating.choices).get(code, code))
