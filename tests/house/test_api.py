"""Every operation of the API with what its description allows, and with what it does not: never an error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
import walk
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from penata.config.api import api
from penata.config.wsgi import application
from penata.public.cases.models import Case, Contact

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXAMPLES = 15
KEY = b"00000000-0000-4000-8000-000000000001"
DOCUMENT = api.get_openapi_schema()
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]
READERS = ("anonymous", "officer", "administrator", "key")
CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance]


@pytest.fixture(scope="module")
def described() -> Any:
    made = schemathesis.openapi.from_dict(dict(DOCUMENT))
    made.app = application
    return made


@pytest.fixture
def schema(described: Any, headers: Any) -> Iterator[Any]:
    """The description, answered by the application itself: the end of a request does not close the test's transaction.

    For each test anew: every request of Django's own test client connects the two signals again.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield described
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def headers(whole_city: Any, django_db_blocker: Any) -> dict[str, dict[str, str]]:
    from datetime import date

    from django.conf import settings as django

    from penata.foundation.accounts import actions as accounts
    from penata.foundation.journal.rules import Actor

    with django_db_blocker.unblock():
        _key, text = accounts.issue_key(
            name="Mesin", permissions=["cases.submit"], since=date(2020, 1, 1), by=Actor.system("tests")
        )
    cookies = {role: f"{django.SESSION_COOKIE_NAME}={whole_city.sessions[role]}" for role in walk.ROLES[1:]}
    return {"anonymous": {}, "key": {"X-API-Key": text}} | {role: {"Cookie": value} for role, value in cookies.items()}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda part: part)
def test_an_operation_answers_as_its_description_says(schema, headers, path, method, reader):
    operation = schema[path][method]

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.explicit, Phase.generate], derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def tried(case: Any) -> None:
        before = Case.objects.count()
        with transaction.atomic():
            answer = case.call(headers=headers[reader])
            if answer.status_code >= 400:
                assert Case.objects.count() == before, "half written"
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
                cursor.execute("set constraints all deferred")
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS)

    try:
        tried()
    except FailureGroup as found:
        pytest.fail("\n".join(f"{type(one).__name__}: {one}" for one in found.exceptions))


def test_the_description_is_open_and_complete(client, db):
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    assert client.get("/api/docs").status_code == 200
    found = answer.json()
    assert found["info"]["description"]
    silent = [
        f"{method.upper()} {path}: {lacks}"
        for path, methods in found["paths"].items()
        for method, operation in methods.items()
        for lacks in _lacks(method, operation)
    ]
    assert not silent, "\n" + "\n".join(silent)
    rooms = " ".join(found["paths"])
    assert all(
        word in rooms
        for word in ("/cases", "/units", "/positions", "/functions", "/answers", "/services", "/plans", "/tasks")
    )


def _lacks(method: str, operation: dict[str, Any]) -> list[str]:
    """What a reader of the description would miss: words, errors, an example."""
    answers = operation["responses"]
    lacks = [word for word in ("summary", "description") if not operation.get(word)]
    lacks += [] if any(code.startswith("4") for code in answers) else ["no error is described"]
    lacks += ["a success without a schema"] if any("content" not in a for c, a in answers.items() if c < "3") else []
    if method == "post" and "'example'" not in str(DOCUMENT["components"]["schemas"]):
        lacks.append("no example")
    return lacks


@pytest.mark.parametrize(
    "body",
    [
        b'{"key": "' + KEY + b'", "words": "Lampu \\ud800 mati di pasar besar", "email": "\\ud800"}',
        b'{"key": "' + KEY + b'", "words": "Lampu jalan mati di pasar", "email": "a@b\\nBcc: c@d"}',
        b'{"key": "' + KEY + b'", "words": "Lampu jalan mati di pasar", "latitude": NaN}',
        b'{"key": "' + KEY + b'", "words": "Lampu \\u0000 mati di pasar", "name": "a\\u0000"}',
        b'{"key": "x", "words": 1e999}',
        b"[" * 100_000,
        b"\xff\xfe",
        b"",
        b"null",
        b'{"words": "a", "words": "b"}',
    ],
)
def test_a_broken_body_is_refused_or_kept_without_what_is_broken(client, headers, body):
    with transaction.atomic():
        answer = client.post("/api/cases", body, content_type="application/json", headers=headers["key"])
        assert answer.status_code in {201, 400, 422}, answer.content[:300]
        for contact in Contact.objects.filter(case__submission=KEY.decode()):
            assert not {"\n", "\0"} & {*contact.email, *contact.name}
        transaction.set_rollback(True)
