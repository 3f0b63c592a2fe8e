"""Imports, foreign keys and addresses only lead down."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import plan
from django.apps import apps


def test_the_contracts_of_the_house_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    command = [str(linter) if linter.exists() else shutil.which("lint-imports"), "--config", "house.ini", "--no-cache"]
    answer = subprocess.run(command, cwd=plan.ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_foreign_keys_only_lead_down():
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        room = model._meta.app_label
        if room not in plan.ranks():
            continue
        for field in model._meta.get_fields(include_hidden=True):
            other = field.related_model and field.related_model._meta.app_label
            if field.auto_created or not field.is_relation or other not in plan.ranks():
                continue
            if not plan.may_know(room, other):
                wrong.append(f"{model.__name__}.{field.name}: {room} → {other}")
    assert not wrong


def test_addresses_only_lead_down():
    """A page that shows what is above it has it composed by `config`."""
    address = re.compile(r"""(?:\{% url |reverse\(|reverse_lazy\(|redirect\()['"]([a-z_0-9]+):""")
    files = [*plan.sources(), *plan.PACKAGE.rglob("templates/**/*.html")]
    wrong = []
    for path in files:
        room = plan.room_of(path)
        for other in address.findall(path.read_text()) if room else []:
            if other in plan.ranks() and not plan.may_know(room, other):
                wrong.append(f"{plan.named(path)}: {room} → {other}")
    assert not wrong


def test_the_plan_knows_each_room():
    assert set(plan.ranks()) >= {"ui", "accounts", "structure", "people", "cases", "desk"}
    assert plan.may_know("cases", "accounts")
    assert not plan.may_know("accounts", "cases")
    assert not plan.may_know("files", "tables")
