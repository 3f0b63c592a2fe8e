"""Words, place and date to service, function, mandate, position and holder, with the reason."""
