from django.urls import path

from .views import front, guides, published, report, tracking

app_name = "portal"
urlpatterns = [
    path("", front.front, name="front"),
    path("areas.json", front.boundaries, name="boundaries"),
    path("report/", report.begin, name="begin"),
    path("report/challenge/", report.challenge, name="challenge"),
    path("report/<uuid:key>/words/", report.words, name="words"),
    path("report/<uuid:key>/place/", report.place, name="place"),
    path("report/<uuid:key>/photos/", report.photos, name="photos"),
    path("report/<uuid:key>/photos/<int:photo>/", report.photo, name="photo"),
    path("report/<uuid:key>/photos/<int:photo>/remove/", report.remove_photo, name="remove_photo"),
    path("report/<uuid:key>/reporter/", report.reporter, name="reporter"),
    path("report/<uuid:key>/check/", report.check, name="check"),
    path("track/", tracking.find, name="find"),
    path("track/<str:secret>/", tracking.track, name="track"),
    path("track/<str:secret>/sent/", tracking.track_new, name="track_new"),
    path("track/<str:secret>/receipt.pdf", tracking.receipt, name="receipt"),
    path("track/<str:secret>/photos/<int:photo>/", tracking.photo, name="track_photo"),
    path("track/<str:secret>/<slug:act>/", tracking.act, name="act"),
    path("reports/", published.reports, name="published"),
    path("reports/<str:reference>/", published.report, name="published_one"),
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:name>/", guides.guide, name="guide"),
    path("statistics/", published.statistics, name="statistics"),
    path("statistics/<slug:form>/", published.statistics_file, name="statistics_file"),
]
