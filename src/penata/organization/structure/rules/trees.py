"""Law 2: what stands above what is a tree on every day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Parents = Mapping[str, str | None]


def cycles(parents: Parents) -> list[list[str]]:
    """Each cycle once, from its smallest member on; a node that is its own parent is a cycle of one."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        here: str | None = start
        while here is not None and here in parents and here not in done and here not in path:
            path.append(here)
            here = parents[here]
        if here is not None and here in path:
            ring = path[path.index(here) :]
            first = ring.index(min(ring))
            found.append(ring[first:] + ring[:first])
        done.update(path)
    return sorted(found)


def orphans(parents: Parents) -> list[str]:
    """Nodes whose parent is named but not there."""
    return [node for node, parent in parents.items() if parent is not None and parent not in parents]


def parents_first(nodes: Iterable[str], parents: Parents) -> list[str]:
    """The nodes so that each comes after its parent. The parents must be free of cycles."""
    order: list[str] = []
    placed: set[str] = set()
    for node in nodes:
        branch: list[str] = []
        here: str | None = node
        while here is not None and here in parents and here not in placed:
            branch.append(here)
            placed.add(here)
            here = parents[here]
        order.extend(reversed(branch))
    return order


def depth_first(rows: Sequence[tuple[int, int | None]]) -> list[tuple[int, int]]:
    """(node, depth) of a forest given as (node, parent), children in the order in which the rows name them."""
    below: dict[int | None, list[int]] = {}
    present = {node for node, _parent in rows}
    for node, parent in rows:
        below.setdefault(parent if parent in present else None, []).append(node)
    result: list[tuple[int, int]] = []
    stack = [(node, 0) for node in reversed(below.get(None, []))]
    while stack:
        node, depth = stack.pop()
        result.append((node, depth))
        stack.extend((child, depth + 1) for child in reversed(below.get(node, [])))
    return result
