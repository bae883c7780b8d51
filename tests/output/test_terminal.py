"""Lines and tables of styled text."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.output import terminal as looks
from renkei_cli.output.terminal import DIM, HEADING, HIGHLIGHT, PLAIN, apply_style, row_lines, wrap_cell
from renkei_cli.output.views import not_stated

Run = Callable[..., Any]
SEQUENCE = re.compile("\x1b\\[([0-9;]*)m")
DIMMED = re.compile("\x1b\\[2m([^\x1b]*)\x1b\\[0m")
WEIGHTS = set("012347")
"""Codes that change no colour of their own: usual, bold, dim, italic, underlined, the two colours exchanged."""
COLOURS = {"31", "35"}
"""Red and magenta: the two that have contrast, 3 to 1 at least, on white as on black."""
COMMANDS = (
    "list", "filter funding=", "search 観光", "show takamatsu", "show hamada", "compare himeshima takamatsu", "compare",
    "compare --fields merits,themes,kpis,background", "help", "list --help", "help themes",
)  # fmt: skip


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_is_told_by_colour(run: Run, language: str) -> None:
    """The text is the same; what has a colour is bold, but for the type, which is a word.

    Terminals show dim text with little contrast, or not at all: it is a rule, in brackets, labelled or a blank.
    """
    for command in COMMANDS:
        for columns in ("40", "80"):
            line = [*command.split(), "--lang", language]
            coloured = run(*line, "--color", "always", env={"COLUMNS": columns}).out
            found = {tuple(codes.split(";")) for codes in SEQUENCE.findall(coloured)}
            assert found
            assert all(set(codes) - COLOURS <= WEIGHTS for codes in found), line
            assert {codes for codes in found if COLOURS & set(codes) and codes[0] != "1"} <= {("35",)}
            assert SEQUENCE.sub("", coloured) == run(*line, env={"COLUMNS": columns}).out
            for text in DIMMED.findall(coloured):
                said = text.strip("─│┼ ")
                apart = re.search("[〔〕\\[\\]]|:$|^[^:]+: ", said)
                assert not said or apart or said in not_stated({}), (line, text)


def test_all_looks_are_of_weight() -> None:
    """Those that no command draws just now, too."""
    named = [value for name, value in vars(looks).items() if name.isupper() and isinstance(value, str)]
    assert len(named) == 8
    assert all(set(look.split(";")) <= WEIGHTS | COLOURS | {""} for look in named)


def test_a_line_is_styled() -> None:
    """Neighbours of one look share it; the end of the line holds no white space, in no look."""
    for pieces, line in (
        ([("a", HEADING), ("b", PLAIN)], "\x1b[1ma\x1b[0mb"),
        ([("a", HIGHLIGHT), ("b", HIGHLIGHT)], "\x1b[1;4;31mab\x1b[0m"),
        ([("a ", DIM), ("  ", PLAIN)], "\x1b[2ma\x1b[0m"),
        ([("  ", PLAIN), ("", HEADING)], ""),
    ):
        assert apply_style(pieces, color=True) == line


@given(st.lists(st.tuples(st.text(" a町"), st.sampled_from([PLAIN, HEADING, DIM]))))
def test_style_adds_nothing(pieces: list[looks.StyledText]) -> None:
    """Without its looks a line is its text, but for the white space at the end."""
    text = "".join(text for text, _look in pieces).rstrip()
    assert apply_style(pieces, color=False) == text
    assert SEQUENCE.sub("", apply_style(pieces, color=True)) == text


def test_paragraphs_hang() -> None:
    """All lines but the first are further in; white space at the beginning moves nothing."""
    for text, hang, lines in (
        ("町は村と", 0, ["町は", "村と"]),
        ("・町は村と", 2, ["・", "  町", "  は", "  村", "  と"]),
        ("  町は村と", 0, ["町は", "村と"]),
        ("", 2, [""]),
        ("a\x1bb", 0, ["a‹U+", "001B", "›b"]),
    ):
        assert wrap_cell([text], 4, HEADING, hang=hang) == [[(line, HEADING)] for line in lines]


@pytest.mark.parametrize("header", [False, True])
def test_cells_beside_each_other(*, header: bool) -> None:
    """What a joiner joins is measured as a whole; no line ends in blanks; headers stand on the last line."""
    row = [wrap_cell(["👩\u200d🌾"], 4), wrap_cell(["町村"], 2)]
    lines = [apply_style(line, color=False) for line in row_lines(row, [4, 2], (" │ ", PLAIN), header=header)]
    above, below = "     │ 町", "👩\u200d🌾   │ 村"
    assert lines == ([above, below] if header else ["👩\u200d🌾   │ 町", "     │ 村"])
