"""How lines of pieces are set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.looks import HEADING, USUAL
from renkei_cli.render.lines import beside, broken
from renkei_cli.typeset import width


@pytest.mark.parametrize(
    ("text", "hang", "lines"),
    [
        ("町は村と", 0, ["町は", "村と"]),
        ("・町は村と", 2, ["・", "  町", "  は", "  村", "  と"]),
        ("  町は村と", 0, ["町は", "村と"]),
        ("", 2, [""]),
        ("a\x1bb", 0, ["a‹U+", "001B", "›b"]),
    ],
)
def test_paragraphs_hang(text: str, hang: int, lines: list[str]) -> None:
    """All lines but the first are further in; white space at the beginning moves nothing."""
    assert broken([text], 4, HEADING, hang=hang) == [[(line, HEADING)] for line in lines]


@given(st.text(" 　町a、「\t\u0301", max_size=30), st.integers(6, 30), st.integers(0, 4))
def test_nothing_is_lost_or_added(text: str, cells: int, hang: int) -> None:
    """However a paragraph begins, and however far its lines hang."""
    lines = ["".join(piece for piece, _look in line) for line in broken([text], cells, hang=hang)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= cells for line in lines)


def test_cells_beside_each_other() -> None:
    """The lines of the longest cell count; what a joiner joins is measured as a whole."""
    cells = [broken(["👩\u200d🌾"], 4), broken(["町村"], 2)]
    lines = ["".join(piece for piece, _look in line) for line in beside(cells, [4, 2], ("|", USUAL))]
    assert lines == ["👩\u200d🌾  |町", "    |村"]
