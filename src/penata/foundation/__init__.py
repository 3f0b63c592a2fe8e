"""What any city system needs; knows nothing about cities."""
