"""Form controls in the house's markup: `{{ form }}`, `{{ field.as_field_group }}` and `<c-field>` look alike.

What every room's forms share stands here too: a day, and a refusal that finds its field.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.forms.renderers import TemplatesSetting

from penata.foundation.refusals import Refused

T = TypeVar("T")


class Renderer(TemplatesSetting):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


_CHECKS = (forms.CheckboxInput,)
_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def kind_of(field: forms.BoundField) -> str:
    """How the field is laid out: "check" (label after), "group" (fieldset), or "line" (label above)."""
    widget = field.field.widget
    if isinstance(widget, _GROUPS):
        return "group"
    return "check" if isinstance(widget, _CHECKS) else "line"


def is_marked_optional(field: forms.BoundField) -> bool:
    """Whether its label says that it may stay empty.

    Not in a form that only searches (`is_search`): there every field may. Nor where the form itself says that one
    of its acts needs the field (`unmarked`).
    """
    form: Any = field.form
    if field.field.required or getattr(form, "is_search", False):
        return False
    return field.name not in getattr(form, "unmarked", ())


def class_of(widget: forms.Widget) -> str:
    if isinstance(widget, (*_CHECKS, *_GROUPS)):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


def control_attributes(field: forms.BoundField, has_help: bool) -> dict[str, Any]:
    """Classes and the ARIA ties between a control, its help and its errors."""
    widget, errors = field.field.widget, bool(field.errors)
    classes = [widget.attrs.get("class", ""), class_of(widget), "is-invalid" if errors else ""]
    attributes: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    described = [f"{field.auto_id}_error"] * errors + [f"{field.auto_id}_help"] * has_help
    if described and "aria-describedby" not in widget.attrs:
        attributes["aria-describedby"] = " ".join(described)
    if errors:
        attributes["aria-invalid"] = "true"
    return attributes


def day(label: Any, **options: Any) -> forms.DateField:
    """A field for a day, with the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def put_into_form(form: forms.Form, refusal: Refused) -> None:
    """Show why an action said no, beside the field that caused it when the form has it."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def attempt(form: forms.Form, act: Callable[[], T]) -> T | None:
    """What the action gives for a valid form; None when the form is not, or when the action said no in it."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return act()
    except Refused as refusal:
        put_into_form(form, refusal)
        return None
