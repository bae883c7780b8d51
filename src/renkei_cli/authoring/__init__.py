"""Writing and checking case files: the only home of pydantic and ruamel."""
