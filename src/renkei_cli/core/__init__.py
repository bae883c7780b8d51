"""What every room stands on: languages, text, errors, diagnostics and files."""
