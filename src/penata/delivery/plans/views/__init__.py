"""The pages of plans: each loads, asks whether he sees it, and calls one query or one action."""
