"""What is said is said where it is looked for, and leads somewhere."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import plan
import pytest

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
REGISTRIES = re.compile(
    r"https?://[^\s\"'<>]*(pypi|pythonhosted|npmjs|jsr\.io|crates\.io|rubygems|mirror|artifactory|nexus)[^\s\"'<>]*",
    re.I,
)
MACHINES = re.compile(r"(?<![\w.$}~/-])/(?:root|home/\w+|Users/\w+|workspace|mnt/\w+)/[\w.-]+")
TEXT = {".py", ".md", ".txt", ".toml", ".ini", ".json", ".html", ".css", ".js", ".po", ".yml", ".yaml", ".sql", ""}


def committed() -> list[Path]:
    answer = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=plan.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        pytest.skip("not a git checkout")
    paths = (plan.ROOT / line for line in answer.stdout.split("\n") if line)
    return [path for path in paths if path.is_file() and not path.is_symlink() and path.suffix in TEXT]


@pytest.mark.parametrize("room", plan.rooms())
def test_each_room_says_its_purpose_in_three_lines(room):
    words = ast.get_docstring(plan.tree(plan.rooms()[room] / "__init__.py"))
    assert words
    assert len(words.split("\n")) <= 3


def test_rules_and_public_actions_have_docstrings():
    silent = []
    for path in plan.sources():
        if plan.role_of(path) not in {"rules", "actions"}:
            continue
        for node in plan.tree(path).body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node) and _needs_words(node, plan.role_of(path)):
                silent.append(f"{plan.named(path)}:{node.lineno} {node.name}")
    assert not silent, "\n" + "\n".join(silent)


def _needs_words(node: ast.FunctionDef | ast.ClassDef, role: str) -> bool:
    """Each public action; of rules, those that are more than one short statement says."""
    if role == "actions":
        return isinstance(node, ast.FunctionDef)
    return isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.body[0].lineno >= 3


def test_links_between_documents_lead_somewhere():
    broken = []
    for path in committed():
        if path.suffix != ".md":
            continue
        for target in LINK.findall(path.read_text()):
            file = target.partition("#")[0]
            if file and "://" not in file and not file.startswith("mailto:") and not (path.parent / file).exists():
                broken.append(f"{plan.named(path)}: {target}")
    assert not broken


def test_no_file_names_a_registry_or_a_machine():
    found = []
    for path in committed():
        if path == Path(__file__):
            continue
        words = path.read_text(errors="replace")
        found += [f"{plan.named(path)}: {m[0]}" for r in (REGISTRIES, MACHINES) for m in r.finditer(words)]
    assert not found, "\n" + "\n".join(found[:20])
