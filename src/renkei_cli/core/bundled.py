"""Where the data lies that renkei brings along."""

from pathlib import Path


def data_folder() -> Path:
    """Find the bundled data: inside the package in a wheel, at the top of a checkout."""
    inside = Path(__file__).parents[1] / "data"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "data"
