"""Working days, national holidays, collective leave, a city's own days; deadlines."""
