from django.urls import path

from .views import editing, pages, who

app_name = "people"

urlpatterns = [
    path("", pages.persons, name="persons"),
    path("who/", who.who, name="who"),
    path("new/", editing.register, name="register"),
    path("holdings/<int:pk>/end/", editing.end_holding, name="end_holding"),
    path("holdings/<int:pk>/correct/", editing.correct_holding, name="correct_holding"),
    path("absences/<int:pk>/cancel/", editing.cancel_absence, name="cancel_absence"),
    path("<int:pk>/", pages.person, name="person"),
    path("<int:pk>/history/", pages.history, name="history"),
    path("<int:pk>/change/", editing.change, name="change"),
    path("<int:pk>/appoint/", editing.appoint, name="appoint"),
    path("<int:pk>/acting/", editing.appoint_acting, name="appoint_acting"),
    path("<int:pk>/absence/", editing.record_absence, name="record_absence"),
    path("<int:pk>/leave/", editing.leave, name="leave"),
]
