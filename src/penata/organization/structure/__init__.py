"""Units, positions, functions, mandates, areas and decrees through time; the organization chart."""
