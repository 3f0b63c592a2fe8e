from django.urls import path

from . import views

app_name = "improvement"
urlpatterns = [
    path("", views.signals, name="signals"),
    path("<int:pk>/", views.signal, name="signal"),
    path("<int:pk>/dismiss/", views.dismiss, name="dismiss"),
    path("<int:pk>/put-off/", views.put_off, name="put_off"),
]
