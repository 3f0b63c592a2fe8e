from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("read/", views.read_all, name="read_all"),
    path("<int:pk>/open/", views.open_notice, name="open"),
    path("preferences/", views.preferences, name="preferences"),
    path("failed/", views.failed, name="failed"),
    path("failed/again/", views.try_again, name="try_again"),
    path("webhooks/", views.webhooks, name="webhooks"),
    path("webhooks/new/", views.new_webhook, name="new_webhook"),
    path("webhooks/<int:pk>/", views.webhook, name="webhook"),
    path("webhooks/<int:pk>/remove/", views.remove_webhook, name="remove_webhook"),
]
