"""What the law and the house say about teams; pure.

Teams of functional officials and executors, within a unit or across units and agencies, led by a team leader or by
nobody, by appointment or by volunteering: PermenPANRB 7/2022 (work system).
"""

from .life import OPEN_STATES, Act, RequestState, TeamState, acts_open, next_state, state_of
from .load import EFFECTIVE_WEEK, Load, load_with
from .naming import bare_name
from .rights import Right, Ties, may_end, may_form, needs_consent, rights_of, ties_of

PERMISSIONS: dict[str, str] = {
    "teams.form": "Membentuk tim untuk unit mana pun",
    "teams.see": "Melihat semua tim",
}

__all__ = [
    "EFFECTIVE_WEEK",
    "OPEN_STATES",
    "PERMISSIONS",
    "Act",
    "Load",
    "RequestState",
    "Right",
    "TeamState",
    "Ties",
    "acts_open",
    "bare_name",
    "load_with",
    "may_end",
    "may_form",
    "needs_consent",
    "next_state",
    "rights_of",
    "state_of",
    "ties_of",
]
