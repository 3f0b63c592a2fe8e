from django.urls import path

from .views import answering, kiosk, making, papers, published, questions, watching

app_name = "surveys"

urlpatterns = [
    path("", answering.open_now, name="open"),
    path("a/<str:code>/", answering.begin, name="begin"),
    path("staff/<int:pk>/", answering.begin_of_staff, name="begin_of_staff"),
    path("d/<uuid:key>/<int:page>/", answering.page, name="page"),
    path("d/<uuid:key>/check/", answering.check, name="check"),
    path("thanks/<int:pk>/", answering.thanks, name="thanks"),
    path("kiosk/worker.js", kiosk.worker, name="worker"),
    path("kiosk/<str:code>/", kiosk.kiosk, name="kiosk"),
    path("kiosk/<str:code>/send/", kiosk.send, name="send"),
    path("results/<int:pk>/", published.results, name="results"),
    path("results/<int:pk>/elements.csv", published.results_file, name="results_file"),
    path("manage/", watching.surveys, name="surveys"),
    path("manage/new/", making.new, name="new"),
    path("manage/<int:pk>/", watching.survey, name="survey"),
    path("manage/<int:pk>/details/", watching.details, name="details"),
    path("manage/<int:pk>/words/<str:code>/<str:topic>/", watching.remarks, name="remarks"),
    path("manage/<int:pk>/words/<uuid:remark>/", making.erase, name="erase"),
    path("manage/<int:pk>/change/", making.change, name="change"),
    path("manage/<int:pk>/questions/", questions.questions, name="questions"),
    path("manage/<int:pk>/questions/new/", questions.add_question, name="add_question"),
    path("manage/<int:pk>/questions/<str:code>/", questions.question, name="question"),
    path("manage/<int:pk>/questions/<str:code>/remove/", questions.remove_question, name="remove_question"),
    path("manage/<int:pk>/answers.<str:form>", papers.answers, name="answers"),
    path("manage/<int:pk>/aside/", making.aside, name="aside"),
    path("manage/<int:pk>/paper/", making.paper, name="paper"),
    path("manage/<int:pk>/sheet.pdf", papers.sheet, name="sheet"),
    path("manage/<int:pk>/report.<str:form>", papers.report, name="report"),
    path("manage/<int:pk>/points/", making.add_point, name="add_point"),
    path("manage/<int:pk>/points/<int:point>/close/", making.close_point, name="close_point"),
    path("manage/<int:pk>/points/<int:point>/code.svg", papers.code, name="code"),
    path("manage/<int:pk>/points/<int:point>/poster.pdf", papers.poster, name="poster"),
    path("manage/<int:pk>/follow-ups/", making.follow_up, name="follow_up"),
    path("manage/<int:pk>/follow-ups/<int:plan>/", making.finish, name="finish"),
    path("manage/<int:pk>/<slug:act>/", making.act, name="act"),
]
