"""What residents and civil servants say to each other: topics, hearings, and the groups of opinion among them."""
