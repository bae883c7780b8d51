"""Line breaking and cell widths."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from renkei_cli.output.kinsoku import BreakCost, Grapheme, split_graphemes, width

__all__ = ["PLAIN_WIDTH", "pad", "phrases", "width", "wrap"]

PLAIN_WIDTH = 72
"""Cells of a line of plain text: what a mail takes, also once it has been quoted."""
_IN_A_LITTLE = {
    BreakCost.PHRASE: BreakCost.CHARACTER,
    BreakCost.SCRIPT: BreakCost.WORD,
    BreakCost.CHARACTER: BreakCost.WORD,
}
"""What a break costs that would leave an opening bracket with little of what it holds at the end of a line."""

# White space that takes no cells in Rich's eyes but moves the cursor of a terminal.
_CURSOR_SPACE = re.compile("[\t\x0b-\r\x1c-\x1f\x85\u2028\u2029]")
_LITTLE = 8
"""Cells of an opening bracket and what follows: so little of it had better begin the next line than end this one."""


def pad(text: str, cells: int) -> str:
    """Fill the text up to that many cells with spaces on its right."""
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """Break the text into lines of at most `cells` cells, at phrases where it can, by the rules of kinsoku.

    A newline always ends a line. White space at either end of a line is dropped; nothing else is lost.
    No line is wider than `cells`, provided that `cells` is at least 2, the width of one Japanese character.
    """
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, cells)]


def phrase_segments(line: str) -> list[str]:
    """Cut a text where a line may well begin: before each phrase and word. Nothing is lost."""
    pieces: list[str] = []
    for cluster in split_graphemes(line) if line else ():
        if not pieces or cluster.cost is BreakCost.PHRASE:
            pieces.append("")
        pieces[-1] += cluster.gap + cluster.text
    return [*pieces, line[len("".join(pieces)) :]]


def _lines(paragraph: str, cells: int) -> Iterator[str]:
    paragraph = _CURSOR_SPACE.sub(" ", paragraph).strip()
    if width(paragraph) <= cells:
        yield paragraph
        return
    clusters = list(split_graphemes(paragraph))
    starts = [0]
    while (end := _line_end(clusters, starts[-1], cells)) < len(clusters):
        starts.append(end)
    if len(starts) > 1:
        starts[-1] = _last_start(clusters, starts[-2], starts[-1], cells)
    for start, end in pairwise([*starts, len(clusters)]):
        yield _joined(clusters[start:end]).strip()


def _joined(clusters: Sequence[Grapheme]) -> str:
    return "".join(cluster.gap + cluster.text for cluster in clusters)


def _last_start(clusters: list[Grapheme], before: int, last: int, cells: int) -> int:
    """Let no word stand alone on the last line where the line above can spare some, and stays half full."""

    def length(start: int, end: int) -> int:
        return width(_joined(clusters[start:end]).strip())

    alone = min(cells // 5, _LITTLE)
    if length(last, len(clusters)) > alone:
        return last
    start = last - 1
    while length(before, start) * 2 >= cells:
        if clusters[start].cost is BreakCost.PHRASE and length(start, len(clusters)) > alone:
            return start
        start -= 1
    return last


def _line_end(clusters: list[Grapheme], start: int, cells: int) -> int:
    """Choose where the line after the one from `start` begins: the furthest that fits at the lowest cost."""
    furthest: dict[BreakCost, int] = {}
    well_filled: dict[BreakCost, int] = {}
    filled = clusters[start].cells
    for index in range(start + 1, len(clusters)):
        cluster = clusters[index]
        cost = cluster.cost
        if 0 < cluster.opened <= _LITTLE and cluster.opened < filled:
            cost = _IN_A_LITTLE.get(cost, cost)
        furthest[cost] = index
        if filled * 3 >= cells:
            well_filled[cost] = index
        filled += width(cluster.gap) + cluster.cells
        if filled > cells:
            break
    else:
        return len(clusters)
    # A phrase may be torn to fill a line that would otherwise stay two thirds empty; a word may not.
    for cost in (BreakCost.PHRASE, BreakCost.SCRIPT):
        if cost in well_filled:
            return well_filled[cost]
    allowed = [index for cost, index in furthest.items() if cost <= BreakCost.CHARACTER]
    return max(allowed) if allowed else furthest[min(furthest)]
