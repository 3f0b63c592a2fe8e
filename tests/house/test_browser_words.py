"""What is wrong with a form is said by the house: a browser would say it in its own words and language."""

from __future__ import annotations

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "penata"
POSTED = re.compile(r'<form(?P<told>[^>]*method="post"[^>]*)>\s*{% csrf_token %}\s*{{ form }}')


def test_browsers_do_not_check_posted_forms_before_the_house_does():
    found = [
        str(file.relative_to(PACKAGE))
        for file in sorted(PACKAGE.rglob("templates/**/*.html"))
        for form in POSTED.finditer(file.read_text())
        if "novalidate" not in form["told"]
    ]
    assert not found
