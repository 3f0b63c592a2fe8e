"""Pages of expectations, evaluations, surveys and what personnel oversees."""
