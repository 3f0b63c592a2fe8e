from django.urls import path

from .views import evaluations, expectations, exporting, mine, personnel, surveys

app_name = "performance"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("begin/", mine.begin, name="begin"),
    path("team/", mine.team, name="team"),
    path("expectations/<int:pk>/", expectations.expectation, name="expectation"),
    path("expectations/<int:pk>/results/new/", expectations.result, name="new_result"),
    path("expectations/<int:pk>/results/<int:result>/", expectations.result, name="result"),
    path("expectations/<int:pk>/results/<int:result>/remove/", expectations.remove, name="remove_result"),
    path("expectations/<int:pk>/conduct/", expectations.conduct, name="conduct"),
    path("expectations/<int:pk>/say/", expectations.say, name="say"),
    path("expectations/<int:pk>/<slug:act>/", expectations.act, name="expectation_act"),
    path("evaluations/<int:pk>/", evaluations.evaluation, name="evaluation"),
    path("evaluations/<int:pk>/evidence/", evaluations.evidence, name="evidence"),
    path("evaluations/<int:pk>/export/<slug:form>/", exporting.own, name="export_own"),
    path("evaluations/<int:pk>/survey/", surveys.open_survey, name="open_survey"),
    path("evaluations/<int:pk>/<slug:act>/", evaluations.act, name="act"),
    path("surveys/<int:pk>/", surveys.survey, name="survey"),
    path("overview/", personnel.overview, name="overview"),
    path("overview/year/", personnel.year, name="year"),
    path("overview/units/<int:pk>/", personnel.unit, name="unit_result"),
    path("export/<int:pk>/<slug:form>/", exporting.evaluations, name="export"),
    path("export/<int:pk>/evidence/<slug:form>/", exporting.evidence, name="export_evidence"),
    path("figures/", personnel.figures, name="figures"),
    path("figures/<int:pk>/", personnel.figure, name="figure"),
]
