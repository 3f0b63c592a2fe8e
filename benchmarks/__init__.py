"""What is measured, side by side in one run: CPU per request as a multiple of a view that only does `select 1`."""
