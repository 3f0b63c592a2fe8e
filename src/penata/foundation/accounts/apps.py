from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "penata.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.account.internal.flows.login import record_authentication
        from allauth.mfa.signals import authenticator_added

        from penata.foundation.refusals import put_into_words

        from .forms import REFUSALS

        put_into_words(REFUSALS)

        def count_as_used(request, user, authenticator, **kwargs):
            """Setting up a second factor proves it: nobody is asked for the next code a moment later."""
            if authenticator.type != authenticator.Type.RECOVERY_CODES:
                record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)

        authenticator_added.connect(count_as_used, weak=False, dispatch_uid="accounts.count_as_used")
