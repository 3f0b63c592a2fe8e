"""Signing in with a passkey, where a refused one brings back the page that asked for it."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.http import HttpResponse
from django.views.generic import FormView

from penata.foundation.accounts import actions
from penata.foundation.accounts.forms import SignInForm
from penata.foundation.accounts.rules import EVERYONE, SIGN_IN_STEP, opens_to


@opens_to(EVERYONE)
class PasskeySignIn(LoginWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        """The page of signing in again, with what was wrong; the library would only lead back to it."""
        actions.record_refusal(account=None, way="passkey")
        page = LoginView()
        page.setup(self.request)
        empty = SignInForm(request=self.request)
        answer = page.render_to_response(page.get_context_data(form=empty, faulty=form), status=422)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


@opens_to(SIGN_IN_STEP)
class PasskeyAgain(ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        return FormView.form_invalid(self, form)


sign_in = PasskeySignIn.as_view()
prove_again = PasskeyAgain.as_view()
