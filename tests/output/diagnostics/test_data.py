"""Faults for programs: JSON, JSON Lines, SARIF for code scanning, annotations of a pull request."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli import __version__
from renkei_cli.validation.rules import RULEBOOK

Run = Callable[..., Any]
Report = Callable[..., Any]
EXAMPLES = Path(__file__).parents[2] / "validation" / "examples"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)


@pytest.fixture
def report(run: Run) -> Report:
    """Return what `validate --json` says."""
    return lambda *argv: json.loads(run("validate", *argv, "--json").out)


@pytest.fixture
def sarif(run: Run) -> Report:
    """Return the one run of a report for code scanning."""

    def runs(*argv: str) -> Any:  # noqa: ANN401 - a JSON document
        log = json.loads(run("validate", *argv, "-o", "sarif").out)
        (only,) = log.pop("runs")
        assert list(log) == ["$schema", "version"]
        assert (log["version"], log["$schema"].rpartition("/")[2]) == ("2.1.0", "sarif-schema-2.1.0.json")
        return only

    return runs


# --- JSON ---


def test_json_keeps_its_keys(report: Report) -> None:
    """Within a version keys are only added: these are the keys of version 1."""
    found = report("doubts.yaml")
    counts = {key: value for key, value in found.items() if key != "faults"}
    assert counts == {"version": 1, "files": 1, "cases": 2, "errors": 1, "warnings": 9}
    keys = ("file", "line", "column", "end_column", "severity", "code", "message", "hint", "path")
    assert {tuple(fault) for fault in found["faults"]} == {keys}


def test_json_tells_where_and_what(report: Report) -> None:
    """A fault has its place in the file, and in the file's values as a JSON Pointer."""
    faults = report("values.yaml", "--lang", "en")["faults"]
    assert [fault for fault in faults if fault["code"] == "code-unquoted"] == [{
        "file": "values.yaml", "line": 13, "column": 15, "end_column": 20, "severity": "error",
        "code": "code-unquoted",
        "message": "the code 12319 stands without quotes: as a number it would lose a leading zero",
        "hint": 'write "012319" Eniwa City (恵庭市), Hokkaido', "path": "/cases/0/participants/0/code",
    }]  # fmt: skip


def test_a_pointer_escapes_what_a_key_may_hold(report: Report, tmp_path: Path) -> None:
    """Slashes and tildes of a key are written as JSON Pointer has them."""
    file = tmp_path / "x.yaml"
    file.write_text("cases:\n  - {id: oita, a/b~c: 1}\n", encoding="utf-8")
    faults = report(str(file))["faults"]
    assert [fault["path"] for fault in faults if fault["code"] == "unknown-key"] == ["/cases/0/a~1b~0c"]


