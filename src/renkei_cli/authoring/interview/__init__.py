"""A case asked for question by question, or answered in a file."""
