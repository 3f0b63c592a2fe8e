"""Who the city is: its structure, its people, and what both need."""
