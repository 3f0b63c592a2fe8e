"""Kota Lama, the demonstration city: deterministic for a day, built through actions and imports."""
