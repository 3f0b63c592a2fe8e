from django.urls import path

from .views import answering, asking, ending, forming, listing

app_name = "teams"

urlpatterns = [
    path("", listing.teams, name="teams"),
    path("calls/", listing.calls, name="calls"),
    path("mine/", listing.mine, name="mine"),
    path("new/", forming.new, name="new"),
    path("table.<str:form>", listing.export, name="export"),
    path("consents/", answering.consents, name="consents"),
    path("consents/<int:pk>/", answering.consent, name="consent"),
    path("offers/<int:pk>/", answering.offer, name="offer"),
    path("requests/<int:pk>/withdraw/", answering.withdraw, name="withdraw"),
    path("members/<int:pk>/end/", forming.end, name="end"),
    path("letters/<int:pk>/", listing.letter, name="letter"),
    path("<int:pk>/", listing.team, name="team"),
    path("<int:pk>/change/", forming.change, name="change"),
    path("<int:pk>/dissolve/", ending.dissolve, name="dissolve"),
    path("<int:pk>/report/", ending.report, name="report"),
    path("<int:pk>/report/return/", ending.return_report, name="return_report"),
    path("<int:pk>/lead/", forming.lead, name="lead"),
    path("<int:pk>/invite/", asking.candidates, name="candidates"),
    path("<int:pk>/invite/<int:person>/", asking.invite, name="invite"),
    path("<int:pk>/volunteer/", asking.volunteer, name="volunteer"),
]
