"""Penata: a city whose structure is clear answers its residents, and learns from what they say."""

__version__ = "0.1.0"
