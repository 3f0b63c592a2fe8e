"""What may be done to accounts, roles, letters, sessions and keys."""

from .attempts import count_attempt, forget_old_attempts, forgive_attempt
from .keys import issue_key, revoke_key, use_key
from .letters import claim, claim_by_identity_provider, issue_claim_letter, verify_claim
from .life import NewAccount, close, create_accounts, end_sessions, forget_old_sessions, reopen, set_language
from .roles import grant_role, revoke_role, save_role
from .signing import record_new_password, record_refusal, record_second_factor, record_sign_in, record_sign_out

__all__ = [
    "NewAccount",
    "claim",
    "claim_by_identity_provider",
    "close",
    "count_attempt",
    "create_accounts",
    "end_sessions",
    "forget_old_attempts",
    "forget_old_sessions",
    "forgive_attempt",
    "grant_role",
    "issue_claim_letter",
    "issue_key",
    "record_new_password",
    "record_refusal",
    "record_second_factor",
    "record_sign_in",
    "record_sign_out",
    "reopen",
    "revoke_key",
    "revoke_role",
    "save_role",
    "set_language",
    "use_key",
    "verify_claim",
]
