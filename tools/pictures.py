"""The pictures in docs/: what the program prints, as a terminal shows it.

    pip install -e '.[docs]'
    python tools/pictures.py

Each character is drawn into its cells, so that columns stand as they stand on a terminal. It needs Pillow and the font
"Noto Sans Mono CJK JP" (Debian and Ubuntu: `apt install fonts-noto-cjk`). Each picture holds the text that it shows, by
which the tests see that it is out of date.
"""

import struct
import subprocess
import sys
import tempfile
import zlib
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from readme import ROOT, environment

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

PICTURES = {
    "list": ("list", "--type", "遠隔"),
    "show": ("show", "himeshima"),
    "compare": ("compare", "himeshima", "takamatsu"),
    "search": ("search", "観光"),
}
"""Each picture's name, and the command line that it shows."""
COLUMNS, LINES = 96, 32
"""A picture shows no more than a screen; it ends where the output takes breath."""
FAMILY = "Noto Sans Mono CJK JP"
SIZE, CELL, LEADING, MARGIN, CORNER = 26, 13, 38, 34, 14
GROUND, INK, STRONG, QUIET, EDGE, PROMPT = "#1c2029", "#d5dae3", "#ffffff", "#929cad", "#3a4150", "#8fd19e"
INKS = {1: "#ff8a80", 5: "#d49be0"}  # by the terminal's numbers: red, magenta
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def shown(name: str, language: str, *, color: bool = False) -> str:
    """Return what a picture shows when it is up to date: a command line and the first screen of its answer."""
    command = [sys.executable, "-m", "renkei_cli", *PICTURES[name], "--color", "always" if color else "never"]
    with tempfile.TemporaryDirectory() as home:
        env = environment(Path(home), language, COLUMNS)
        answer = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=True).stdout
    lines = [line if color else line.rstrip() for line in answer.splitlines()]
    if len(lines) > LINES:
        plain = [Text.from_ansi(line).plain for line in lines[: LINES + 1]]
        lines = lines[: max(number for number, line in enumerate(plain) if not line.strip(" ─│┼"))]
    return "\n".join([f"$ renkei {' '.join(PICTURES[name])}", "", *lines])


def drawn(path: Path) -> str:
    """Return the text that a picture was drawn from, which it carries along."""
    content = path.read_bytes()
    place = len(SIGNATURE)
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        if kind == b"iTXt":
            data = content[place + 8 : place + 8 + length]
            return zlib.decompress(data.removeprefix(b"Description\0\1\0\0\0")).decode()
        place += length + 12
    return ""


def _draw(screen: str, plain: str, path: Path) -> None:
    from PIL import Image, ImageDraw, PngImagePlugin  # noqa: PLC0415 - the tests need this module without Pillow

    lines = screen.split("\n")
    size = (2 * MARGIN + COLUMNS * CELL, 2 * MARGIN + len(lines) * LEADING)
    image, mask = Image.new("RGB", size, GROUND), Image.new("L", size, 0)
    draw, console = ImageDraw.Draw(image), Console()
    for row, line in enumerate(lines):
        text, column = Text.from_ansi(line), 0
        if row == 0:
            text.stylize(Style(color=PROMPT), 0, 1)
            text.stylize(Style(bold=True), 2)
        for offset, character in enumerate(text.plain):
            corner = (MARGIN + column * CELL, MARGIN + row * LEADING)
            column += (cells := cell_len(character))
            _draw_character(draw, character, cells, corner, text.get_style_at_offset(console, offset))
    frame = (0, 0, size[0] - 1, size[1] - 1)
    draw.rounded_rectangle(frame, radius=CORNER, outline=EDGE, width=2)
    ImageDraw.Draw(mask).rounded_rectangle(frame, radius=CORNER, fill=255)
    image.putalpha(mask)
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("Description", plain, zip=True)
    small = image.quantize(48, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(path, optimize=True, pnginfo=notes)


def _draw_character(draw: Any, text: str, cells: int, corner: tuple[int, int], style: Style) -> None:  # noqa: ANN401 - Pillow's
    (left, top), width = corner, cells * CELL
    ink = QUIET if style.dim else STRONG if style.bold else INK
    if style.color:
        ink = INKS.get(style.color.number or 0, PROMPT)
    if text in "─│┼":
        # A font's lines leave gaps between the rows.
        ink, x, y = EDGE if style.dim else ink, left + CELL // 2, top + LEADING // 2
        if text != "│":
            draw.rectangle((left, y, left + CELL - 1, y + 1), fill=ink)
        if text != "─":
            draw.rectangle((x, top, x + 1, top + LEADING - 1), fill=ink)
        return
    font, baseline = _font(SIZE, bold=bool(style.bold)), top + round(LEADING * 0.72)
    if (scale := width / font.getlength(text)) < 1:
        # A character that terminals set in one cell and the font draws in two.
        font, baseline = _font(round(SIZE * scale), bold=bool(style.bold)), baseline - round(SIZE * 0.36 * (1 - scale))
    draw.text((left + (width - font.getlength(text)) / 2, baseline), text, font=font, fill=ink, anchor="ls")
    if style.underline:
        draw.line((left, baseline + 5, left + width - 1, baseline + 5), fill=ink, width=2)


@cache
def _font(size: int, *, bold: bool) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - the same

    asked = ["fc-match", "-f", "%{family}\n%{file}\n%{index}", f"{FAMILY}:{'bold' if bold else 'regular'}"]
    family, path, index = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout.split("\n")
    if FAMILY not in family:
        sys.exit(f'the font "{FAMILY}" is missing: install fonts-noto-cjk')
    return ImageFont.truetype(path, size, index=int(index))


if __name__ == "__main__":
    for one, spoken in product(PICTURES, ("ja", "en")):
        file = ROOT / "docs" / f"{one}.{spoken}.png"
        _draw(shown(one, spoken, color=True), shown(one, spoken), file)
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} KB")
