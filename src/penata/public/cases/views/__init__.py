"""Pages of the house for civil servants; residents' pages are the portal's."""
