"""Faults for code scanning."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli import __version__
from renkei_cli.validation.rules import RULEBOOK

Run = Callable[..., Any]
EXAMPLES = Path(__file__).parents[2] / "validation" / "examples"


@pytest.fixture
def sarif(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Give the one run of a report."""

    def runs(*argv: str, where: Path = EXAMPLES) -> Any:  # noqa: ANN401 - a JSON document
        monkeypatch.chdir(where)
        log = json.loads(run("validate", *argv, "-o", "sarif").out)
        assert list(log) == ["$schema", "version", "runs"]
        assert log["version"] == "2.1.0"
        assert log["$schema"].endswith("sarif-schema-2.1.0.json")
        (only,) = log["runs"]
        return only

    return runs


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_rule_is_described(sarif: Callable[..., Any], language: str) -> None:
    """The tool lists all rules, in the reader's language first, with an example of wrong and right."""
    report = sarif("doubts.yaml", "--lang", language)
    driver = report["tool"]["driver"]
    assert (driver["name"], driver["version"], report["language"]) == ("renkei", __version__, language)
    assert [rule["id"] for rule in driver["rules"]] == list(RULEBOOK)
    for rule in driver["rules"]:
        known = RULEBOOK[rule["id"]]
        assert rule["shortDescription"]["text"] == getattr(known.says, language)
        assert known.says.ja in rule["fullDescription"]["text"]
        assert known.says.en in rule["fullDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] == known.severity.value
        assert known.wrong.rstrip() in rule["help"]["text"]
        assert ("```yaml" in rule["help"]["markdown"]) == bool(known.wrong)


def test_every_result_points_at_its_rule_and_place(sarif: Callable[..., Any]) -> None:
    """Rule and index agree; levels are SARIF's; regions have lines and columns from 1, the end behind the start."""
    report = sarif(".")
    rules = report["tool"]["driver"]["rules"]
    assert report["columnKind"] == "unicodeCodePoints"
    assert report["invocations"] == [{"executionSuccessful": True}]
    assert len(report["results"]) > 40
    for result in report["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        region = place["region"]
        assert place["artifactLocation"]["uri"] in {file.name for file in EXAMPLES.glob("*.yaml")}
        assert region["startLine"] == region["endLine"] >= 1
        assert 1 <= region["startColumn"] <= region["endColumn"]


def test_a_place_in_the_values_is_a_logical_location(sarif: Callable[..., Any]) -> None:
    """A fault of a field names it; a fault of notation has no field."""
    results = sarif("values.yaml", "yaml.yaml")["results"]
    named = {
        result["ruleId"]: [one["fullyQualifiedName"] for one in result["locations"][0].get("logicalLocations", [])]
        for result in results
    }
    assert named["id-form"] == ["/cases/0/id"]
    assert named["duplicate-key"] == []


def test_uris_are_relative_and_percent_encoded(sarif: Callable[..., Any], tmp_path: Path) -> None:
    """A file below is named from here with slashes; one elsewhere by an absolute URI."""
    (tmp_path / "事例 1").mkdir()
    file = tmp_path / "事例 1" / "a#b?.yaml"
    file.write_text("", encoding="utf-8")
    (result,) = sarif(str(file), where=tmp_path)["results"]
    encoded = "%E4%BA%8B%E4%BE%8B%201/a%23b%3F.yaml"
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": encoded}}
    (result,) = sarif(str(file), where=EXAMPLES)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("file:///")
    assert uri.endswith(encoded)


def test_a_file_that_cannot_be_read_is_told(sarif: Callable[..., Any], tmp_path: Path) -> None:
    """The run says that it did not succeed."""
    report = sarif("none.yaml", where=tmp_path)
    assert report["invocations"] == [{"executionSuccessful": False}]
    assert [result["ruleId"] for result in report["results"]] == ["unreadable"]
