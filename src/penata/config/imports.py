"""What can be brought in from a file: name on the command line → the room's importer (its `imports.py`)."""

IMPORTERS: dict[str, str] = {}
