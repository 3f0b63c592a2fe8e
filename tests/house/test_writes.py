"""Only actions write: what happened is in one place, with its rule, its journal entry and its transaction."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import plan

WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "asave",
    "acreate",
    "adelete",
}
WRITERS = {"actions", "demo", "tests"}
# what only looks like a write of a record, or is the one of a framework
EXCUSED = re.compile(r"# not a record")
SQL = re.compile(
    r"^\s*(insert\s+into|update\s+\w+\s+(as\s+\w+\s+)?set|delete\s+from|truncate|copy\s+\w+.*\sfrom\s)", re.I
)


def written(path: Path) -> list[str]:
    lines = path.read_text().split("\n")
    found = []
    for node in ast.walk(plan.tree(path)):
        words = _call(node) or _statement(node)
        if words and not EXCUSED.search(lines[node.lineno - 1]):
            found.append(f"{plan.named(path)}:{node.lineno}: {words}")
    return found


def _call(node: ast.AST) -> str:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return ""
    name = node.func.attr
    on_rows = "objects" in ast.unparse(node.func.value) or isinstance(node.func.value, ast.Call)
    return f".{name}(" if name in WRITES or (name in {"update", "aupdate"} and on_rows) else ""


def _statement(node: ast.AST) -> str:
    text = node.value if isinstance(node, ast.Constant) else None
    return text.strip().split("\n")[0][:60] if isinstance(text, str) and SQL.match(text) else ""


def test_only_actions_write():
    found = [line for path in plan.sources() if plan.role_of(path) not in WRITERS for line in written(path)]
    assert not found, "\n" + "\n".join(found)
