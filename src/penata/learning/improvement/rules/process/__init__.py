"""Case times of permits and services from outside systems, read as a process: where the time goes. Needs numpy."""
