"""The field: local governments, controlled words and dates."""
