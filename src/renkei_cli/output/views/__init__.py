"""A case, a list and a comparison, described once for all human formats."""
