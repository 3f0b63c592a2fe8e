from django.urls import path, re_path, register_converter

from .views import editing, pages


class Code:
    """A code of a subject: any text, with slashes too, that the database can hold."""

    regex = r"[^\x00]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "code")

app_name = "structure"
NOUN = "(?P<noun>unit|position|function|area)"

urlpatterns = [
    path("", pages.chart, name="chart"),
    path("gaps/", pages.gaps, name="gaps"),
    path("functions/", pages.functions, name="functions"),
    path("areas/", pages.areas, name="areas"),
    path("areas/boundaries/", editing.boundaries, name="boundaries"),
    path("areas/<code:code>/", pages.area, name="area"),
    path("decrees/", pages.decrees, name="decrees"),
    path("decrees/new/", editing.add_decree, name="add_decree"),
    path("decrees/<int:pk>/", pages.decree, name="decree"),
    path("mandates/new/", editing.give_mandate, name="give_mandate"),
    path("mandates/<int:pk>/correct/", editing.correct_mandate, name="correct_mandate"),
    path("mandates/<int:pk>/end/", editing.end_mandate, name="end_mandate"),
    re_path(rf"^new/{NOUN}/$", editing.open_new, name="open"),
    re_path(rf"^correct/{NOUN}/(?P<pk>\d+)/$", editing.correct, name="correct"),
    re_path(rf"^change/{NOUN}/(?P<code>[^\x00]+)/$", editing.change, name="change"),
    re_path(rf"^close/{NOUN}/(?P<code>[^\x00]+)/$", editing.close, name="close"),
    re_path(rf"^history/{NOUN}/(?P<code>[^\x00]+)/$", pages.history, name="history"),
    path("units/<code:code>/", pages.unit, name="unit"),
    path("positions/<code:code>/", pages.position, name="position"),
    path("functions/<code:code>/", pages.function, name="function"),
]
