"""Who reports: made-up names, telephone numbers that exist nowhere, addresses under example domains."""

from __future__ import annotations

import random

from penata.demo.names import full_name

PREFIXES = ("11", "12", "13", "21", "52", "57", "78", "81", "95")


def reporter(chance: random.Random) -> tuple[str, str, str]:
    """Name, telephone, e-mail; some leave one of them out."""
    name = full_name(chance, "L" if chance.random() < 0.52 else "P")
    phone = f"08{PREFIXES[int(chance.random() * len(PREFIXES))]}-0000-{int(chance.random() * 10000):04d}"
    email = ""
    if chance.random() < 0.4:
        email = f"{name.split()[0].lower().strip('.')}{int(chance.random() * 1000)}@surat.example"
    return name, phone, email
