"""Case files as values that know where they stand and how they were written."""

from typing import TYPE_CHECKING

import pytest

from renkei_cli.authoring.source import Entry, entries

if TYPE_CHECKING:
    from renkei_cli.diagnostics import Fault


def one(text: str) -> Entry:
    """Read a text that is one case and has no fault."""
    faults: list[Fault] = []
    (entry,) = entries("case.yaml", text.encode(), faults)
    assert faults == []
    return entry


@pytest.mark.parametrize(
    ("written", "value", "remembered"),
    [
        ("012319", 12319, "012319"),
        ("12_319", 12319, "12_319"),
        ("1.50", 1.5, "1.50"),
        ("0x1F", "0x1F", "0x1F"),
        ("2017-08-23", "2017-08-23", "2017-08-23"),
        ("2017-8-23", "2017-8-23", None),
        ("2017/08/23", "2017/08/23", None),
        ("true", True, "true"),
        ("yes", "yes", None),
        ("", None, ""),
        ("~", None, "~"),
        ('"012319"', "012319", None),
        ("'2017-08-23'", "2017-08-23", None),
        ("!!str 012319", "012319", None),
        ("遠隔連携", "遠隔連携", None),
        ("[012319]", (12319,), None),
    ],
)
def test_a_value_without_quotes_remembers_how_it_was_written(
    written: str, value: object, remembered: str | None
) -> None:
    """What YAML takes for a number, a date, a truth value or nothing keeps its text; text needs none."""
    entry = one(f"code: {written}\n")
    assert entry.value == {"code": value}
    assert entry.written(("code",)) == remembered


def test_items_and_keys_within_remember_too() -> None:
    """A path leads through mappings and sequences; what is missing was written nowhere."""
    entry = one("participants:\n  - code: 012319\n    roles: [lead, 3]\n")
    assert entry.written(("participants", 0, "code")) == "012319"
    assert entry.written(("participants", 0, "roles", 1)) == "3"
    for missing in [("participants", 1), ("participants", 0, "code", "x"), ("participants", "code"), ("id",)]:
        assert entry.written(missing) is None
        assert entry.quoted(missing) is False


@pytest.mark.parametrize(
    ("written", "quoted"),
    [("saga", False), ('"saga"', True), ("'saga'", True), ("|\n    saga", True), (">\n    saga", True), ("12", False)],
)
def test_quotes_are_remembered(written: str, quoted: bool) -> None:  # noqa: FBT001 - a table of cases
    """A text in quotes or set off as a block is told from one without."""
    assert one(f"id: {written}\n").quoted(("id",)) is quoted
