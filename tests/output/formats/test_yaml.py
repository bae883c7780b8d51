"""YAML: a case file that can be read again, or the fields that were asked for."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

Run = Callable[..., Any]


@pytest.mark.parametrize("argv", [["list"], ["show", "himeshima"]])
def test_whole_cases_are_a_case_file(run: Run, tmp_path: Path, argv: list[str]) -> None:
    """What -o yaml prints is read again without faults, and gives the same cases."""
    file = tmp_path / "cases.yaml"
    file.write_bytes(run(*argv, "-o", "yaml").raw)
    assert run(*argv, "--json", "--data", str(file)).raw == run(*argv, "--json").raw


@pytest.mark.parametrize("argv", [["list", "--fields", "id,title"], ["compare", "saga", "himeshima"]])
def test_fields_and_comparisons_are_the_same_values_as_in_json(run: Run, argv: list[str]) -> None:
    """Plain YAML of what JSON prints."""
    assert YAML(typ="safe").load(run(*argv, "-o", "yaml").out) == json.loads(run(*argv, "--json").out)
