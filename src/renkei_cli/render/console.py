"""The one place where a Rich console is made, and how text gets onto it."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Console
from rich.text import Text

from renkei_cli.render import Style
from renkei_cli.text import visible
from renkei_cli.typeset import wrap

READING_WIDTH = 100
"""Prose on a wider terminal stops here, in cells: longer lines are hard to follow."""
HEADING = "bold"
QUIET = "dim"
MARK = "bold underline"


def console(out: TextIO, style: Style) -> Console:
    """Make a console that draws what it is given, adds nothing and reads nothing from the environment."""
    return Console(
        file=out,
        width=style.width,
        force_terminal=style.color,
        no_color=not style.color,
        color_system="standard" if style.color else None,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
        legacy_windows=False,
        force_jupyter=False,
        _environ={},
    )


def plain_console(out: TextIO) -> Console:
    """Make a console for what comes and goes on a terminal while the reader waits."""
    return Console(file=out, color_system=None, markup=False, emoji=False, highlight=False, force_jupyter=False)


def broken(paragraphs: Iterable[str], cells: int, look: str = "", *, hang: int = 0) -> Text:
    """Set paragraphs in lines of at most `cells` cells, all but the first line of each `hang` cells further in.

    Text is never markup.
    """
    lines = [line for paragraph in paragraphs for line in _hanging(visible(paragraph), cells, hang)]
    return Text("\n".join(lines), style=look, no_wrap=True, overflow="ignore")


def _hanging(paragraph: str, cells: int, hang: int) -> Iterator[str]:
    first, *rest = wrap(paragraph, cells)
    yield first
    if rest:
        behind = paragraph[len(first) :].lstrip()
        yield from (" " * hang + line for line in wrap(behind, cells - hang))


def draw(target: Console, text: Text | str, look: str = "") -> None:
    """Draw lines that have been broken already."""
    target.print(Text(text, style=look) if isinstance(text, str) else text, overflow="ignore", no_wrap=True, crop=False)
