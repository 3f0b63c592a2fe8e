"""Kota Lama, the demonstration city: deterministic for a day, built through actions and imports.

Its words are in content/, plain text and CSV; the modules draw from them without a database.
"""
