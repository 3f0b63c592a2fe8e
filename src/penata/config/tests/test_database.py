"""What DATABASE_URL may be, and what is said of anything else."""

import pytest

from penata.config.database import NoDatabase, parts_of


def test_an_address_of_postgresql_is_taken_apart():
    parts = parts_of("postgresql://penata:secret@db.internal:5433/city")
    assert (parts.hostname, parts.port, parts.path) == ("db.internal", 5433, "/city")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://a/b", "must begin with postgresql://"),
        ("nonsense", "must begin with postgresql://"),
        ("postgresql://host:70000/city", "no address"),
        ("postgresql://host:port/city", "no address"),
        ("postgresql://[bad/city", "no address"),
    ],
)
def test_anything_else_is_refused_in_one_line(address, said):
    with pytest.raises(NoDatabase, match=said) as refusal:
        parts_of(address)
    assert "\n" not in str(refusal.value)
