"""YAML as people write it, into values that know where they stood; what the parser could not read, in words."""
