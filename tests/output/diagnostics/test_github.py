"""Faults as annotations of a pull request."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
EXAMPLES = Path(__file__).parents[2] / "validation" / "examples"


def test_each_fault_is_one_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, lines and columns are named as GitHub reads them; warnings are warnings."""
    monkeypatch.chdir(EXAMPLES)
    out = run("validate", "doubts.yaml", "-o", "github", "--lang", "en").out
    assert all(
        re.match(r"::(error|warning) file=doubts\.yaml,line=\d+,endLine=\d+,col=\d+,", line)
        for line in out.splitlines()
    )
    assert (
        "::warning file=doubts.yaml,line=9,endLine=9,col=16,endColumn=28,title=date-unlikely"
        "::1917-08-23 is before the Local Autonomy Act of 1947%0A→ check the era\n"
    ) in out
    assert len([line for line in out.splitlines() if line.startswith("::error")]) == 1


def test_what_parts_a_command_is_escaped(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a file's name nor its text can end a property or begin another command."""
    monkeypatch.chdir(tmp_path)
    Path("100%,a:b.yaml").write_text('id: "1\\n::error::x"\ntype: "100%"\n', encoding="utf-8")
    out = run("validate", "100%,a:b.yaml", "-o", "github").out
    assert all(
        line.startswith(("::error file=100%25%2Ca%3Ab.yaml,", "::warning file=100%25%2C")) for line in out.splitlines()
    )
    assert "100%25 は" in out


def test_a_fault_of_a_whole_file_names_no_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The annotation stands at the file."""
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text("", encoding="utf-8")
    assert run("validate", "x.yaml", "-o", "github", "--lang", "en").out == (
        "::error file=x.yaml,title=empty::there is no case in this file\n"
    )
