"""Results on their way out."""
