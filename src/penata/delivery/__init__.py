"""How teams do the work: teams, plans, performance."""
