"""Where a list of cases can be read on behind a mistake at which the YAML parser gave up."""

import re
from typing import NamedTuple

from renkei_cli.yamlio.events import Reader
from renkei_cli.yamlio.stumbles import plain


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
    fed: int = 0
    """Lines that the parser has been given so far in the place of what was read before."""

    @property
    def before(self) -> bytes:
        """Give what stands for all that was read before: as many lines, the last of them the list's key."""
        return b"\n" * (self.line - 1) + b"cases:\n" if self.line else b""

    def beyond(self, text: bytes, reader: Reader, fault_line: int) -> "Resumption | None":
        """Find the case below the one at fault; None where it can't be told for certain, or there is none.

        That is a line that begins with `- ` in the column of the list's items: what belongs to a case stands further
        in. Only a text in quotes that goes on over several lines could hold another such line.
        """
        if reader.listing is None or reader.listing.flow_style:
            return None
        content = plain(text)
        item = -1 if reader.item is None else reader.item.start_mark.line
        # A case that was read whole is not at fault, and the one that is may not have been begun.
        begun = item + 1 if item >= 0 and not reader.whole else fault_line
        start = self._beginning(content, begun)
        items = re.compile(rb"^ {%d}-(?: +\S|$)" % reader.listing.start_mark.column, re.MULTILINE)
        found = items.search(content, start)
        if not found:
            return None
        line = begun + content.count(b"\n", start, found.start())
        # Those at fault that were not begun count, too.
        between = items.finditer(content, self._beginning(content, item + 1), found.end())
        number = reader.number + sum(1 for _item in between)
        return Resumption(found.start(), line, number, self.times + 1, self.fed + line)

    def _beginning(self, content: bytes, line: int) -> int:
        """Find where a line begins, the place itself for one above it; the end where there is no such line."""
        start = self.start
        for _line in range(self.line, line):
            start = content.find(b"\n", start) + 1
            if not start:
                return len(content)
        return start
