"""What awaits each civil servant today."""
