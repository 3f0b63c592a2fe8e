"""Pictures for leaders: few numbers, each with what is signal and what is chance; decisions kept with their data."""
