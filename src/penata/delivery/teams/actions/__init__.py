"""What may be done about teams, requests and memberships."""

from . import words as words  # the sentences of refusals
