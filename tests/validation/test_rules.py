"""The rules by name: each is broken by its wrong example, kept by its right one, and told in both languages."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

from renkei_cli.core.diagnostics import Diagnostic, Rule
from renkei_cli.core.i18n import LANGUAGES
from renkei_cli.validation.rules import RULEBOOK

ROOT = Path(__file__).parents[2]
Check = Callable[..., list[Diagnostic]]
BASE = RULEBOOK["empty"].right
"""A case without faults, into which the examples of a part of a case are set."""
SHOWN = [rule for rule in RULEBOOK.values() if rule.wrong]
ALSO = {"english-text": {"translation"}}
"""What a wrong example cannot help breaking besides."""
UNPARSED = set(takewhile(lambda code: code != "missing", RULEBOOK)) - {"cases-key", "too-deep"}
"""Rules whose wrong example another parser of YAML refuses, or reads otherwise."""


def file_of(rule: Rule, example: str) -> str:
    """Make a whole case file of a rule's example: its top-level fields replace those of a case without faults."""
    if rule.whole:
        return example
    found = re.findall(r"^\S.*\n(?:\s.*\n)*", BASE + example, re.MULTILINE)
    return "".join({re.split("[:\n]", part)[0]: part for part in found}.values())


def test_a_wrong_example_breaks_its_rule_alone_and_a_right_one_keeps_all(check: Check) -> None:
    """What a rule calls wrong is refused for the reason that it gives, and as severely as it says."""
    assert len(SHOWN) > 70
    for rule in SHOWN:
        wrong = check(file_of(rule, rule.wrong).encode(rule.encoding))
        assert {fault.code for fault in wrong} == {rule.code} | ALSO.get(rule.code, set()), rule.code
        assert rule.severity in {fault.severity for fault in wrong}, rule.code
        assert check(file_of(rule, rule.right)) == [], rule.code


def test_rules_without_an_example_are_few() -> None:
    """Only what no short text can break is not shown."""
    unshown = {"unreadable", "yaml", "too-many-values", "too-many-faults", "form"}
    assert {rule.code for rule in RULEBOOK.values() if not (rule.wrong and rule.right)} == unshown


def test_a_rule_says_itself_in_one_sentence_of_each_language() -> None:
    """No two say the same."""
    for language, end in zip(LANGUAGES, "。.", strict=True):
        sentences = [getattr(rule.sentence, language) for rule in RULEBOOK.values()]
        assert all(sentence.endswith(end) for sentence in sentences)
        assert len(set(sentences)) == len(sentences)


def test_an_independent_validator_agrees(tmp_path: Path) -> None:
    """It refuses just those wrong examples whose rule JSON Schema expresses, no right one, and no bundled case."""
    (tmp_path / "bundled.yaml").write_bytes((ROOT / "data" / "cases.yaml").read_bytes())
    parsed = [rule for rule in SHOWN if rule.code not in UNPARSED]
    for rule in parsed:
        for name, example in (("wrong", rule.wrong), ("right", rule.right)):
            (tmp_path / f"{name} {rule.code}.yaml").write_text(file_of(rule, example), encoding="utf-8")
    schema = str(ROOT / "data" / "cases.schema.en.json")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, "-o", "json", *tmp_path.iterdir()]
    report = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)  # noqa: S603 - our own files
    refused = {Path(error["filename"]).stem for error in (*report["errors"], *report.get("parse_errors", []))}
    assert refused == {f"wrong {rule.code}" for rule in parsed if rule.schema}
