"""Case files held against the schema and the rules, each fault with its place."""
