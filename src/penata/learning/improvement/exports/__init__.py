from .weeks import WEEK_COLUMNS, week_rows

__all__ = ["WEEK_COLUMNS", "week_rows"]
