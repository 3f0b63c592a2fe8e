"""What the walk over all pages needs to know of this room."""

from penata.organization.structure.models import FunctionVersion, Mandate


def _noun(city):
    return {"noun": "unit", "code": "DPU-JALAN"}


EXAMPLES = {
    "structure:unit": lambda city: {"code": "DPU-JALAN"},
    "structure:position": lambda city: {"code": "KABID-JALAN"},
    "structure:function": lambda city: {"code": "1.03.11"},
    "structure:decree": lambda city: {"pk": city.decree.pk},
    "structure:history": _noun,
    "structure:change": _noun,
    "structure:close": _noun,
    "structure:open": lambda city: {"noun": "position"},
    "structure:correct": lambda city: {
        "noun": "function",
        "pk": FunctionVersion.objects.as_known().filter(function__code="1.03.11").first().pk,
    },
    "structure:area": lambda city: {"code": "99.71.01"},
    "structure:correct_mandate": lambda city: {"pk": Mandate.objects.as_known().first().pk},
    "structure:end_mandate": lambda city: {"pk": Mandate.objects.as_known().first().pk},
    "api:position": lambda city: {"code": "KABID-JALAN"},
}
