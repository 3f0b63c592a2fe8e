from django.urls import path

from .views import acting, intake, papers, reading, templates

app_name = "cases"
urlpatterns = [
    path("", reading.listing, name="list"),
    path("moderation/", intake.moderation, name="moderation"),
    path("counter/", intake.counter, name="counter"),
    path("counter/<str:reference>/", intake.counter_done, name="counter_done"),
    path("templates/", templates.templates, name="templates"),
    path("templates/new/", templates.template, name="new_template"),
    path("templates/<int:pk>/", templates.template, name="template"),
    path("export/<slug:form>/", papers.export, name="export"),
    path("steps/<int:pk>/undo/", acting.undo, name="undo"),
    path("<str:reference>/", reading.case, name="case"),
    path("<str:reference>/moderate/", intake.moderate, name="moderate"),
    path("<str:reference>/receipt/", papers.receipt, name="receipt"),
    path("<str:reference>/papers/<slug:kind>/", papers.paper, name="paper"),
    path("<str:reference>/attachments/<int:pk>/", reading.attachment, name="attachment"),
    path("<str:reference>/<slug:act>/", acting.act, name="act"),
]
