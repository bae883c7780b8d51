"""The kinds of value that fields of a case file share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from renkei_cli.core.text import escape_invisible
from renkei_cli.domain import places
from renkei_cli.schema.types import LONGEST, Code, Date, Line, Ref

KINDS = {"code": TypeAdapter(Code), "date": TypeAdapter(Date), "line": TypeAdapter(Line), "ref": TypeAdapter(Ref)}


def test_what_a_case_file_may_not_hold() -> None:
    """Each is a fault with a name of its own."""
    for kind, value, fault in [
        ("line", "", "string_too_short"),
        ("line", "a\x1b[31m", "control_character"),
        ("line", "a\u202eb", "control_character"),
        ("line", "a\nb", "line_break"),
        ("line", " a", "outer_space"),
        ("line", "町\u3000", "outer_space"),
        ("line", "あ" * (LONGEST + 1), "string_too_long"),
        ("code", "12319", "string_pattern_mismatch"),
        ("code", "012310", "check_digit"),
        ("code", "999997", "unknown_code"),
        ("date", "H29", "string_pattern_mismatch"),
        ("date", "2017-02-30", "date"),
        ("date", "２０１７", "string_pattern_mismatch"),
        ("ref", "merits/0", "string_pattern_mismatch"),
        ("ref", "purpose/1", "string_pattern_mismatch"),
    ]:
        with pytest.raises(ValidationError) as raised:
            KINDS[kind].validate_python(value)
        assert [error["type"] for error in raised.value.errors()] == [fault], value[:10]


def test_what_a_case_file_may_hold() -> None:
    """It comes back as it was."""
    for kind, values in {
        "line": ["佐賀県 と\u3000町", "あ" * LONGEST],
        "code": ["012319"],
        "date": ["FY2016", "2017-08-23"],
        "ref": ["heading", "figures/2"],
    }.items():
        assert [KINDS[kind].validate_python(value) for value in values] == values


def _accepted(kind: str, text: str) -> bool:
    try:
        KINDS[kind].validate_python(text)
    except ValidationError:
        return False
    return True


@given(st.text() | st.from_regex("[0-9]{6}", fullmatch=True))
def test_only_codes_of_local_governments_are_codes(text: str) -> None:
    """Whatever is written."""
    assert _accepted("code", text) == (text in places.local_governments())


@given(st.text(min_size=1))
def test_a_line_shows_as_itself(text: str) -> None:
    """What is accepted needs nothing made visible, and nothing stripped."""
    assert _accepted("line", text) == (escape_invisible(text) == text == text.strip())
