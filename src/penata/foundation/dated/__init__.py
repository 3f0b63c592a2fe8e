"""Bitemporal records: what was true (valid) and what was believed (recorded); nothing is overwritten."""
