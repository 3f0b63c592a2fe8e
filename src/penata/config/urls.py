"""All addresses. Each room owns its own; this file only says where they hang."""

from django.urls import include, path
from django.views.i18n import set_language

from penata.config.api import api
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.ui import views as ui

handler400 = "penata.foundation.ui.views.bad_request"
handler403 = "penata.foundation.ui.views.forbidden"
handler404 = "penata.foundation.ui.views.not_found"
handler500 = "penata.foundation.ui.views.server_error"

urlpatterns = [
    path("accounts/", include("penata.foundation.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("cases/", include("penata.public.cases.urls")),
    path("calendar/", include("penata.foundation.calendars.urls")),
    path("imports/", include("penata.foundation.tables.urls")),
    path("journal/", include("penata.foundation.journal.urls")),
    path("notices/", include("penata.foundation.notices.urls")),
    path("language/", opens_to(EVERYONE)(set_language), name="set_language"),
    path("organization/", include("penata.organization.structure.urls")),
    path("plans/", include("penata.delivery.plans.urls")),
    path("people/", include("penata.organization.people.urls")),
    path("forum/", include("penata.public.forum.urls")),
    path("improvement/", include("penata.learning.improvement.urls")),
    path("performance/", include("penata.delivery.performance.urls")),
    path("services/", include("penata.public.catalog.urls")),
    path("surveys/", include("penata.public.surveys.urls")),
    path("teams/", include("penata.delivery.teams.urls")),
    path("routing/", include("penata.public.routing.urls")),
    path("api/", api.urls),
    path("open311/", include("penata.public.cases.open311.urls")),
    path("ui/", opens_to(EVERYONE)(ui.gallery), name="gallery"),
    path("", include("penata.overview.dashboards.urls")),
    path("", include("penata.overview.desk.urls")),
    path("", include("penata.overview.portal.urls")),
]
