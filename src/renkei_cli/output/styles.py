"""How pieces of a line look on a terminal: by weight and shape alone, so that any colours of the reader's will do."""

from collections.abc import Iterable

READING_WIDTH = 100
"""Cells of a line on a wide screen: a longer one is hard to follow."""

StyledText = tuple[str, str]
"""A text, and its look."""

PLAIN = ""
HEADING = "1"
"""Bold."""
DIM = "2"
"""Dim, for rules and for what words, brackets or a label set apart as well: a terminal may not show it."""
ITALIC = "3"
"""Italic, for names on a line of their own."""
ERROR = "1;7"
"""Bold, the colours exchanged, for the word that something is wrong."""
HIGHLIGHT = "1;4"
"""Bold and underlined, for the words that were searched for."""


def apply_style(pieces: Iterable[StyledText], *, color: bool) -> str:
    """Join the pieces of a line, in their looks where there may be colour; no white space is left at its end."""
    kept: list[StyledText] = []
    for text, look in pieces:
        if kept and kept[-1][1] == look:
            kept[-1] = (kept[-1][0] + text, look)
        else:
            kept.append((text, look))
    while kept and not (last := kept[-1][0].rstrip()):
        kept.pop()
    if kept:
        kept[-1] = (last, kept[-1][1])
    return "".join(f"\x1b[{look}m{text}\x1b[0m" if color and look else text for text, look in kept)
