"""Sessions that know their account (so that they can be ended at once), read together with it in one query."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils import timezone

from . import queries
from .models import Account, Session
from .rules import SESSION_AGENT


class SessionStore(DatabaseSessions):
    """Django's database sessions in our own table."""

    account: Account | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        found = queries.session(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
            return {}
        data, self.account = found
        return self.decode(data)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Any = super().create_model_instance(data)
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.agent = str(data.get(SESSION_AGENT, ""))[:200]
        return row
