"""YAML: a case file that can be read again, or the fields that were asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("argv", [["list"], ["filter", "type=remote"], ["show", "himeshima"]])
def test_whole_cases_are_a_case_file(run: Run, tmp_path: Path, argv: list[str]) -> None:
    """What -o yaml prints is read again without faults, and gives the same cases."""
    file = tmp_path / "cases.yaml"
    file.write_bytes(run(*argv, "-o", "yaml").raw)
    assert run(*argv, "--json", "--data", str(file)).raw == run(*argv, "--json").raw
    for more in (["compare", "saga", "himeshima"], ["search", "観光"]):
        file.write_bytes(run(*more, "-o", "yaml").raw)
        assert run("validate", "--strict", str(file)).code == 0


def test_what_is_no_case_file_is_refused(run: Run, tmp_path: Path) -> None:
    """A part of a case is no case; what is asked of a search or a comparison is the cases that it is about."""
    for argv in (
        ["list", "--fields", "id,title"],
        ["show", "saga", "--fields", "title"],
        ["compare", "--fields", "id"],
    ):
        result = run(*argv, "-o", "yaml", "-O", str(tmp_path / "x.yaml"), "--lang", "en")
        assert (argv, result.code) == (argv, 2)
        assert result.err.endswith("holds whole cases\nleave out --fields, or write -o json\n")
        assert not list(tmp_path.iterdir())
