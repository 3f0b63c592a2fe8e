"""What is expected of each civil servant, what came of it and how it is rated; who may read that is strict."""
