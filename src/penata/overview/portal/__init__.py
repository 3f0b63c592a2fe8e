"""The public front door and open data."""
