"""Pages of teams: lists and a team, forming and ending one, asking for people, answering requests."""
