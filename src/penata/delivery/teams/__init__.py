"""Cross-unit teams: who works in which team, in which role and until when, and who consented to it."""
