"""Draw the pictures in docs/: what the program prints, as a terminal shows it.

    pip install -e '.[docs]'
    python tools/pictures.py
    python tools/pictures.py FOLDER   # a wider choice, whole, at 60 and 100 columns, to look at

The program runs with colour at a fixed width; each character is drawn into its cells, so that columns stand as
they stand on a terminal. It needs Pillow and the font "Noto Sans Mono CJK JP" (Debian and Ubuntu:
`apt install fonts-noto-cjk`; RENKEI_FONT and RENKEI_FONT_BOLD name other font files). Each picture holds the text
that it shows, by which the tests see that it is out of date.
"""

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

DOCS = Path(__file__).parent.parent / "docs"
LANGUAGES = ("ja", "en")
COLUMNS = 96
LINES = 32
"""A picture shows no more than a screen; it ends where the output takes breath."""

LOOKED_AT = {
    "list": ("list",),
    "show": ("show", "himeshima"),
    "compare": ("compare", "himeshima", "takamatsu"),
    "list-help": ("list", "--help"),
    "validate": ("validate", "broken.yaml"),
}
"""What is drawn into a folder, whole, to be looked at."""
WIDTHS = (60, 100)

PICTURES = {
    "list": ("list", "--type", "遠隔"),
    "show": ("show", "himeshima"),
    "compare": ("compare", "himeshima", "takamatsu"),
    "search": ("search", "観光"),
}
"""Each picture's name, and the command line that it shows."""

BROKEN = """\
id: hikone-maibara
type: 県内連携
title: {ja: 湖の道をつなぐ計画}
summary: {ja: 彦根市と米原市が、湖の道をつなぐ。}
purpose: {ja: 湖を訪れる人を増やす。}
background: [{ja: 前から交流があった。}]
activities: [{ja: 道の印をそろえる。}]
themes: [{code: toursim}]
participants:
  - {code: "252025", roles: [{code: plan_author}]}
  - {code: "252140", roles: [{code: plan_author}]}
source: {document: {ja: 湖の計画書}, heading: {ja: 概要}}
"""
"""A case file with two faults."""

FAMILY = "Noto Sans Mono CJK JP"
SIZE = 26
CELL = SIZE // 2
LEADING = 38
MARGIN = 34
CORNER = 14
GROUND, INK, STRONG, QUIET, PROMPT = "#1c2029", "#d5dae3", "#ffffff", "#929cad", "#7fc8a9"
EDGE = "#3a4150"
ANSI = {
    "black": "#4b5363", "red": "#f28b82", "green": "#8fd19e", "yellow": "#f2cc7c",
    "blue": "#8ab4f8", "magenta": "#d7a3e8", "cyan": "#7fd0d8", "white": INK,
    "bright_black": QUIET, "bright_red": "#ffa8a0", "bright_green": "#a8e6b4", "bright_yellow": "#ffe09a",
    "bright_blue": "#aecbfa", "bright_magenta": "#e8bff5", "bright_cyan": "#9be4ea", "bright_white": STRONG,
}  # fmt: skip
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
ARMS = {"─": "lr", "│": "ud", "┼": "lrud", "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru",
        "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu"}  # fmt: skip
"""Lines are drawn, as terminals draw them: those of a font leave gaps between the rows."""


class Glyph(NamedTuple):
    """A character, where it stands and how it looks."""

    text: str
    cells: int
    column: int
    style: Style


def main(folder: str = "") -> int:
    """Draw every picture in both languages: those of the READMEs, or those to look at into a folder."""
    try:
        import PIL  # noqa: F401, PLC0415 - asked for here, so that its lack is told in plain words
    except ImportError:
        sys.exit("pictures: Pillow is missing: pip install -e '.[docs]'")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as home:
            (Path(home) / "broken.yaml").write_text(BROKEN, encoding="utf-8")
            for language, (name, argv), columns in product(LANGUAGES, LOOKED_AT.items(), WIDTHS):
                screens = (_screen(argv, language, columns, home, color=color) for color in (True, False))
                _draw(*screens, Path(folder) / f"{name}.{language}.{columns}.png", columns)
        return 0
    for language, (name, argv) in product(LANGUAGES, PICTURES.items()):
        path = DOCS / f"{name}.{language}.png"
        _draw(_screen(argv, language, color=True), _screen(argv, language), path, COLUMNS)
        print(f"{path.relative_to(DOCS.parent)}: {path.stat().st_size // 1024} KB")
    return 0


def shown(name: str, language: str) -> str:
    """Give the text that a picture shows when it is up to date."""
    return _screen(PICTURES[name], language)


def drawn(path: Path) -> str:
    """Give the text that a picture was drawn from, which it carries along."""
    content = path.read_bytes()
    place = len(PNG_SIGNATURE)
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        data = content[place + 8 : place + 8 + length]
        if kind == b"iTXt":
            return zlib.decompress(data.removeprefix(b"Description\0\1\0\0\0")).decode()
        place += length + 12
    return ""


