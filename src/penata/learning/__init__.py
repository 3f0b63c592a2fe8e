"""How the city gets better: improvement, reorganization, change."""
