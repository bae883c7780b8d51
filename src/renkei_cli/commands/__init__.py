"""One command a file: read the options, ask, hand a report to a renderer."""
