"""The machine door for reports: Open311 GeoReport v2, to the letter, XML and JSON."""
