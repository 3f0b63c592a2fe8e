"""What goes wrong more often than chance allows: found, explained, evaluated, and measured after it was mended."""
