"""The staff menu: groups as one visitor sees them, and the line that is the current one."""

from __future__ import annotations

import pytest

from penata.config.navigation import DESK, Group, Navigation
from penata.foundation.accounts.rules import Standing


@pytest.fixture
def seen(rf):
    """The menu of someone with these permissions, as (label, lines below, is current)."""

    def see(path="/desk/", permissions=(), heads=()):
        request = rf.get(path)
        request.standing = Standing(
            account_id=1, is_active=True, is_staff=True, permissions=frozenset(permissions), heads=frozenset(heads)
        )
        return {
            label: ([line[0] for line in lines], is_current)
            for label, _address, _icon, is_current, lines in Navigation(request).desk
        }

    return see


def test_what_is_left_alone_in_its_group_stands_without_it(seen):
    plain = seen()
    assert "Warga" not in plain
    assert plain["Survei"] == ([], False)
    assert "Pengelolaan" not in plain


def test_lines_under_one_word_are_those_that_are_allowed(seen):
    menu = seen(permissions=["cases.counter", "accounts.manage", "journal.read"])
    assert menu["Warga"][0] == ["Catat laporan warga", "Survei"]
    assert menu["Pengelolaan"][0] == ["Akun", "Jejak perubahan"]


def test_a_group_is_current_with_the_line_in_it_and_nothing_else_is(seen):
    menu = seen(path="/people/120001/")
    assert [label for label, (_lines, is_current) in menu.items() if is_current] == ["Organisasi"]


def test_with_every_right_the_menu_still_has_one_row(seen):
    every = [entry.access.permission for one in DESK if isinstance(one, Group) for entry in one.entries]
    menu = seen(permissions=[*every, "cases.route"], heads=(1,))
    assert len(menu) <= 10
    assert all(len(lines) != 1 for lines, _is_current in menu.values())
