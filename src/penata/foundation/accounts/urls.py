from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("second-factor/", views.second_factor, name="second_factor"),
    path("unknown/", views.unknown, name="unknown"),
]
