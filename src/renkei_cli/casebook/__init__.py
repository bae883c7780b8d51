"""An open collection of cases and the index behind it."""
