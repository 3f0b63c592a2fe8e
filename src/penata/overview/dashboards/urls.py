from django.urls import path

from .views import boards, comparing, deciding, setting

app_name = "dashboards"
urlpatterns = [
    path("dashboards/", boards.home, name="home"),
    path("dashboards/compare/", comparing.compare, name="compare"),
    path("dashboards/compare/file/<slug:form>/", comparing.compare_file, name="compare_file"),
    path("dashboards/map/", comparing.area_map, name="map"),
    path("dashboards/map/areas.geojson", comparing.area_source, name="map_source"),
    path("dashboards/map/file/<slug:form>/", comparing.map_file, name="map_file"),
    path("dashboards/targets/", setting.targets, name="targets"),
    path("dashboards/sent/<int:key>/end/", setting.unsubscribe, name="unsubscribe"),
    path("dashboards/<slug:board>/", boards.board, name="board"),
    path("dashboards/<slug:board>/file/<slug:form>/", boards.board_file, name="board_file"),
    path("dashboards/<slug:board>/sent/", setting.subscribe, name="subscribe"),
    path("dashboards/<slug:board>/services/", boards.services, name="services"),
    path("dashboards/<slug:board>/services/file/<slug:form>/", boards.services_file, name="services_file"),
    path("dashboards/<slug:board>/<slug:figure>/", boards.figure, name="figure"),
    path("dashboards/<slug:board>/<slug:figure>/file/<slug:form>/", boards.figure_file, name="figure_file"),
    path("dashboards/<slug:board>/<slug:figure>/decide/", deciding.decide, name="decide"),
    path("decisions/", deciding.decisions, name="decisions"),
    path("decisions/<int:key>/", deciding.decision, name="decision"),
    path("decisions/<int:key>/result/", deciding.result, name="result"),
    path("decisions/<int:key>/file/", deciding.decision_file, name="decision_file"),
]
