"""Bring a file in, all or nothing; rows by COPY; findings in words."""

from .copying import copy_rows
from .queued import bring_in
from .running import carry_out, run_import, stated_choices
from .uploading import apply_checked, clean_up, keep_upload, start
from .words import in_words, repair_in_words

__all__ = [
    "apply_checked",
    "bring_in",
    "carry_out",
    "clean_up",
    "copy_rows",
    "in_words",
    "keep_upload",
    "repair_in_words",
    "run_import",
    "start",
    "stated_choices",
]
