"""Where a list of cases can be read on behind a mistake at which the YAML parser gave up."""

import re
from typing import NamedTuple

from renkei_cli.authoring.parsing.events import Reader
from renkei_cli.authoring.parsing.stumbles import plain

_MOST = 100
"""Mistakes of a file behind which it is read on."""
_FARTHEST = 1_000_000
"""Lines above which it is not: the parser is given an empty line for each."""


class Resumption(NamedTuple):
    """A place from which the parser can read on."""

    start: int = 0
    """In bytes, within the text with plain line ends."""
    line: int = 0
    """Counted from 0."""
    number: int = 0
    """Of the case that begins there."""
    times: int = 0
    """How often it has been read on so far."""

    @property
    def before(self) -> bytes:
        """Give what stands for all that was read before: as many lines, the last of them the list's key."""
        return b"\n" * (self.line - 1) + b"cases:\n" if self.line else b""

    def beyond(self, text: bytes, reader: Reader, fault_line: int) -> "Resumption | None":
        """Find the next case below the line of a fault, counted from 1; None where it can't be told for certain.

        That is a line `- id:` in the column of the list's items: whatever quote or bracket the mistake may have
        left open, nothing else stands there.
        """
        if reader.listing is None or reader.listing.flow_style or self.times >= _MOST:
            return None
        content = plain(text)
        # The mistake may show in the line of an item, or below a case that was read whole.
        begun = max(fault_line, 0 if reader.item is None else reader.item.start_mark.line + 1)
        start = self.start
        for _line in range(begun - self.line):
            start = content.find(b"\n", start) + 1
            if not start:
                return None
        column = reader.listing.start_mark.column
        found = re.compile(rb"^ {%d}- +(?:id|'id'|\"id\"): " % column, re.MULTILINE).search(content, start)
        if not found:
            return None
        line = begun + content.count(b"\n", start, found.start())
        if line > _FARTHEST:
            return None
        return Resumption(found.start(), line, reader.number + 1, self.times + 1)
