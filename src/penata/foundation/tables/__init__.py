"""Spreadsheets in and out: mapping, dry run, all or nothing, a report per row."""
