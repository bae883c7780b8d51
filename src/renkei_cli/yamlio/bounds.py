"""How much of a case file is read at most, so that none can hurt."""

import io
from typing import Any, Protocol

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.i18n import _

MOST_FAULTS = 1_000
"""Faults of a file after which the rest is not read: nobody reads more, and a million would fill the memory."""
DEEPEST = 40
"""Levels of nesting: a case has 7. Deeper ones cost the C parser time by the square."""
MOST_VALUES = 20_000
"""Keys and values of a case, or of what stands around the cases: the largest case has some 400."""
LONGEST = 65_536
"""Characters of a text: a summary has 300, and what is longer belongs into a document of its own."""

MOST_RESUMED = 100
"""Mistakes of YAML in a file behind which it is read on."""
MOST_FED = 1_000_000
"""Lines that the parser is given for what it has read before, in all: the one in Python reads 100,000 a second."""

LONGEST_PIECE = 8_000_000
"""Bytes that the parser may read without finding a scalar: it would hold a text of 60 MB three times over."""


class Stop(Exception):  # noqa: N818 - nothing went wrong with the program
    """The rest of the file is not read; the fault that says why has been added."""


def too_many(place: Location, number: int = MOST_FAULTS) -> Diagnostic:
    """Say that the rest of a file is not read."""
    message = _("there are {n} faults up to here: the rest of the file is not read").format(n=number)
    return Diagnostic(place, "too-many-faults", message, _("mend these first"))


class _Read(Protocol):
    """Whoever reads the events that the parser makes of a file."""

    last: Any
    """The scalar read last."""

    def endless(self) -> None:
        """Say that what comes after that does not end, and stop."""


class Feed:
    """A file that the parser reads piece by piece, and that ends where a piece of YAML has no end."""

    def __init__(self, content: bytes, reader: "_Read", *, start: int = 0, before: bytes = b"") -> None:
        """Give `before`, and `content` from `start` on, to the parser whose events `reader` reads."""
        self._stream = io.BytesIO(content)
        self._stream.seek(start)
        self._before = before
        self._reader = reader
        self._last: Any = None
        self._since = 0

    def read(self, size: int) -> bytes:
        """Give the next bytes; Stop where too many have gone by without a scalar."""
        if self._reader.last is not self._last:
            self._last, self._since = self._reader.last, 0
        if self._before:
            piece, self._before = self._before[:size], self._before[size:]
            return piece
        self._since += size
        if self._since > LONGEST_PIECE:
            self._reader.endless()
        return self._stream.read(size)
