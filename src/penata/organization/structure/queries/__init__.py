"""Questions to the structure; days as `on`, beliefs as `at`."""

from ..rules.coverage import Answerable, Gap
from .areas import AreaChoice, AreaPage, area_at, area_names, area_page, area_path, areas_for_choice, areas_on
from .functions import FunctionMatch, match_functions
from .mandates import accountable, accountable_many, as_answerable, decree_label, gaps, gaps_and_overlaps
from .pages import (
    PositionPage,
    UnitPage,
    decree_days,
    effects,
    function_page,
    functions_on,
    mandates_of,
    position_page,
    positions_like,
    unit_page,
    units_like,
    versions_of,
)
from .units import (
    ChartRow,
    chart,
    position_titles,
    subtree,
    subtree_ids,
    superior_position,
    unit_names,
)

__all__ = [
    "Answerable",
    "AreaChoice",
    "AreaPage",
    "ChartRow",
    "FunctionMatch",
    "Gap",
    "PositionPage",
    "UnitPage",
    "accountable",
    "accountable_many",
    "area_at",
    "area_names",
    "area_page",
    "area_path",
    "areas_for_choice",
    "areas_on",
    "as_answerable",
    "chart",
    "decree_days",
    "decree_label",
    "effects",
    "function_page",
    "functions_on",
    "gaps",
    "gaps_and_overlaps",
    "mandates_of",
    "match_functions",
    "position_page",
    "position_titles",
    "positions_like",
    "subtree",
    "subtree_ids",
    "superior_position",
    "unit_names",
    "unit_page",
    "units_like",
    "versions_of",
]
