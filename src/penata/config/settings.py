"""One settings file; what differs between cities and machines comes from the environment (docs/operations.md)."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from penata.config import database, imports

PROJECT = Path(os.environ.get("PENATA_HOME", Path(__file__).resolve().parents[3]))
PACKAGE = Path(__file__).resolve().parents[1]


def switch(name: str, default: bool) -> bool:
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "on"}


DEBUG = switch("PENATA_DEBUG", False)
IS_DEMO = switch("PENATA_DEMO", "DATABASE_URL" not in os.environ)
SECRET_KEY = os.environ.get("PENATA_SECRET_KEY", "demonstration-only" if IS_DEMO else "")
ALLOWED_HOSTS = os.environ.get("PENATA_HOSTS", "*" if IS_DEMO else "").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("PENATA_ORIGINS", "").split(",") if o]
PUBLIC_ADDRESS = os.environ.get("PENATA_ADDRESS", f"http://localhost:{os.environ.get('PORT', '8000')}")
PENATA_JURISDICTION = os.environ.get("PENATA_JURISDICTION", "kotalama.example")  # of Open311: one city answers here
PENATA_CITY = os.environ.get("PENATA_CITY", "Kota Lama")
PENATA_MAP_TILES = os.environ.get("PENATA_MAP_TILES", "")  # address with {z}/{x}/{y}; empty: boundaries only
PENATA_MAP_CREDIT = os.environ.get("PENATA_MAP_CREDIT", "")
FORUM_WITHOUT_ACCOUNT = switch("PENATA_FORUM_WITHOUT_ACCOUNT", True)  # residents write by name and confirmed address
FORUM_ANSWER_FROM = int(os.environ.get("PENATA_FORUM_ANSWER_FROM", "20"))  # supporters: the head of the unit is asked

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",  # allauth's list of passkeys asks for it
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "procrastinate.contrib.django",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",  # or it would set up the loaders its own way
    "django_cotton.apps.SimpleAppConfig",  # … and so would this one
    "csp",
    "ninja",  # its page of the API comes from here, not from another server
    "penata.foundation.accounts",  # before allauth, whose pages it dresses
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "penata.foundation.ui",
    "penata.foundation.dated",
    "penata.foundation.journal",
    "penata.foundation.calendars",
    "penata.foundation.notices",
    "penata.foundation.files",
    "penata.foundation.tables",
    "penata.organization.structure",
    "penata.organization.people",
    "penata.public.catalog",
    "penata.public.routing",
    "penata.public.cases",
    "penata.public.surveys",
    "penata.public.forum",
    "penata.delivery.teams",
    "penata.delivery.plans",
    "penata.delivery.performance",
    "penata.learning.improvement",
    "penata.overview.portal",
    "penata.overview.desk",
    "penata.overview.dashboards",
]

MIDDLEWARE = [
    "penata.config.errors.without_nul",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "penata.foundation.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "penata.foundation.accounts.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "penata.config.errors.words_for_empty_errors",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "penata.foundation.accounts.middleware.AccessMiddleware",
]

ROOT_URLCONF = "penata.config.urls"
WSGI_APPLICATION = "penata.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "penata.config.navigation.context",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "penata.foundation.ui.templatetags.marks",
                "penata.foundation.ui.templatetags.words",
                "penata.foundation.ui.templatetags.panels",
            ],
        },
    }
]
COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "penata.foundation.ui.widgets.Renderer"
CSRF_FAILURE_VIEW = "penata.foundation.ui.views.csrf_failure"

DATABASES = {"default": database.django_settings() | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": False}}
if switch("PENATA_PREPARED", True):  # a statement is planned once for each connection: spares half the database's CPU
    DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]  # each named in itself
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("PENATA_TIME_ZONE", "Asia/Jakarta")

IMPORTERS = imports.IMPORTERS
PENATA_WEBHOOKS_INSIDE = switch("PENATA_WEBHOOKS_INSIDE", IS_DEMO)  # may webhooks lead into private networks?
CASE_PREFIX = os.environ.get("PENATA_CASE_PREFIX", "KL")  # reference numbers read KL-2026-000123
TRACKING_PATH = "/track/{secret}/"  # where the portal shows a case to its reporter

PROCRASTINATE_IMPORT_PATHS = ["penata.config.jobs"]
PENATA_AFTER_CITY_DAY = ["cases.recompute_deadlines"]  # jobs that are queued when the city changes one of its days
CALENDAR_CHECK_SECONDS = 15  # how long a process may not know that the city changed one of its days

STATIC_URL = "/static/"
STATIC_ROOT = PROJECT / "static"
NODE_MODULES = Path(os.environ.get("PENATA_NODE_MODULES", PROJECT / "node_modules"))
STATICFILES_FINDERS = [
    "penata.config.browser.Libraries",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "penata.config.browser.Storage"},
}
IS_COLLECTED = switch("PENATA_COLLECTED", (STATIC_ROOT / "staticfiles.json").exists())  # else: serve the sources
WHITENOISE_USE_FINDERS = not IS_COLLECTED
MEDIA_URL = "/media/"  # no page lives there and nothing serves it: a room answers for each of its files
MEDIA_ROOT = Path(os.environ.get("PENATA_MEDIA", database.DATA / "media"))

EMAIL_HOST = os.environ.get("PENATA_MAIL_HOST", "localhost")
EMAIL_HOST_USER = os.environ.get("PENATA_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PENATA_MAIL_PASSWORD", "")
EMAIL_USE_TLS = switch("PENATA_MAIL_TLS", False)
EMAIL_PORT = int(os.environ.get("PENATA_MAIL_PORT", "25"))
EMAIL_BACKEND = os.environ.get(
    "PENATA_MAIL_BACKEND",
    "django.core.mail.backends.filebased.EmailBackend" if IS_DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_TIMEOUT = 10  # seconds; a mail server that says nothing must not stop the worker
EMAIL_FILE_PATH = database.DATA / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("PENATA_MAIL_FROM", "penata@kotalama.example")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = switch("PENATA_HTTPS", False)
SECURE_HSTS_SECONDS = 31_536_000 if switch("PENATA_HTTPS", False) else 0
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

SESSION_ENGINE = "penata.foundation.accounts.backends"
SESSION_COOKIE_AGE = 12 * 3600  # a working day; offices share computers
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CACHES = {  # shared by all workers: limits of attempts and used one-time codes live in it
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache"}
}

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:start"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from the personnel record
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Penata] "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_ADAPTER = "penata.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "penata.foundation.accounts.forms.SignInForm"}
SOCIALACCOUNT_ADAPTER = "penata.foundation.accounts.adapters.IdentityProviderAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: our `form-action` lets no form lead on to another server
MFA_ADAPTER = "penata.foundation.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Penata"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_DEMO  # http://localhost

PENATA_OIDC_CLAIM = os.environ.get("PENATA_OIDC_CLAIM", "preferred_username")  # holds the user name (NIP)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "city",
                "name": os.environ.get("PENATA_OIDC_NAME", "SSO"),
                "client_id": os.environ.get("PENATA_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("PENATA_OIDC_SECRET", ""),
                "settings": {"server_url": os.environ["PENATA_OIDC_ISSUER"], "oauth_pkce_enabled": True},
            }
        ]
        if os.environ.get("PENATA_OIDC_ISSUER")
        else []
    }
}

PENATA_ACCESS = "penata.config.access.LISTED"
PENATA_PERMISSIONS = "penata.config.permissions.gathered"
PENATA_PANELS = "penata.config.panels.PANELS"
PENATA_AWAITING = "penata.config.awaiting.AWAITING"
PENATA_STANDING = os.environ.get("PENATA_STANDING", "penata.organization.people.queries.standing")
PENATA_STRICT_ACCESS = switch("PENATA_STRICT_ACCESS", DEBUG)  # a page without a rule is an error, not a refusal
PENATA_PROXIES = int(os.environ.get("PENATA_PROXIES", "0"))  # how many of our own stand before the server
# They end TLS and say so; without them a visitor's own word for it is not believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PENATA_PROXIES else None
