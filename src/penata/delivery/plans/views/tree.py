"""The performance tree: everyone may read it, who holds the permission keeps it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, may, opens_to
from penata.foundation.ui.widgets import attempt

from .. import actions, queries
from ..forms import EndNodeForm, IndicatorForm, NodeForm, ReadingForm
from ..models import Indicator, Node
from ..rules.progress import level_under
from .common import form_page, posted, seen_by, signed, today

KEEP = may("plans.tree")


@opens_to(STAFF)
def tree(request: Request) -> HttpResponse:
    context = {"goals": queries.tree(today()), "keeps": request.standing.may("plans.tree")}
    return render(request, "plans/tree.html", context)


@opens_to(STAFF)
def node(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Node.objects.select_related("owner", "parent__parent__parent"), pk=pk)
    below = level_under(found.level)
    context = {
        "page": queries.node_page(found, seen_by(request)),
        "keeps": request.standing.may("plans.tree") and found.ended_on is None,
        "reads": _may_read(request, found),
        "below": str(Node.Level(below).label) if below else "",
    }
    return render(request, "plans/node.html", context)


def _may_read(request: Request, found: Node) -> bool:
    """Who keeps the tree, and who answers for the node, say what an indicator is."""
    return request.standing.may("plans.tree") or found.owner_id in request.standing.positions


@opens_to(KEEP)
def new_node(request: Request) -> HttpResponse:
    return _add(request, None, reverse("plans:tree"))


@opens_to(KEEP)
def new_node_under(request: Request, pk: int) -> HttpResponse:
    parent = get_object_or_404(Node, pk=pk)
    return _add(request, parent, parent.get_absolute_url())


def _add(request: Request, parent: Node | None, back: str) -> HttpResponse:
    level = level_under(parent.level) if parent else "goal"
    if level is None:
        raise Http404
    form = NodeForm(**posted(request))
    found = attempt(form, lambda: actions.add_node(parent=parent, **form.cleaned_data, **signed(request)))
    title = _("Tambah: %(level)s") % {"level": Node.Level(level).label}
    return redirect(found) if found else form_page(request, form, title, back)


@opens_to(KEEP)
def change_node(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Node.objects.select_related("owner"), pk=pk)
    form = NodeForm(**posted(request), initial={"title": found.title, "owner": found.owner})
    changed = attempt(form, lambda: actions.change_node(found, **form.cleaned_data, **signed(request)))
    return redirect(found) if changed else form_page(request, form, _("Ubah"), found.get_absolute_url())


@opens_to(KEEP)
def end_node(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Node, pk=pk)
    form = EndNodeForm(**posted(request), initial={"on": today()})
    ended = attempt(form, lambda: actions.end_node(found, **form.cleaned_data, **signed(request)))
    title = _("Akhiri, dengan semua yang di bawahnya")
    return redirect("plans:tree") if ended else form_page(request, form, title, found.get_absolute_url())


@opens_to(KEEP)
def new_indicator(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Node, pk=pk)
    form = IndicatorForm(**posted(request), initial={"year": today().year})
    added = attempt(form, lambda: actions.add_indicator(found, **form.cleaned_data, **signed(request)))
    return redirect(found) if added else form_page(request, form, _("Indikator baru"), found.get_absolute_url())


@opens_to(STAFF)
def indicator(request: Request, pk: int) -> HttpResponse:
    """What was said of an indicator, and a form for who may say more."""
    found = get_object_or_404(Indicator.objects.select_related("node"), pk=pk)
    reads = _may_read(request, found.node)
    if request.method == "POST" and not reads:
        raise Http404
    form = ReadingForm(**posted(request), initial={"on": today()})
    if attempt(form, lambda: actions.read_indicator(found, **form.cleaned_data, **signed(request))):
        return redirect("plans:indicator", found.pk)
    context = {"indicator": found, "readings": queries.readings_of(found), "form": form if reads else None}
    return render(request, "plans/indicator.html", context, status=422 if form.is_bound else 200)
