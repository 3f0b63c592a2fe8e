"""Areas of the city: names from content/territory.txt, boundaries drawn on a grid whose corners all share."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import Any

from .reading import dice, lines

CITY_CODE, CITY_NAME = "99.71", "Kota Lama"
WEST, SOUTH, WIDTH, HEIGHT = 110.13, -6.985, 0.19, 0.142  # off the real map of the coast
COLUMNS, ROWS = 72, 54
# Where each kecamatan lies, in the order of the file; (0, 0) is the south-west corner.
CENTERS = {
    "Tanjungreja": (0.12, 0.84), "Pesisirmukti": (0.38, 0.86), "Bandarjati": (0.62, 0.85),
    "Kaliwungkal": (0.88, 0.84), "Tegalwangi": (0.12, 0.61), "Baiturejo": (0.41, 0.63),
    "Purwadana": (0.60, 0.61), "Sidamulya": (0.86, 0.60), "Randualas": (0.13, 0.38),
    "Banyumanis": (0.37, 0.40), "Ngudirahayu": (0.63, 0.37), "Kedungpandan": (0.87, 0.37),
    "Cikuning": (0.16, 0.15), "Karanglangit": (0.38, 0.15), "Gunungkelir": (0.62, 0.14),
    "Wanamekar": (0.85, 0.15),
}  # fmt: skip
Cell = tuple[int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    name: str
    level: str  # city, district, village
    parent: str
    people: int = 0


@cache
def areas() -> tuple[Area, ...]:
    """The city, its kecamatan, their kelurahan; parents first."""
    chance = dice("areas")
    districts: list[Area] = []
    villages: list[Area] = []
    for number, line in enumerate(lines("territory.txt"), 1):
        name, _, names = line.partition(":")
        code = f"{CITY_CODE}.{number:02d}"
        districts.append(Area(code, name.strip(), "district", CITY_CODE))
        for serial, village in enumerate(names.split(","), 1):
            people = int(chance.lognormvariate(8.7, 0.45))
            villages.append(Area(f"{code}.{1000 + serial}", village.strip(), "village", code, people))
    return (Area(CITY_CODE, CITY_NAME, "city", ""), *districts, *villages)


def villages() -> tuple[Area, ...]:
    return tuple(area for area in areas() if area.level == "village")


def _land() -> set[Cell]:
    """Cells inside the city's wobbling outline; the coast in the north is flatter."""
    inside = set()
    for column in range(COLUMNS):
        for row in range(ROWS):
            x, y = (column + 0.5) / COLUMNS * 2 - 1, (row + 0.5) / ROWS * 2 - 1
            angle = math.atan2(y, x)
            reach = 1 + 0.035 * math.sin(5 * angle + 1) + 0.02 * math.sin(11 * angle)
            coast = 0.86 + 0.05 * math.sin(7 * x) + 0.02 * math.sin(19 * x)
            if abs(x) ** 3.2 + abs(y) ** 3.2 < reach * 0.97 and y < coast:
                inside.add((column, row))
    return inside


def _near(cell: Cell) -> list[Cell]:
    column, row = cell
    return [(column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)]


def _parts(cells: set[Cell]) -> list[set[Cell]]:
    """Connected parts, largest first."""
    left, parts = set(cells), []
    while left:
        part, queue = set(), deque([min(left)])
        left.discard(queue[0])
        while queue:
            cell = queue.popleft()
            part.add(cell)
            for other in _near(cell):
                if other in left:
                    left.discard(other)
                    queue.append(other)
        parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), min(part)))


def _divide(cells: set[Cell], seeds: list[Point]) -> list[set[Cell]]:
    """Cells to their nearest seed; cut-off pieces go to a neighbour, so that each share is in one piece."""
    order = sorted(cells)
    owner = {
        cell: min(range(len(seeds)), key=lambda i: (cell[0] - seeds[i][0]) ** 2 + (cell[1] - seeds[i][1]) ** 2)
        for cell in order
    }
    for _ in range(20):
        stray = 0
        for index in range(len(seeds)):
            for part in _parts({cell for cell in order if owner[cell] == index})[1:]:
                for cell in sorted(part):
                    others = sorted({owner[near] for near in _near(cell) if near in owner} - {index})
                    if others:
                        owner[cell], stray = others[0], stray + 1
        if not stray:
            break
    return [{cell for cell in order if owner[cell] == index} for index in range(len(seeds))]


def _seeds(cells: set[Cell], count: int) -> list[Point]:
    """Well-spread points: the farthest cell in turn, then three rounds toward the middle of each share."""
    order = sorted(cells)
    chosen: list[Point] = [order[len(order) // 3]]
    while len(chosen) < count:
        chosen.append(max(order, key=lambda c: min((c[0] - x) ** 2 + (c[1] - y) ** 2 for x, y in chosen)))
    for _ in range(3):
        shares = _divide(cells, chosen)
        chosen = [
            (sum(c[0] for c in share) / len(share), sum(c[1] for c in share) / len(share)) if share else seed
            for share, seed in zip(shares, chosen, strict=True)
        ]
    return chosen


@cache
def cells() -> dict[str, tuple[Cell, ...]]:
    """Grid cells of each kelurahan, by code."""
    districts = [area for area in areas() if area.level == "district"]
    seeds = [(CENTERS[area.name][0] * COLUMNS, CENTERS[area.name][1] * ROWS) for area in districts]
    found: dict[str, tuple[Cell, ...]] = {}
    for district, share in zip(districts, _divide(_land(), seeds), strict=True):
        own = [area for area in villages() if area.parent == district.code]
        for village, part in zip(own, _divide(share, _seeds(share, len(own))), strict=True):
            found[village.code] = tuple(sorted(part))
    return found


@cache
def corners() -> dict[Cell, Point]:
    """Longitude and latitude of each grid corner, shifted a little, rounded to a metre."""
    chance = dice("corners")
    found = {}
    for column in range(COLUMNS + 1):
        for row in range(ROWS + 1):
            x = (column + chance.uniform(-0.23, 0.23)) / COLUMNS
            y = (row + chance.uniform(-0.23, 0.23)) / ROWS
            found[column, row] = (round(WEST + x * WIDTH, 5), round(SOUTH + y * HEIGHT, 5))
    return found


def quad(cell: Cell) -> list[Point]:
    column, row = cell
    at = corners()
    return [at[column, row], at[column + 1, row], at[column + 1, row + 1], at[column, row + 1]]


def point_in(code: str, u: float, v: float, pick: float) -> Point:
    """Longitude and latitude inside a kelurahan; `u`, `v` and `pick` are chances in [0, 1)."""
    own = cells()[code]
    a, b, c, d = quad(own[int(pick * len(own))])
    u, v = 0.05 + 0.9 * u, 0.05 + 0.9 * v
    weights = ((1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v)
    return (
        round(sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)), 6),
        round(sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)), 6),
    )


@cache
def boundaries() -> dict[str, dict[str, Any]]:
    """GeoJSON geometry of each area; kelurahan tile their kecamatan, kecamatan tile the city."""
    from shapely import Polygon, union_all
    from shapely.geometry import mapping

    own: dict[str, list[Any]] = {}
    for code, share in cells().items():
        for above in (code, code.rpartition(".")[0], CITY_CODE):
            own.setdefault(above, []).extend(Polygon(quad(cell)) for cell in share)
    return {area.code: mapping(union_all(own[area.code]).normalize()) for area in areas()}
