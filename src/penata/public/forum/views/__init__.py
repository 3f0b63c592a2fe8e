"""One file per kind of visitor: who reads, who writes, who moderates, who answers for the city."""
