from django.urls import path

from .views import entrance, manage, mine, passkeys, roles

app_name = "accounts"
urlpatterns = [
    path("", mine.own, name="own"),  # the library's would lead to its list of e-mail addresses
    path("claim/", entrance.claim, name="claim"),
    path("claim/password/", entrance.claim_password, name="claim_password"),
    path("second-factor/", entrance.second_factor, name="second_factor"),
    path("unknown/", entrance.unknown, name="unknown"),
    path("2fa/webauthn/login/", passkeys.sign_in, name="passkey_sign_in"),  # before the library's own
    path("2fa/webauthn/reauthenticate/", passkeys.prove_again, name="passkey_prove_again"),
    path("mine/", mine.mine, name="mine"),
    path("mine/language/", mine.language, name="language"),
    path("mine/sessions/end/", mine.end_other_sessions, name="end_other_sessions"),
    path("all/", manage.accounts, name="accounts"),
    path("all/letters/", manage.letters, name="letters"),
    path("all/<int:pk>/", manage.account, name="account"),
    path("all/<int:pk>/grant/", manage.grant, name="grant"),
    path("all/<int:pk>/grants/<int:grant_id>/revoke/", manage.revoke, name="revoke"),
    path("all/<int:pk>/close/", manage.close, name="close"),
    path("all/<int:pk>/reopen/", manage.reopen, name="reopen"),
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles.new_role, name="new_role"),
    path("roles/<int:pk>/", roles.role, name="role"),
    path("keys/", roles.keys, name="keys"),
    path("keys/<int:pk>/revoke/", roles.revoke_key, name="revoke_key"),
]
