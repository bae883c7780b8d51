"""Faults of case files: one format a file, named after the format."""
