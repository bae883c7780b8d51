"""Faults for programs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
EXAMPLES = Path(__file__).parents[2] / "validation" / "examples"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)


def test_json_keeps_its_keys(run: Run) -> None:
    """Within a version keys are only added: these are the keys of version 1."""
    report = json.loads(run("validate", "doubts.yaml", "--json").out)
    assert list(report) == ["version", "files", "cases", "errors", "warnings", "faults"]
    assert report["version"] == 1
    assert (report["files"], report["cases"], report["errors"], report["warnings"]) == (1, 2, 1, 9)
    assert {tuple(fault) for fault in report["faults"]} == {
        ("file", "line", "column", "end_column", "severity", "code", "message", "hint", "path")
    }


def test_json_tells_where_and_what(run: Run) -> None:
    """A fault has its place in the file, and in the file's values as a JSON Pointer."""
    (fault,) = [
        fault for fault in json.loads(run("validate", "values.yaml", "--json", "--lang", "en").out)["faults"]
        if fault["code"] == "code-unquoted"
    ]  # fmt: skip
    assert fault == {
        "file": "values.yaml", "line": 13, "column": 15, "end_column": 20, "severity": "error",
        "code": "code-unquoted",
        "message": "the code 12319 stands without quotes: as a number it would lose a leading zero",
        "hint": 'write "012319" Eniwa City (恵庭市), Hokkaido', "path": "/cases/0/participants/0/code",
    }  # fmt: skip


def test_a_pointer_escapes_what_a_key_may_hold(run: Run, tmp_path: Path) -> None:
    """Slashes and tildes of a key are written as JSON Pointer has them."""
    file = tmp_path / "x.yaml"
    file.write_text("cases:\n  - {id: oita, a/b~c: 1}\n", encoding="utf-8")
    faults = json.loads(run("validate", str(file), "--json").out)["faults"]
    assert [fault["path"] for fault in faults if fault["code"] == "unknown-key"] == ["/cases/0/a~1b~0c"]


def test_json_without_faults_is_whole(run: Run) -> None:
    """An empty list, and exit 0."""
    result = run("validate", "--json")
    assert (result.code, json.loads(result.out)["faults"]) == (0, [])


def test_json_lines_are_the_faults_of_json(run: Run) -> None:
    """One fault a line, the same objects in the same order; nothing where there is none."""
    lines = run("validate", ".", "-o", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(run("validate", ".", "--json").out)["faults"]
    assert run("validate", "-o", "jsonl").out == ""


def test_codes_do_not_change_with_the_language(run: Run) -> None:
    """Messages are the reader's; everything else is a program's."""
    told = {}
    for language in ("ja", "en"):
        faults = json.loads(run("validate", ".", "--json", "--lang", language).out)["faults"]
        told[language] = [
            {key: fault[key] for key in ("line", "column", "code", "severity", "path")} for fault in faults
        ]
    assert told["ja"] == told["en"]
