"""Questions to residents and to staff, and their answers: the satisfaction survey of the law, and any other."""