def test_json_lines_are_the_faults_of_json(run: Run, report: Report) -> None:
    """One fault a line, the same objects in the same order; where there is none, no line and an empty list."""
    lines = run("validate", ".", "-o", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == report(".")["faults"]
    assert (run("validate", "-o", "jsonl").out, report()["faults"]) == ("", [])


def test_codes_do_not_change_with_the_language(report: Report) -> None:
    """Messages are the reader's; everything else is a program's."""
    told = [report(".", "--lang", language)["faults"] for language in ("ja", "en")]
    for japanese, english in zip(*told, strict=True):
        assert {**japanese, "message": "", "hint": ""} == {**english, "message": "", "hint": ""}


# --- SARIF ---


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_rule_is_described(sarif: Report, language: str) -> None:
    """The tool lists all rules, in the reader's language first, with an example of wrong and right."""
    found = sarif("doubts.yaml", "--lang", language)
    driver = found["tool"]["driver"]
    assert (driver["name"], driver["version"], found["language"]) == ("renkei", __version__, language)
    assert [rule["id"] for rule in driver["rules"]] == list(RULEBOOK)
    for rule in driver["rules"]:
        known = RULEBOOK[rule["id"]]
        assert rule["shortDescription"]["text"] == getattr(known.sentence, language)
        assert known.sentence.ja in rule["fullDescription"]["text"]
        assert known.sentence.en in rule["fullDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] == known.severity.value
        assert known.wrong.rstrip() in rule["help"]["text"]
        assert ("```yaml" in rule["help"]["markdown"]) == bool(known.wrong)


def test_every_result_points_at_its_rule_and_place(sarif: Report) -> None:
    """Rule and index agree; levels are SARIF's; regions have lines and columns from 1, the end behind the start."""
    found = sarif(".")
    rules = found["tool"]["driver"]["rules"]
    assert (found["columnKind"], found["invocations"]) == ("unicodeCodePoints", [{"executionSuccessful": True}])
    assert len(found["results"]) > 40
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        region = place["region"]
        assert place["artifactLocation"]["uri"] in {file.name for file in EXAMPLES.glob("*.yaml")}
        assert region["startLine"] == region["endLine"] >= 1
        assert 1 <= region["startColumn"] <= region["endColumn"]


def test_a_place_in_the_values_is_a_logical_location(sarif: Report) -> None:
    """A fault of a field names it; a fault of notation has no field."""
    named = {one["ruleId"]: one["locations"][0] for one in sarif("values.yaml", "yaml.yaml")["results"]}
    assert named["id-form"]["logicalLocations"] == [{"fullyQualifiedName": "/cases/0/id"}]
    assert "logicalLocations" not in named["duplicate-key"]


def test_uris_are_relative_and_percent_encoded(sarif: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file below is named from here with slashes; one elsewhere by an absolute URI."""
    file = tmp_path / "事例 1" / "a#b?.yaml"
    file.parent.mkdir()
    file.write_text("", encoding="utf-8")
    encoded = "%E4%BA%8B%E4%BE%8B%201/a%23b%3F.yaml"
    for where, begins in ((EXAMPLES, "file:///"), (tmp_path, encoded)):
        monkeypatch.chdir(where)
        (result,) = sarif(str(file))["results"]
        place = result["locations"][0]["physicalLocation"]
        assert list(place) == ["artifactLocation"]
        assert place["artifactLocation"]["uri"].startswith(begins)
        assert place["artifactLocation"]["uri"].endswith(encoded)


def test_a_file_that_cannot_be_read_is_told(sarif: Report) -> None:
    """The run says that it did not succeed."""
    found = sarif("none.yaml")
    assert found["invocations"] == [{"executionSuccessful": False}]
    assert [result["ruleId"] for result in found["results"]] == ["unreadable"]


# --- GitHub ---


def test_each_fault_is_one_command(run: Run) -> None:
    """File, lines and columns are named as GitHub reads them; warnings are warnings."""
    lines = run("validate", "doubts.yaml", "-o", "github", "--lang", "en").out.splitlines()
    place = r"::(error|warning) file=doubts\.yaml,line=\d+,endLine=\d+,col=\d+,"
    assert [re.match(place, line)[1] for line in lines].count("error") == 1  # type: ignore[index]
    assert (
        "::warning file=doubts.yaml,line=9,endLine=9,col=16,endColumn=28,title=date-unlikely"
        "::1917-08-23 is before the Local Autonomy Act of 1947%0A→ check the era"
    ) in lines


def test_what_parts_a_command_is_escaped(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a file's name nor its text can end a property or begin another command; a whole file has no line."""
    monkeypatch.chdir(tmp_path)
    Path("100%,a:b.yaml").write_text('id: "1\\n::error::x"\ntype: "100%"\n', encoding="utf-8")
    out = run("validate", "100%,a:b.yaml", "-o", "github").out
    assert [line for line in out.splitlines() if not re.match("::(error|warning) file=100%25%2C(a%3Ab)", line)] == []
    assert "100%25 は" in out
    Path("x.yaml").write_text("", encoding="utf-8")
    assert run("validate", "x.yaml", "-o", "github", "--lang", "en").out == (
        "::error file=x.yaml,title=empty::there is no case in this file\n"
    )
