"""Papers and files of the forum."""
