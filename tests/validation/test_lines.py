"""The lines of a file, found one at a time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.validation.lines import Lines

texts = st.text(st.sampled_from("a連😀\r\n "), max_size=40)


@given(texts, st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), max_size=5))
def test_short_lines_are_whole_in_any_order(text: str, asked: list[tuple[int, int]]) -> None:
    """What is given is what splitting the text gives, and nothing behind its end."""
    split = re.split("\r\n|\r|\n", text)
    lines = Lines(text.encode())
    for number, column in asked:
        line = lines.around(number, column)
        assert (line.text if line else None) == (split[number] if number < len(split) else None)


@pytest.mark.parametrize("letter", ["x", "連", "😀"])
def test_of_a_long_line_what_surrounds_a_place_is_given(letter: str) -> None:
    """Columns count characters, forwards and backwards, and the line is known to go on."""
    text = "".join(f"{number:07}{letter}" for number in range(40_000))
    lines = Lines(f"first\n{text}\nlast".encode())
    for column in (200_000, 100_001, 100_002, 0, len(text) - 1, len(text)):
        line = lines.around(1, column)
        assert line is not None
        at = column - line.first
        assert line.text[at : at + 9] == text[column : column + 9]
        assert line.text == text[line.first : line.first + len(line.text)]
        assert line.cut == (line.first + len(line.text) < len(text))
        assert len(line.text) < 50_000
    last = lines.around(2, 0)
    assert last is not None
    assert last.text == "last"


def test_a_line_far_down_is_found() -> None:
    """Also backwards, and one that is not there is not."""
    lines = Lines("".join(f"{number}\n" for number in range(100_000)).encode())
    for number in (99_999, 3, 50_000, 100_000):
        line = lines.around(number, 0)
        assert line is not None
        assert line.text == ("" if number == 100_000 else str(number))
    assert lines.around(100_001, 0) is None
    assert lines.around(1_000_000, 0) is None
    assert lines.find(1_000_000, 0, "1") is None


@pytest.mark.parametrize("letter", ["x", "連", "😀"])
def test_a_piece_is_found_from_a_column_on(letter: str) -> None:
    """However far down the line, but not on the next."""
    lines = Lines(f"here {letter * 50_000}here{letter * 50_000} here\nthere".encode())
    assert lines.find(0, 0, "here") == 0
    assert lines.find(0, 1, "here") == 50_005
    assert lines.find(0, 50_006, "here") == 100_010
    assert lines.find(0, 50_006, "there") is None
