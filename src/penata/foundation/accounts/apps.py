from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "penata.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from penata.foundation.journal.rules import name_acts
        from penata.foundation.refusals import put_into_words

        from .adapters.listening import listen
        from .forms import ACTS, REFUSALS

        put_into_words(REFUSALS)
        name_acts(ACTS)
        listen()
