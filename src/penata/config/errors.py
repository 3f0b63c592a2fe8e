"""A refusal without words gets a page: rooms answer `HttpResponse(status=429)` and need no template.

And an address is freed of what no address of ours has.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from penata.foundation.ui import views

NUL, _QUOTED_NUL = "\x00", "%00"
_STATUSES = {403, 404, 405, 429, 503}


def words_for_empty_errors(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an error answer with an empty body becomes the error page of its status."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code not in _STATUSES or response.streaming or response.content:
            return response
        if "html" not in request.headers.get("Accept", "html") or request.method == "HEAD":
            return response
        page = views.error_page(request, response.status_code)
        for name, value in response.items():
            if name.lower() not in {"content-type", "content-length"}:
                page[name] = value
        return page

    return middleware


def without_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a NUL in an address, which PostgreSQL cannot hold, is taken out. Forms refuse it by themselves."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            request.path_info = request.META["PATH_INFO"] = request.path_info.replace(NUL, "")
            request.path = request.path.replace(NUL, "")
        if _QUOTED_NUL in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace(_QUOTED_NUL, "")
        return get_response(request)

    return middleware
