"""The empty case: explained, and valid once its blanks are filled in."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from renkei_cli.authoring.case_writer import empty_case
from renkei_cli.core import i18n
from renkei_cli.schema.models import Case
from renkei_cli.validation.validator import Validator
from renkei_cli.yamlio.loader import entries

BLANKS = {
    "id": ["himeshima"],
    "type": ["遠隔連携"],
    "ja": ["あ", "い", "う"],
    "code": ['"443221"', "lead", '"325287"', "lead"],
}


@pytest.fixture(params=i18n.LANGUAGES, autouse=True)
def _language(request: pytest.FixtureRequest) -> None:
    i18n.activate(request.param)


def filled(text: str) -> str:
    """Fill in what has nothing after its colon and nothing below it."""
    values: dict[str, Iterator[str]] = {key: iter(given) for key, given in BLANKS.items()}

    def fill(found: re.Match[str]) -> str:
        return f"{found[1]} {next(values[found[2]])}" if found[2] in values else found[0]

    text = re.sub(r"^((?: *- | *)(\w+):)$", fill, text, flags=re.MULTILINE)
    assert [list(rest) for rest in values.values()] == [[], [], [], []]
    return text


def checked(text: str) -> tuple[list[Case], list[Any]]:
    """Check a file as it is checked everywhere."""
    faults: list[Any] = []
    found = Validator(faults).cases_with_locations(entries("x", text.encode(), faults))
    return [case for case, _place in found], faults


def test_the_text(golden: Callable[[str, str], None]) -> None:
    """Each field is explained once, in the reader's language."""
    text = empty_case()
    golden(f"template.{i18n.current_language()}.yaml", text)
    said = re.findall(r"^ *## +(.*)$", text, re.MULTILINE)
    assert len(said) == len(set(said))


def test_blanks_are_all_that_is_needed() -> None:
    """Filled in, it is a case; as it is, every blank is a fault."""
    cases, faults = checked(filled(empty_case()))
    assert ([case.id for case in cases], faults) == (["himeshima"], [])
    assert len(checked(empty_case())[1]) >= sum(map(len, BLANKS.values()))


def test_examples_are_right() -> None:
    """With every field taken in as its example has it, it is still a case, and says something in every field."""
    whole = re.sub(r"^( *)# (?=[ \w-])(?!yaml)", r"\1", filled(empty_case()), flags=re.MULTILINE)
    (case,), faults = checked(whole)
    assert faults == []
    assert all(value not in (None, ()) for value in case.model_dump().values())
