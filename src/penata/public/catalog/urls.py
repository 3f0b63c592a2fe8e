from django.urls import path

from .views import manage, public

app_name = "catalog"
urlpatterns = [
    path("", public.services, name="services"),
    path("table.csv", public.table, name="table"),
    path("pledge/", public.pledge, name="pledge"),
    path("manage/", manage.manage, name="manage"),
    path("manage/new/", manage.open_service, name="open"),
    path("<str:code>/", public.service, name="service"),
    path("<str:code>/print/", public.printed, name="printed"),
    path("<str:code>/history/", public.history, name="history"),
    path("<str:code>/change/", manage.change, name="change"),
    path("<str:code>/correct/<int:pk>/", manage.correct, name="correct"),
    path("<str:code>/close/", manage.close, name="close"),
]
