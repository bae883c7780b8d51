"""How pieces of a line look: by weight, so that it can be read on any background."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.output import styles as looks
from renkei_cli.output.styles import DIM, HEADING, HIGHLIGHT, PLAIN, apply_style
from renkei_cli.output.views.phrases import not_stated

Run = Callable[..., Any]
SEQUENCE = re.compile("\x1b\\[([0-9;]*)m")
DIM = re.compile("\x1b\\[2m([^\x1b]*)\x1b\\[0m")
WEIGHTS = {"": 0, "0": 0, "1": 0, "2": 0, "3": 0, "4": 0, "7": 0}
"""Codes that change no colour of their own: usual, bold, dim, italic, underlined, the two colours exchanged."""
PALETTES = {
    "xterm": ("000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"),
    "Windows": ("0c0c0c", "c50f1f", "13a10e", "c19c00", "0037da", "881798", "3a96dd", "cccccc"),
    "macOS": ("000000", "990000", "00a600", "999900", "0000b2", "b200b2", "00a6b2", "bfbfbf"),
}
BACKGROUNDS = ("000000", "ffffff")
COMMANDS = [
    *(["list"], ["filter", "funding="], ["search", "観光"], ["show", "takamatsu"], ["show", "hamada"]),
    *(["compare", "himeshima", "takamatsu"], ["compare"], ["compare", "--fields", "merits,themes,kpis,background"]),
    *(["help"], ["list", "--help"], ["help", "themes"]),
]


def _luminance(color: str) -> float:
    """Give the relative luminance of WCAG 2."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours by WCAG 2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(codes: str) -> bool:
    """Tell whether text of that look can be read on light and dark backgrounds, whoever's palette it is."""
    for code in codes.split(";"):
        if code in WEIGHTS:
            continue
        if not 30 <= int(code) <= 37:
            return False
        shades = [palette[int(code) - 30] for palette in PALETTES.values()]
        if any(contrast(shade, background) < 4.5 for shade in shades for background in BACKGROUNDS):
            return False
    return True


def test_contrast_is_measured_as_by_wcag() -> None:
    """Black on white has the most there is; the colours of terminals all fail on one background or the other."""
    assert [round(contrast(*pair), 2) for pair in (("000000", "ffffff"), ("777777", "ffffff"))] == [21.0, 4.48]
    assert [code for code in range(30, 38) if readable(f"1;{code}")] == []


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_nothing_is_told_by_colour_alone(run: Run, argv: list[str], language: str) -> None:
    """Each look keeps a contrast of 4.5:1 on light and dark, and without looks the text is the same."""
    argv = [*argv, "--lang", language]
    coloured, plainly = run(*argv, "--color", "always").out, run(*argv).out
    assert SEQUENCE.search(coloured)
    assert [codes for codes in SEQUENCE.findall(coloured) if not readable(codes)] == []
    assert SEQUENCE.sub("", coloured) == plainly


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("columns", ["40", "80"])
@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_what_is_dim_is_set_apart_by_words_too(run: Run, argv: list[str], columns: str, language: str) -> None:
    """Terminals show dim text with little contrast, or not at all: it is a rule, in brackets, labelled or a blank."""
    out = run(*argv, "--lang", language, "--color", "always", env={"COLUMNS": columns}).out
    silence = not_stated()
    for text in DIM.findall(out):
        said = text.strip("─│┼ ")
        assert (
            not said
            or "〔" in said or "〕" in said or "[" in said or "]" in said
            or said.endswith(":") or re.match("[^:]+: ", said)
            or said in silence
        ), text  # fmt: skip


def test_all_looks_are_readable() -> None:
    """Those that no command draws just now, too."""
    named = [value for name, value in vars(looks).items() if name.isupper() and isinstance(value, str)]
    assert len(named) >= 5
    assert [look for look in named if not readable(look)] == []


@pytest.mark.parametrize(
    ("pieces", "color", "line"),
    [
        ([("a", HEADING), ("b", PLAIN)], True, "\x1b[1ma\x1b[0mb"),
        ([("a", HEADING), ("b", PLAIN)], False, "ab"),
        ([("a", HIGHLIGHT), ("b", HIGHLIGHT)], True, "\x1b[1;4mab\x1b[0m"),
        ([("a ", DIM), ("  ", PLAIN)], True, "\x1b[2ma\x1b[0m"),
        ([("  ", PLAIN), ("", HEADING)], True, ""),
        ([], True, ""),
    ],
)
def test_a_line_is_painted(pieces: list[looks.StyledText], line: str, *, color: bool) -> None:
    """Neighbours of one look share it; the end of the line holds no white space, in no look."""
    assert apply_style(pieces, color=color) == line


@given(st.lists(st.tuples(st.text(" a町"), st.sampled_from([PLAIN, HEADING, DIM]))))
def test_paint_adds_nothing(pieces: list[looks.StyledText]) -> None:
    """Without its looks a line is its text, but for the white space at the end."""
    text = "".join(text for text, _look in pieces).rstrip()
    assert apply_style(pieces, color=False) == text
    assert SEQUENCE.sub("", apply_style(pieces, color=True)) == text
