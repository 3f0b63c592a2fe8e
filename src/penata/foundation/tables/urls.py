from django.urls import path

from . import views

app_name = "tables"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("<str:token>/", views.run, name="run"),
    path("<str:token>/check/", views.check, name="check"),
    path("<str:token>/apply/", views.apply, name="apply"),
    path("<str:token>/report/", views.report, name="report"),
]
