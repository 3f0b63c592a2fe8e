"""Who answers, who is where, what someone may do."""

from ..rules.responding import Responder
from .persons import SeatRow, seats_of
from .responders import Chain, accounts_of, accounts_of_many, chain, responder, responders
from .standing import actor_label, standing

__all__ = [
    "Chain",
    "Responder",
    "SeatRow",
    "accounts_of",
    "accounts_of_many",
    "actor_label",
    "chain",
    "responder",
    "responders",
    "seats_of",
    "standing",
]
