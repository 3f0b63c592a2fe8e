"""Pages of the model, and of trying it out."""
