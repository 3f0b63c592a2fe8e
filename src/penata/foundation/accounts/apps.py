from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "penata.foundation.accounts"
    label = "accounts"
