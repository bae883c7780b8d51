"""The lines of a file, found and decoded one at a time: a file of 64 MB as one text would take 256 MB."""

from typing import NamedTuple

_BLOCK = 1 << 16
"""Bytes in which lines are counted, and up to which a line is decoded whole."""
_MARGIN = 4_096
"""Characters of a longer line that are decoded on each side of a place."""
_CONTINUES = 0x80
"""The upper two bits of a byte that goes on with a character of UTF-8."""
_GOING_ON = bytes(range(0x80, 0xC0))


class Line(NamedTuple):
    """A line, or what of a long one surrounds a place."""

    text: str
    first: int = 0
    """The column, from 0, at which `text` begins."""
    cut: bool = False
    """Whether the line goes on behind it."""


class Lines:
    """The lines of a file, counted from 0; a line ends with LF, CR or both."""

    def __init__(self, content: bytes) -> None:
        """Look into a file in UTF-8; a byte order mark is no part of its first line."""
        content = content.removeprefix(b"\xef\xbb\xbf")
        self._content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content
        # Places come in the order of the file, mostly: one goes on from the last line and the last column.
        self._line = (0, 0)
        self._column = (0, 0, 0)

    def around(self, number: int, column: int) -> Line | None:
        """Give a line, a long one around a column only; None where there is no such line.

        UnicodeDecodeError where it is in another encoding.
        """
        start = self._start(number)
        if start is None:
            return None
        end = self._end(start)
        if end - start <= _BLOCK:
            return Line(self._content[start:end].decode("utf-8"))
        first, offset = self._before(start, end, max(0, column - _MARGIN))
        stop = self._boundary(min(offset + 8 * _MARGIN, end), end)
        return Line(self._content[offset:stop].decode("utf-8"), first, stop < end)

    def find(self, number: int, column: int, part: str) -> int | None:
        """Give the column from which on a line holds a piece of text, from a column on; None where it does not."""
        start = self._start(number)
        if start is None:
            return None
        end = self._end(start)
        first, offset = self._before(start, end, column)
        rest = self._content[offset : min(offset + 4 * (column - first), end)].decode("utf-8", "ignore")
        offset += len(rest[: column - first].encode("utf-8"))
        found = self._content.find(part.encode("utf-8", "surrogatepass"), offset, end)
        # A character has one byte that does not go on with another.
        return None if found < 0 else column + len(self._content[offset:found].translate(None, _GOING_ON))

    def _end(self, start: int) -> int:
        end = self._content.find(b"\n", start)
        return len(self._content) if end < 0 else end

    def _start(self, number: int) -> int | None:
        """Find the first byte of a line."""
        line, offset = self._line if self._line[0] <= number else (0, 0)
        while (ends := self._content.count(b"\n", offset, offset + _BLOCK)) < number - line:
            line += ends
            offset += _BLOCK
            if offset >= len(self._content):
                return None
        while line < number:
            offset = self._content.index(b"\n", offset) + 1
            line += 1
        self._line = (line, offset)
        return offset

    def _before(self, start: int, end: int, column: int) -> tuple[int, int]:
        """Give a column and its first byte, at most a block before the column that is asked for."""
        line, first, offset = self._column
        if line != start or first > column:
            first, offset = 0, start
        while first < column:
            # As many bytes as characters are wanted hold at most that many characters.
            stop = self._boundary(min(offset + min(column - first, _BLOCK), end), end)
            if stop == offset:
                break
            first += len(self._content[offset:stop].decode("utf-8"))
            offset = stop
        self._column = (start, first, offset)
        return first, offset

    def _boundary(self, offset: int, end: int) -> int:
        """Give the first byte of the character that an offset lies in."""
        while offset < end and self._content[offset] & 0xC0 == _CONTINUES:
            offset -= 1
        return offset
