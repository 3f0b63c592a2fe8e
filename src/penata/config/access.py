"""Who may open the pages that are not ours: by the beginning of the view's name; the longest that fits decides."""

from __future__ import annotations

from penata.foundation.accounts.rules import EVERYONE, SIGN_IN_STEP, SIGNED_IN, Access, may

LISTED: dict[str, Access] = {
    # django-allauth
    "account_login": EVERYONE,
    "account_logout": EVERYONE,
    "account_signup": EVERYONE,  # says that nobody signs up here
    "account_inactive": EVERYONE,
    "account_reauthenticate": SIGN_IN_STEP,
    "account_reset_password": EVERYONE,
    "account_change_password": SIGN_IN_STEP,
    "account_set_password": SIGN_IN_STEP,
    "account_email": SIGNED_IN,
    "account_confirm": EVERYONE,  # by mail or code, when the city turns that on
    "account_email_verification_sent": EVERYONE,
    "mfa_authenticate": EVERYONE,  # the second step of signing in
    "mfa_login_webauthn": EVERYONE,
    "mfa_": SIGN_IN_STEP,
    "socialaccount_login": EVERYONE,
    "socialaccount_signup": EVERYONE,
    "socialaccount_connections": SIGNED_IN,
    "openid_connect_": EVERYONE,
    # Django
    "set_language": EVERYONE,
    "admin:": may("accounts.administer"),
    # the journal stands below the room of accounts, so its pages cannot name their rule themselves
    "journal:": may("journal.read"),
    # the list of API operations, which themselves declare their rules
    "api-root": EVERYONE,
    "openapi-json": EVERYONE,
    "openapi-view": EVERYONE,
    "api:api-root": EVERYONE,
    "api:openapi-json": EVERYONE,
    "api:openapi-view": EVERYONE,
}
