"""The rules by name: their examples, their page, and that no fault goes without one."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.core.diagnostics import Rule, Severity
from renkei_cli.core.i18n import LANGUAGES, Language
from renkei_cli.validation.rules import RULEBOOK, files
from renkei_cli.validation.rules.rulebook import BASE

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "renkei_cli"
Run = Callable[..., Any]
SHOWN = [rule for rule in RULEBOOK.values() if rule.wrong]
UNSHOWN = {"unreadable", "yaml", "too-many-values", "too-many-faults", "form"}
"""Rules that no short text can break."""
ALSO = {"english-text": {"translation"}}
"""What a wrong example cannot help breaking besides."""


def file_of(rule: Rule, *, wrong: bool) -> bytes:
    """Make a whole case file of a rule's wrong or right example."""
    example, encoding = (rule.wrong, rule.encoding) if wrong else (rule.right, "utf-8")
    if rule.whole:
        return example.encode(encoding)
    parts = _parts(BASE) | _parts(example)
    return "".join(parts.values()).encode(encoding)


def _parts(text: str) -> dict[str, str]:
    """Cut a text into its top-level fields, by key."""
    found = re.findall(r"^\S.*\n(?:\s.*\n)*", text, re.MULTILINE)
    return {part.partition("\n")[0].partition(":")[0]: part for part in found}


def _codes(run: Run, file: Path) -> set[str]:
    return {json.loads(line)["code"] for line in run("validate", str(file), "-o", "jsonl").out.splitlines()}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_wrong_example_breaks_its_rule_and_no_other(run: Run, rule: Rule, tmp_path: Path) -> None:
    """What the page calls wrong is refused for the reason that the page gives."""
    file = tmp_path / "wrong.yaml"
    file.write_bytes(file_of(rule, wrong=True))
    assert _codes(run, file) == {rule.code} | ALSO.get(rule.code, set())


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_the_right_example_keeps_all_rules(run: Run, rule: Rule, tmp_path: Path) -> None:
    """What the page calls right has neither errors nor warnings."""
    file = tmp_path / "right.yaml"
    file.write_bytes(file_of(rule, wrong=False))
    assert _codes(run, file) == set()


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.code)
def test_a_fault_is_as_severe_as_its_rule(run: Run, rule: Rule, tmp_path: Path) -> None:
    """Errors give exit 1, warnings exit 0 and with --strict 1."""
    file = tmp_path / "wrong.yaml"
    file.write_bytes(file_of(rule, wrong=True))
    assert run("validate", str(file)).code == (rule.severity is Severity.ERROR)
    assert run("validate", str(file), "--strict").code == 1


def test_all_rules_but_a_few_are_shown_by_example() -> None:
    """A rule without an example is one that no short text can break."""
    assert RULEBOOK.keys() - {rule.code for rule in SHOWN} == UNSHOWN
    assert all(rule.right for rule in SHOWN)


def _emitted(file: Path) -> Iterator[str]:
    """Find the codes that a module gives to faults: the argument that follows a fault's place."""
    positions = {"Problem": 1, "problem": 0, "Fault": 1, "_fault": 1, "Complaint": 0}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = positions.get(name)
            if place is not None and len(node.args) > place:
                code = node.args[place]
                if isinstance(code, ast.Constant) and re.fullmatch("[a-z0-9-]+", str(code.value)):
                    yield str(code.value)


def test_every_code_is_documented_and_every_documented_code_is_given() -> None:
    """The code and the rulebook name the same codes."""
    emitted = {code for file in SOURCE.rglob("*.py") for code in _emitted(file)}
    # A map of columns and answers in JSON are no case files: `import` and `new` alone read them.
    assert emitted - {"map", "json", "not-understood"} == RULEBOOK.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_says_itself_in_one_sentence(language: Language) -> None:
    """Both languages say each rule, each in words of its own."""
    said = [getattr(rule.says, language) for rule in RULEBOOK.values()]
    end = "。" if language == "ja" else "."
    assert all(text.endswith(end) for text in said)
    assert len(set(said)) == len(said)


def _listed(rule: Rule, *, wrong: bool) -> str:
    """Write an example as the schema has it: a file with a list of cases."""
    text: str = file_of(rule, wrong=wrong).decode()
    if rule.whole:
        return text
    return "cases:\n  - " + text.replace("\n", "\n    ").rstrip() + "\n"


def _judged(folder: Path, judged: dict[str, str]) -> set[str]:
    """Give the names of the files that the independent validator refuses."""
    files = []
    for name, text in judged.items():
        files.append(folder / f"{name}.yaml")
        files[-1].write_text(text, encoding="utf-8")
    schema = str(ROOT / "data" / "cases.schema.en.json")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, "-o", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own files
    report = json.loads(done.stdout)
    found = [*report["errors"], *report.get("parse_errors", [])]
    return {Path(error["filename"]).stem for error in found}


UNPARSED = {"not-text", "not-utf8", "empty", "second-document"} | {rule.code for rule in files.RULES.rules} - {"cases-key", "too-deep"}
PARSED = [rule for rule in SHOWN if rule.code not in UNPARSED]
"""Rules whose wrong example any parser of YAML reads as we do."""


def test_an_independent_validator_agrees_about_what_is_wrong(tmp_path: Path) -> None:
    """It refuses just those wrong examples whose rule the schema expresses."""
    refused = _judged(tmp_path, {rule.code: _listed(rule, wrong=True) for rule in PARSED})
    assert refused == {rule.code for rule in PARSED if rule.schema}


def test_an_independent_validator_agrees_about_what_is_right(tmp_path: Path) -> None:
    """It accepts every right example, and the bundled cases."""
    judged = {rule.code: _listed(rule, wrong=False) for rule in PARSED}
    judged["bundled"] = (ROOT / "data" / "cases.yaml").read_text(encoding="utf-8")
    assert _judged(tmp_path, judged) == set()
