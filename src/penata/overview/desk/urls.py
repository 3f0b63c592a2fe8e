from django.urls import path

from .views import bulk, desk, digests, routing, searching, unit

app_name = "desk"
urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/start/", desk.start, name="start"),
    path("desk/digest/", digests.digest, name="digest"),
    path("desk/units/", unit.unit, name="unit"),
    path("desk/many/", bulk.bulk, name="bulk"),
    path("desk/routing/", routing.queue, name="routing"),
    path("desk/routing/undo/", routing.undo, name="undo"),
    path("desk/routing/<str:reference>/choose/", routing.choose, name="choose"),
    path("desk/routing/<str:reference>/<slug:act>/", routing.settle, name="settle"),
    path("search/", searching.search, name="search"),
]
