"""Texts and numbers as YAML: read back as what they are."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from renkei_cli.authoring.case_writer import scalar
from renkei_cli.core.text import escape_invisible
from renkei_cli.yamlio.loader import entries


def read_back(written: str) -> Any:  # noqa: ANN401 - whatever YAML makes of it
    """Read a value as the reader of case files does."""
    faults: list[Any] = []
    (entry,) = entries("x", f"k: {written}\nl:\n  - {written}\n".encode(), faults)
    assert not faults
    assert entry.value["l"] == (entry.value["k"],)
    return entry.value["k"]


TEXTS = (
    st.text(st.characters(exclude_categories=("C",)), min_size=1)
    .map(str.strip)
    .filter(lambda text: text and escape_invisible(text) == text and "\n" not in text)
)


@given(TEXTS)
@example("yes")
@example("a: b")
@example("a #b")
@example("2017")
@example("'")
@example("－")
@example("－ 姫島")
@example("：a")
def test_any_text_is_read_back(text: str) -> None:
    """Whatever a text of a case may hold, it comes back."""
    if escape_invisible(text) == text:
        assert read_back(scalar(text)) == text


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
@example(1e22)
@example(1e-7)
def test_any_number_is_read_back(number: float) -> None:
    """So does a number."""
    assert read_back(scalar(number)) == number


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("姫島", "姫島"),
        ("443221", '"443221"'),
        ("2017-08", '"2017-08"'),
        ("FY2016", '"FY2016"'),
        ("yes", '"yes"'),
        ("はい: a", '"はい: a"'),
        ("a: b", '"a: b"'),
        ("「a」", '"「a」"'),
        ("「a」の村", "「a」の村"),
        ('"a"', '"\\"a\\""'),
        ("0978-00-0000", '"0978-00-0000"'),
        ("- a", '"- a"'),
    ],
)
def test_quotes_stand_where_they_have_to(text: str, written: str) -> None:
    """A plain text needs none; what YAML, or another YAML, would take for something else has them."""
    assert scalar(text) == written
