"""One format a file, named after the format."""
