"""Who may read which evaluation, what a page shows, what awaits someone. The strictness is in `rights`."""

from .figures import all_figures, figures, term
from .gathering import Gathered, Work, gather
from .pages import EvaluationPage, ExpectationPage, Mine, evaluation_page, expectation_page, mine, results_above
from .personnel import AgencyRow, agencies, levels_of, points_for, result_of_unit, unit_choices
from .rights import (
    Sight,
    appraiser,
    appraisers,
    find_evaluation,
    find_expectation,
    find_survey,
    judge,
    may_give_feedback,
    parties,
    seats_of,
    sight,
    superior_of,
    visible_evaluations,
    visible_expectations,
)
from .surveys import SurveyResult, invitees, survey_result
from .team import Subordinate, advice_for, current_period, periods_for_choice, subordinates
from .waiting import awaiting, for_superior
from .wording import figure_words

__all__ = [
    "AgencyRow",
    "EvaluationPage",
    "ExpectationPage",
    "Gathered",
    "Mine",
    "Sight",
    "Subordinate",
    "SurveyResult",
    "Work",
    "advice_for",
    "agencies",
    "all_figures",
    "appraiser",
    "appraisers",
    "awaiting",
    "current_period",
    "evaluation_page",
    "expectation_page",
    "figure_words",
    "figures",
    "find_evaluation",
    "find_expectation",
    "find_survey",
    "for_superior",
    "gather",
    "invitees",
    "judge",
    "levels_of",
    "may_give_feedback",
    "mine",
    "parties",
    "periods_for_choice",
    "points_for",
    "result_of_unit",
    "results_above",
    "seats_of",
    "sight",
    "subordinates",
    "superior_of",
    "survey_result",
    "term",
    "unit_choices",
    "visible_evaluations",
    "visible_expectations",
]
