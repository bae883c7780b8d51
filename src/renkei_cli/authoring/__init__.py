"""Cases made by people and from tables."""
