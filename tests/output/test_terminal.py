"""How lines of pieces are set."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.box import Box

from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.styles import HEADING
from renkei_cli.output.terminal import GRID, ROWS, make_table_writer, wrap_cell
from renkei_cli.output.wrap import width


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
    assert wrap_cell([text], 4, HEADING, hang=hang) == [[(line, HEADING)] for line in lines]


@given(st.text(" 　町a、「\t\u0301", max_size=30), st.integers(6, 30), st.integers(0, 4))
def test_nothing_is_lost_or_added(text: str, cells: int, hang: int) -> None:
    """However a paragraph begins, and however far its lines hang."""
    lines = ["".join(piece for piece, _look in line) for line in wrap_cell([text], cells, hang=hang)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= cells for line in lines)


def _style(width: int, *, color: bool) -> RenderOptions:
    return RenderOptions(width, color=color, plain=False, excel=False, write_yaml=print, write_cases=print)


@pytest.mark.parametrize(
    ("box", "lines"),
    [
        (ROWS, ["名    b", "────────", "👩\u200d🌾    町", "      村"]),
        (GRID, ["名   │ b", "─────┼───", "👩\u200d🌾   │ 町", "     │ 村"]),
    ],
)
def test_cells_beside_each_other(box: Box, lines: list[str]) -> None:
    """The lines of the longest cell count; what a joiner joins is measured as a whole; no line ends in blanks."""
    out = StringIO()
    sheet = make_table_writer(out, _style(20, color=False))
    sheet.table(
        [[wrap_cell(["👩\u200d🌾"], 4), wrap_cell(["町村"], 2)]],
        [4, 2],
        box,
        [wrap_cell(["名"], 4), wrap_cell(["b"], 2)],
    )
    assert out.getvalue().splitlines() == lines


def test_no_text_is_markup() -> None:
    """What looks like Rich's markup, an emoji's name or a link is drawn as it stands."""
    out = StringIO()
    sheet = make_table_writer(out, _style(40, color=True))
    sheet.text("[bold]a[/bold] :smile: https://example.jp 123")
    assert out.getvalue() == "[bold]a[/bold] :smile: https://example.jp 123\n"
