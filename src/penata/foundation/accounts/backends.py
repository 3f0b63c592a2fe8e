"""Sessions that know their account (so that they can be ended at once), read together with it in one query."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils import timezone

from .models import Account, Session
from .rules import SESSION_AGENT


class SessionStore(DatabaseSessions):
    """Django's database sessions in our own table."""

    account: Account | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        sessions = Session.objects.select_related("account")
        found = sessions.filter(session_key=self.session_key, expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        else:
            self.account = found.account
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Any = super().create_model_instance(data)
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.agent = str(data.get(SESSION_AGENT, ""))[:200]
        return row
