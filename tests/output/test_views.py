"""A case's values in the reader's words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FULL = str(Path(__file__).parents[1] / "full.yaml")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_kind_of_value(run: Run, golden: Callable[[str, str], None], language: str) -> None:
    """A case that states everything and one that states the least: as pages, side by side, as Markdown and in cells."""
    for name, argv in {
        "full.txt": ["show", "full"],
        "bare.txt": ["show", "bare"],
        "both.txt": ["compare", "--fields", "period,funding,kpis,certification,contact,results,urls,source.bullets"],
        "full.markdown": ["show", "full", "-o", "markdown"],
        "both.csv": ["compare", "-o", "csv", "--excel"],
    }.items():
        result = run(*argv, "--data", FULL, "--lang", language)
        assert result.code == 0
        golden(f"every-kind/{language}-{name}", result.out)
