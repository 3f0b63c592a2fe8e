"""Words in two languages: finds every string of a room, compiles its catalog, and says what is missing."""
