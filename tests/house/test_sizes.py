"""Small files, small functions, thin views."""

from __future__ import annotations

import ast

import plan

FILE, FUNCTION, VIEW = 400, 50, 15


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement on, without the docstring."""
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and len(body) > 1:
        body = body[1:]
    return (function.end_lineno or body[0].lineno) - body[0].lineno + 1


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("opens_to" in ast.unparse(decorator) for decorator in function.decorator_list)


def test_no_file_is_longer_than_400_lines():
    sizes = {plan.named(path): len(path.read_text().split("\n")) for path in plan.sources(tests=True)}
    assert not {name: size for name, size in sizes.items() if size > FILE}


def test_no_function_is_longer_than_50_lines_and_no_view_longer_than_15():
    functions = {
        f"{plan.named(path)}:{function.lineno} {function.name}": (lines_of(function), is_view(function))
        for path in plan.sources()
        for function in plan.functions(path)
    }
    too_long = {name: lines for name, (lines, view) in functions.items() if lines > FUNCTION or (view and lines > VIEW)}
    assert not too_long
