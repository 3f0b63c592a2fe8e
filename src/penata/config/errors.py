"""A refusal without words gets a page: rooms answer `HttpResponse(status=429)` and need no template."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from penata.foundation.ui import views

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
