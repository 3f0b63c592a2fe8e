from datetime import UTC, datetime, timedelta

import pytest

from penata.foundation.notices.rules import is_public_address, next_try, signature

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_tries_grow_apart_and_end_after_three_days() -> None:
    at, waits = AT, []
    for attempts in range(1, 20):
        again = next_try(attempts, at)
        if again is None:
            break
        waits.append(again - at)
        at = again
    assert waits == sorted(waits)
    assert timedelta(days=2) < at - AT < timedelta(days=4)


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fd00::1", False),
        ("fe80::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:0a00:0001::", False),
    ],
)
def test_only_addresses_of_the_open_internet_are_public(address: str, is_public: bool) -> None:
    assert is_public_address(address) is is_public


def test_a_signature_covers_the_time_and_the_words() -> None:
    signed = signature("secret", "1", b"{}")
    assert signed.startswith("sha256=")
    assert (
        len({signed, signature("secret", "2", b"{}"), signature("other", "1", b"{}"), signature("secret", "1", b"[]")})
        == 4
    )
