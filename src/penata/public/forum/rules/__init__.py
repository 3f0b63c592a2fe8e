"""What votes on statements say; pure."""
