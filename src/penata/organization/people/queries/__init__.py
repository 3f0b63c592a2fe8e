"""Who answers, who is where, what someone may do."""

from ..rules.responding import Responder
from .answers import answer
from .persons import PersonPage, SeatRow, holdings_ever, is_superior_of, person_page, persons_like, seats_of
from .responders import (
    Chain,
    accounts_of,
    accounts_of_many,
    chain,
    held_after,
    holders_of,
    responder,
    responders,
    responders_about,
)
from .standing import actor_label, standing

__all__ = [
    "Chain",
    "PersonPage",
    "Responder",
    "SeatRow",
    "accounts_of",
    "accounts_of_many",
    "actor_label",
    "answer",
    "chain",
    "held_after",
    "holders_of",
    "holdings_ever",
    "is_superior_of",
    "person_page",
    "persons_like",
    "responder",
    "responders",
    "responders_about",
    "seats_of",
    "standing",
]
