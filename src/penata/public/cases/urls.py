from django.urls import path

from . import views

app_name = "cases"
urlpatterns = [
    path("<reference>/", views.case, name="case"),
]
