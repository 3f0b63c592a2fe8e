"""The services that the city owes its residents, with their standards."""
