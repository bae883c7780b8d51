"""Which cases are asked for: terms, options, words, names."""
