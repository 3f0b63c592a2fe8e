"""What the walk over all pages needs of this room."""

EXAMPLES = {"calendars:year_of": lambda city: {"year": 2026}}