def _screen(
    argv: tuple[str, ...], language: str, columns: int = COLUMNS, home: str | None = None, *, color: bool = False
) -> str:
    """Run the program and give the command line and its answer: the first screen of it unless it has a `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RENKEI", "LC_"))}
    settings = {"COLUMNS": str(columns), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "renkei_cli", *argv, "--lang", language, "--color", "always" if color else "never"]
    answer = subprocess.run(command, env=kept | settings, cwd=home, capture_output=True, encoding="utf-8", check=False)
    if answer.returncode > 1:
        sys.exit(f"pictures: renkei {' '.join(argv)}: {answer.stderr}")
    lines = [line if color else line.rstrip() for line in answer.stdout.splitlines()]
    return "\n".join([f"$ renkei {' '.join(argv)}", "", *(lines if home else _first_screen(lines))])


def _first_screen(lines: list[str]) -> list[str]:
    if len(lines) <= LINES:
        return lines
    plain = [Text.from_ansi(line).plain for line in lines[: LINES + 1]]
    return lines[: max(number for number, line in enumerate(plain) if not line.strip(" ─│┼"))]


def _draw(screen: str, plain: str, path: Path, columns: int) -> None:
    from PIL import Image, ImageDraw, PngImagePlugin  # noqa: PLC0415 - its lack has been told

    lines = screen.split("\n")
    size = (2 * MARGIN + columns * CELL, 2 * MARGIN + len(lines) * LEADING)
    image = Image.new("RGB", size, GROUND)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        for glyph in _glyphs(line, prompt=row == 0):
            _draw_glyph(draw, glyph, MARGIN + glyph.column * CELL, MARGIN + row * LEADING)
    frame = (0, 0, size[0] - 1, size[1] - 1)
    draw.rounded_rectangle(frame, radius=CORNER, outline=EDGE, width=2)
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle(frame, radius=CORNER, fill=255)
    image.putalpha(mask)
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("Description", plain, zip=True)
    small = image.quantize(48, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(path, optimize=True, pnginfo=notes)


def _glyphs(line: str, *, prompt: bool) -> "Iterator[Glyph]":
    """Give a line's characters with their cells; the prompt is dressed here, the rest by the program."""
    text = Text.from_ansi(line)
    if prompt:
        text.stylize(Style(color="green"), 0, 1)
        text.stylize(Style(bold=True), 2)
    console, column = Console(), 0
    for offset, character in enumerate(text.plain):
        cells = cell_len(character)
        yield Glyph(character, cells, column, text.get_style_at_offset(console, offset))
        column += cells


def _draw_glyph(draw: "ImageDraw", glyph: Glyph, left: int, top: int) -> None:
    style = glyph.style
    ink = ANSI[style.color.name] if style.color and style.color.name in ANSI else STRONG if style.bold else INK
    ink = QUIET if style.dim else ink
    if style.reverse:
        draw.rectangle((left, top, left + glyph.cells * CELL - 1, top + LEADING - 1), fill=ink)
        ink = GROUND
    if glyph.text in ARMS:
        _draw_lines(draw, ARMS[glyph.text], left, top, EDGE if style.dim else ink)
        return
    width, baseline = glyph.cells * CELL, top + round(LEADING * 0.72)
    font = _font(SIZE, bold=bool(style.bold))
    length = font.getlength(glyph.text)
    if length > width:
        # A character that terminals set in one cell and the font draws in two.
        scale = width / length
        font = _font(round(SIZE * scale), bold=bool(style.bold))
        length, baseline = font.getlength(glyph.text), baseline - round(SIZE * 0.36 * (1 - scale))
    draw.text((left + (width - length) / 2, baseline), glyph.text, font=font, fill=ink, anchor="ls")
    if style.underline:
        draw.line((left, baseline + 5, left + width - 1, baseline + 5), fill=ink, width=2)


def _draw_lines(draw: "ImageDraw", arms: str, left: int, top: int, ink: str) -> None:
    x, y = left + CELL // 2, top + LEADING // 2
    right, bottom = left + CELL - 1, top + LEADING - 1
    strokes = {"l": (left, y, x + 1, y + 1), "r": (x, y, right, y + 1),
               "u": (x, top, x + 1, y + 1), "d": (x, y, x + 1, bottom)}  # fmt: skip
    for arm in arms:
        draw.rectangle(strokes[arm], fill=ink)


@cache
def _font(size: int, *, bold: bool) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - its lack has been told

    path, index = _font_file(bold=bold)
    return ImageFont.truetype(path, size, index=index)


@cache
def _font_file(*, bold: bool) -> tuple[str, int]:
    """Find the font file and the number of the face in it."""
    if given := os.environ.get("RENKEI_FONT_BOLD" if bold else "RENKEI_FONT"):
        return given, 0
    if shutil.which("fc-match"):
        pattern = f"{FAMILY}:bold" if bold else f"{FAMILY}:regular"
        found = subprocess.run(
            ["fc-match", "-f", "%{family}\n%{file}\n%{index}", pattern],
            capture_output=True, encoding="utf-8", check=True,
        ).stdout.split("\n")  # fmt: skip
        if FAMILY in found[0]:
            return found[1], int(found[2])
    sys.exit(
        f'pictures: the font "{FAMILY}" is missing: install fonts-noto-cjk, or set RENKEI_FONT and RENKEI_FONT_BOLD'
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
