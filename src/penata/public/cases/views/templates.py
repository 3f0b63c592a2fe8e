"""Reply templates: words that answers start from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import may, opens_to

from .. import actions
from ..forms import TemplateForm
from ..models import ReplyTemplate


@opens_to(may("cases.templates"))
def templates(request: HttpRequest) -> HttpResponse:
    return render(request, "cases/templates.html", {"templates": ReplyTemplate.objects.order_by("name")})


@opens_to(may("cases.templates"))
def template(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Write a new one, or change one."""
    kept = get_object_or_404(ReplyTemplate, pk=pk) if pk else None
    form = TemplateForm(request.POST, instance=kept) if request.method == "POST" else TemplateForm(instance=kept)
    if form.is_bound and form.is_valid():
        actions.save_template(kept, **form.cleaned_data, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
        messages.success(request, _("Contoh jawaban tersimpan."))
        return redirect("cases:templates")
    return render(request, "cases/template.html", {"form": form}, status=422 if form.is_bound else 200)
