"""Screens, figures, comparison and map; targets, decisions, what is sent."""
