"""How a team is called in a sentence."""

from __future__ import annotations


def bare_name(name: str) -> str:
    """The name without the word that sentences put before it: "tim Jalan Bebas Genangan", never "tim Tim Jalan …"."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() == "tim" and rest else name
