"""The public pages of services, and those of their keepers."""
