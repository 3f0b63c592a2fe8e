from django.urls import path

from .views import model, trying

app_name = "routing"
urlpatterns = [
    path("", model.model, name="model"),
    path("learn/", model.learn, name="learn"),
    path("progress/", model.progress, name="progress"),
    path("threshold/", model.threshold, name="threshold"),
    path("quality.csv", model.quality, name="quality"),
    path("models/<int:pk>/", model.detail, name="detail"),
    path("words/", trying.words, name="words"),
    path("trials/", trying.trials, name="trials"),
    path("trials/<int:pk>/remove/", trying.remove_trial, name="remove_trial"),
]
