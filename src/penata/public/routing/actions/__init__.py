"""What may be done to the router: telling it, teaching it, choosing its model and its threshold."""

from .choosing import keep_watch, put_in_use, refuse, set_routing_position, set_threshold
from .examples import Happened, Told, forget_examples, refresh_habits, tell_examples, tell_outcomes
from .learning import ask_to_learn, learn
from .trials import add_trial, remove_trial

__all__ = [
    "Happened",
    "Told",
    "add_trial",
    "ask_to_learn",
    "forget_examples",
    "keep_watch",
    "learn",
    "put_in_use",
    "refresh_habits",
    "refuse",
    "remove_trial",
    "set_routing_position",
    "set_threshold",
    "tell_examples",
    "tell_outcomes",
]
