from django.urls import path

from .views import signals

app_name = "improvement"
urlpatterns = [
    path("", signals.signals, name="signals"),
    path("<int:pk>/", signals.signal, name="signal"),
    path("<int:pk>/dismiss/", signals.dismiss, name="dismiss"),
    path("<int:pk>/put-off/", signals.put_off, name="put_off"),
]
