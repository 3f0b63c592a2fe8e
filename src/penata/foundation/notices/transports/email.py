"""E-mail, through the mail server of Django's settings."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation
from django.utils.translation import gettext as _

from ..models import Notice
from .failures import Undeliverable, Unreachable


def send(notice: Notice) -> None:
    address = notice.address
    if not address:
        raise Undeliverable("no address")
    connection: BaseEmailBackend = get_connection()
    message = EmailMessage(
        subject=" ".join(notice.subject.split()),
        body=_body(notice),
        to=[address],
        connection=connection,
        headers={
            # the same for every try, so that a mail server drops what arrives twice
            "Message-ID": f"<notice-{notice.pk}.{notice.act}@{_host()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        if code >= 500:
            raise Undeliverable(f"{code}") from error
        raise
    except smtplib.SMTPServerDisconnected as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()


def _body(notice: Notice) -> str:
    language = notice.recipient.language if notice.recipient else ""
    parts = [notice.body]
    if notice.link:
        parts.append(settings.PUBLIC_ADDRESS + notice.link)
    if notice.recipient:
        with translation.override(language):
            parts.append(_("Anda menerima surel ini sebagai pengguna Penata. Atur di halaman Pemberitahuan."))
    return "\n\n".join(parts) + "\n"


def _host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
