from django.urls import path

from .views import causes, discussions, effects, evaluations, improved, measures, processes, signals, telling

app_name = "improvement"
urlpatterns = [
    path("", signals.signals, name="signals"),
    path("<int:pk>/", signals.signal, name="signal"),
    path("<int:pk>/dismiss/", signals.dismiss, name="dismiss"),
    path("<int:pk>/put-off/", signals.put_off, name="put_off"),
    path("evaluations/", evaluations.evaluations, name="evaluations"),
    path("evaluations/open/", evaluations.open_evaluation, name="open_evaluation"),
    path("evaluations/<int:pk>/", evaluations.evaluation, name="evaluation"),
    path("evaluations/<int:pk>/change/", evaluations.change, name="change"),
    path("evaluations/<int:pk>/close/", evaluations.close, name="close"),
    path("evaluations/<int:pk>/reopen/", evaluations.reopen, name="reopen"),
    path("evaluations/<int:pk>/causes/", causes.add_cause, name="add_cause"),
    path("evaluations/<int:pk>/found/", causes.find_causes, name="find_causes"),
    path("evaluations/<int:pk>/measures/", measures.propose, name="propose"),
    path("evaluations/<int:pk>/forum/", discussions.choose, name="discussions"),
    path("evaluations/<int:pk>/tell/", telling.tell, name="tell"),
    path("evaluations/causes/<int:pk>/why/", causes.ask_why, name="ask_why"),
    path("evaluations/causes/<int:pk>/strike/", causes.strike_cause, name="strike_cause"),
    path("evaluations/measures/<int:pk>/task/", measures.task, name="task"),
    path("evaluations/measures/<int:pk>/effect/", effects.fix, name="fix_effect"),
    path("evaluations/measures/<int:pk>/start/", measures.start, name="start"),
    path("evaluations/measures/<int:pk>/drop/", measures.drop, name="drop"),
    path("evaluations/effects/<int:pk>/weeks.csv", effects.weeks, name="weeks"),
    path("improved/", improved.improved, name="improved"),
    path("improved/<int:pk>/", improved.improved_one, name="improved_one"),
    path("improved/effects/<int:pk>/weeks.csv", improved.improved_file, name="improved_file"),
    path("processes/", processes.processes, name="processes"),
    path("processes/<int:pk>/", processes.process, name="process"),
    path("processes/<int:pk>/table.<str:form>", processes.process_table, name="process_table"),
    path("processes/<int:pk>/change/", processes.change_process, name="change_process"),
]
