"""What stands out, and what came of mending it. Pure; `looking` and what it uses need numpy and scipy."""
