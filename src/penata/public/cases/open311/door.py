"""The door that all methods of GeoReport v2 share: the form asked for, and every error in the specified form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.refusals import Refused, words_for

from .documents import TYPES, refuse
from .parsing import Wrong, parameters

View = Callable[..., HttpResponseBase]


def method(*allowed: str) -> Callable[[View], Any]:
    """A method of the specification: the form from the suffix, errors in the specified form, open to everyone."""

    def wrap(view: View) -> Any:
        @csrf_exempt
        @opens_to(EVERYONE)
        @wraps(view)
        def answer(request: HttpRequest, *, form: str | None = None, **kwargs: Any) -> HttpResponseBase:
            form = form.lower() if form else ("json" if "json" in request.headers.get("Accept", "") else "xml")
            if form not in TYPES:
                return refuse(request, 404, f"the format {form[:20]} is not offered; ask for xml or json", "xml")
            if request.method == "OPTIONS":
                return _options(allowed)
            if request.method not in {*allowed, "HEAD"}:
                return _not_allowed(request, allowed, form)
            return _answered(request, view, form, kwargs)

        return answer

    return wrap


def _answered(request: HttpRequest, view: View, form: str, kwargs: dict[str, Any]) -> HttpResponseBase:
    try:
        _check_jurisdiction(request)
        return view(request, form=form, **kwargs)
    except Wrong as wrong:
        return refuse(request, wrong.code, wrong.description, form)
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return refuse(request, 400, "the body cannot be read: it is too large, or broken", form)
    except Refused as refusal:
        code = 429 if refusal.code == "accounts.too_often" else 400
        with translation.override("en"):  # as all errors of this door
            description = words_for(refusal)
        return refuse(request, code, description, form)


def _not_allowed(request: HttpRequest, allowed: tuple[str, ...], form: str) -> HttpResponse:
    refusal = refuse(request, 405, f"{request.method} is not offered here", form)
    refusal["Allow"] = ", ".join([*allowed, "HEAD", "OPTIONS"])
    return refusal


def _options(allowed: tuple[str, ...]) -> HttpResponse:
    """What a browser asks before it sends from another site's page."""
    methods = ", ".join([*allowed, "HEAD", "OPTIONS"])
    headers = {"Allow": methods, "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": methods}
    return HttpResponse(status=204, headers=headers | {"Access-Control-Allow-Headers": "Content-Type"})


def _check_jurisdiction(request: HttpRequest) -> None:
    """One city answers here, so the argument may be left out; a city that is not ours is not found."""
    asked = parameters(request).get("jurisdiction_id", "")
    if asked and asked != settings.PENATA_JURISDICTION:
        raise Wrong(404, f"jurisdiction_id {asked[:100]} was not found; this is {settings.PENATA_JURISDICTION}")
