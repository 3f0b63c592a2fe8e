"""Strings of the forum's forms; one file per kind of visitor."""
