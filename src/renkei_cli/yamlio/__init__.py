"""Case files as YAML: read with positions, formatted, written."""
