from django.urls import path, re_path

from . import views

app_name = "open311"
FORM = r"(?:\.(?P<form>[A-Za-z0-9]+))?$"
urlpatterns = [
    re_path(rf"^(?:v2/)?discovery{FORM}", views.discovery, name="discovery"),
    re_path(rf"^v2/services{FORM}", views.services, name="services"),
    re_path(r"^v2/services/(?P<code>[^/]+?)(?:\.(?P<form>xml|json))?$", views.definition, name="definition"),
    re_path(rf"^v2/requests{FORM}", views.requests, name="requests"),
    re_path(r"^v2/requests/(?P<reference>[^/]+?)(?:\.(?P<form>xml|json))?$", views.one, name="request"),
    re_path(r"^v2/tokens/(?P<token>[^/]+?)(?:\.(?P<form>xml|json))?$", views.token, name="token"),
    path("v2/media/<int:key>.jpg", views.media, name="media"),
]
