from django.urls import path, re_path

from . import views

app_name = "open311"
FORM = r"(?:\.(?P<form>[A-Za-z0-9]+))?/?$"
OF_ONE = r"(?:\.(?P<form>(?i:xml|json)))?/?$"
urlpatterns = [
    re_path(rf"^(?:v2/)?discovery{FORM}", views.discovery, name="discovery"),
    re_path(rf"^v2/services{FORM}", views.services, name="services"),
    re_path(rf"^v2/services/(?P<code>[^/]+?){OF_ONE}", views.definition, name="definition"),
    re_path(rf"^v2/requests{FORM}", views.requests, name="requests"),
    re_path(rf"^v2/requests/(?P<reference>[^/]+?){OF_ONE}", views.one, name="request"),
    re_path(rf"^v2/tokens/(?P<token>[^/]+?){OF_ONE}", views.token, name="token"),
    path("v2/media/<int:key>.jpg", views.media, name="media"),
    re_path(rf"^(?P<path>.*?){OF_ONE}", views.unknown, name="unknown"),
]
