"""Form controls in the house's markup: `{{ form }}`, `{{ field.as_field_group }}` and `<c-field>` look alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


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
