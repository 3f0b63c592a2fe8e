"""What is expected of each civil servant, what came of it, and how his superior rates it; who may read that is strict."""
