"""Expectations, evaluations, surveys and the figures of law."""

from .evaluation import Appraisal, Evaluation, Evidence, Objection, Realization, Reopening
from .expectation import ConductExpectation, Expectation, Feedback, Indicator, Result
from .figure import Figure, Period, UnitResult
from .survey import Invitation, Survey, Tally

__all__ = [
    "Appraisal",
    "ConductExpectation",
    "Evaluation",
    "Evidence",
    "Expectation",
    "Feedback",
    "Figure",
    "Indicator",
    "Invitation",
    "Objection",
    "Period",
    "Realization",
    "Reopening",
    "Result",
    "Survey",
    "Tally",
    "UnitResult",
]
