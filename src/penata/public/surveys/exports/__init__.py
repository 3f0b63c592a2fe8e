from .answers import columns, may_export, rows, spss
from .papers import poster, qr_svg, report, report_xlsx, sheet

__all__ = ["columns", "may_export", "poster", "qr_svg", "report", "report_xlsx", "rows", "sheet", "spss"]
