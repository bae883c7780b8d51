"""What a case must be and should be, and what would be right where it is not."""
