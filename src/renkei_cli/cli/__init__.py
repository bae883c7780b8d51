"""What reads a command line and ends with an exit code."""
