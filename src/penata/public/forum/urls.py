from django.urls import path

from .views import reading

app_name = "forum"

urlpatterns = [
    path("", reading.topics, name="topics"),
    path("t/<int:pk>/", reading.topic, name="topic"),
]
