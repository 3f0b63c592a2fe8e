"""What everyone sees: the public portal, each civil servant's desk, pictures for leaders."""
