"""Paragraphs whose lines hang under their beginning, and lists whose values stay whole."""

import re
from collections.abc import Callable, Iterator

from renkei_cli.output.wrap import width, wrap

_SIGN = re.compile(r"[^:：]{1,14}(?:: |：)")
"""A word or two at the beginning that say what follows."""
_WIDEST_SIGN = 16
"""Cells; under a longer one a list would stand far to the right."""
_LIST = 2
"""So many short pieces between commas or strokes are the values of a list."""
_SHORT = 64


def fill_list(text: str, cells: int) -> list[str]:
    """Break a text into lines of at most `cells` cells; the values of a list stay whole where they fit."""
    lines = [""]
    for value in _values(text, cells):
        joined = lines[-1] + value
        if width(joined.rstrip()) <= cells:
            lines[-1] = joined
        elif lines[-1] and width(value.rstrip()) <= min(_SHORT, cells):
            lines.append(value)
        else:
            lines[-1:] = wrap(joined, cells)
            lines[-1] += " " * (len(joined) - len(joined.rstrip()))
    return [line.rstrip() for line in lines]


def _values(text: str, cells: int) -> Iterator[str]:
    """Cut a text behind its commas and strokes if there is a list in it, else not at all."""
    # Between semicolons a comma parts nothing: Agriculture, forestry, fisheries and food (agrifood); …
    values = re.split("(?<=; )" if text.count("; ") >= _LIST else "(?<=, )|(?<= / )|(?<=）、)", text)
    if sum(width(value) <= min(_SHORT, cells) for value in values[1:-1]) >= _LIST:
        yield from values
    else:
        yield text


def hanging_indent(
    text: str, cells: int, *, hang: int, head: str = "", fill: Callable[[str, int], list[str]] = fill_list
) -> list[str]:
    """Break a paragraph into lines of at most `cells` cells, those after the first further in by `hang`.

    A `head`, as a place in a file, is never broken: it begins the first line, alone where there is little room.
    """
    text = text.strip()
    room = cells - width(head)
    if head and width(text) > room and room * 2 < cells:
        return [head.rstrip(), *(" " * hang + line for line in fill(text, cells - hang))]
    first, *rest = fill(text, room)
    if rest:
        rest = fill(text[len(first) :].lstrip(), cells - hang)
    return [head + first, *(" " * hang + line for line in rest)]


def message_prefix(text: str, cells: int) -> str:
    """Give the sign with which a message begins, as `error: `; nothing where it has none or there is little room."""
    found = _SIGN.match(text)
    return found[0] if found and width(found[0]) <= min(cells // 3, _WIDEST_SIGN) else ""
