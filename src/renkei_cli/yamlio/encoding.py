"""Bytes of a case file to text that YAML can read: the encoding, and characters that nobody sees."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.i18n import _
from renkei_cli.core.text import escape_invisible

_CHUNK = 1 << 18
"""Bytes decoded at a time: a file of 64 MB as one text would take 256 MB for the sake of a single emoji."""
_SAMPLE = 1 << 20
"""Bytes by which an encoding is recognised."""

UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: they reorder what stands around them
    "\u2028\u2029\u200b\ufeff"  # separators and spaces that nobody sees
    "\ud800-\udfff\ufffe\uffff]"  # halves of a character, and no characters at all
)
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_OTHERS = bytes(set(range(256)) - set(_CONTROLS))
_RARE = (b"\xd8\x9c", b"\xef\xbb\xbf", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_WITHIN_LATIN = re.compile(rb"\xc2[\x80-\x9f]")
_WITHIN_PUNCTUATION = re.compile(rb"\xe2(?:\x80[\x8b\x8e\x8f\xa8-\xae]|\x81[\xa6-\xa9])")
STAND_IN = "\ufffd"
_CONTINUES = 0x80
"""The upper two bits of a byte that goes on with a character of UTF-8."""
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff\uff61-\uff9f]")

_GARBLED = re.compile("[\x80-\xa0\uf8f0-\uf8f3]")
"""What CP932 makes of bytes that it has no character for."""


class _Position:
    """A place that moves on through a text; a line ends with LF, CR or both."""

    def __init__(self) -> None:
        self.line = 1
        self.column = 1

    def pass_over(self, text: str) -> None:
        plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        if ends := plain.count("\n"):
            self.line += ends
            self.column = len(plain) - plain.rfind("\n")
        else:
            self.column += len(plain)

    def place(self, file: str) -> Location:
        return Location(file, self.line, self.column)


def decode_source(file: str, content: bytes, faults: list[Diagnostic], limit: int) -> bytes | None:
    """Give a file as UTF-8 that holds no unseen character, None where it is no UTF-8 text at all.

    Each unseen character is a fault, until there are as many as `limit`, and gives way to another, so that columns
    stay. A byte order mark at the very beginning is passed over.
    """
    if fault := _foreign(file, content):
        faults.append(fault)
        return None
    content = content.removeprefix(b"\xef\xbb\xbf")
    position, before = _Position(), len(faults)
    for chunk in _chunks(content):
        try:
            text = chunk.decode("utf-8")
        except UnicodeDecodeError as error:
            position.pass_over(chunk[: error.start].decode("utf-8"))
            faults.append(_undecodable(position.place(file), content, chunk[error.start]))
            return None
        passed = 0
        for found in UNSEEN.finditer(text) if _suspicious(chunk) else ():
            position.pass_over(text[passed : found.start()])
            passed = found.start()
            faults.append(invisible_character(position.place(file), found[0]))
            if len(faults) >= limit:
                return None
        position.pass_over(text[passed:])
    if len(faults) == before:
        return content
    return b"".join(UNSEEN.sub(STAND_IN, chunk.decode("utf-8")).encode("utf-8") for chunk in _chunks(content))


def _suspicious(chunk: bytes) -> bool:
    """Tell by its bytes whether a text holds what UNSEEN finds: five times as fast as looking for that."""
    return bool(
        chunk.translate(None, _OTHERS)
        or any(rare in chunk for rare in _RARE)
        or _WITHIN_LATIN.search(chunk)
        or _WITHIN_PUNCTUATION.search(chunk)
    )


def invisible_character(place: Location, character: str) -> Diagnostic:
    """Say that a character stands there which nobody sees."""
    message = _("an invisible character stands here: {shown}").format(
        shown=escape_invisible(character).replace("\uffff", "U+FFFF")
    )
    return Diagnostic(place, "control-character", message, _("delete it"), part=character)


def _chunks(content: bytes) -> Iterator[bytes]:
    """Cut the content, never within a character or between CR and LF."""
    start = 0
    while start < len(content) or not start:
        end = start + _CHUNK
        while end < len(content) and (content[end] & 0xC0 == _CONTINUES or content[end - 1 : end + 1] == b"\r\n"):
            end += 1
        yield content[start:end] if start or end < len(content) else content
        start = end


def _foreign(file: str, content: bytes) -> Diagnostic | None:
    """Tell what bytes of value 0, a byte order mark or JIS's escapes say: no text, or one in another encoding."""
    if found := detect_encoding(content):
        return _named(Location(file, 1, 1), found.name)
    zero = content.find(b"\0")
    if zero >= 0:
        position = _Position()
        position.pass_over(content[:zero].decode("utf-8", "replace"))
        return Diagnostic(position.place(file), "not-text", _("this is no text: it holds bytes of value 0"))
    return None


class Encoding(NamedTuple):
    """An encoding other than UTF-8 that a file seems to be written in."""

    name: str
    """As people call it."""
    codec: str
    """As Python does."""


def detect_encoding(content: bytes) -> Encoding | None:
    """Tell which encoding a byte order mark, zeros in every other byte, or JIS's escapes betray."""
    if found := next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None):
        return found
    if b"\0" in content:
        return _utf32(content[:_SAMPLE]) or _utf16(content[:_SAMPLE])
    if b"\x1b$" in content and content.isascii():
        return Encoding("ISO-2022-JP (JIS)", "iso2022_jp")
    return None


_MARKS = (
    (b"\xff\xfe\0\0", Encoding("UTF-32", "utf-32")),
    (b"\0\0\xfe\xff", Encoding("UTF-32", "utf-32")),
    (b"\xff\xfe", Encoding("UTF-16", "utf-16")),
    (b"\xfe\xff", Encoding("UTF-16", "utf-16")),
)


def _utf32(sample: bytes) -> Encoding | None:
    """Tell whether every four bytes are a character: by chance they hardly ever are."""
    for codec in ("utf-32-le", "utf-32-be"):
        with suppress(UnicodeDecodeError):
            if "\0" not in sample.decode(codec):
                return Encoding("UTF-32", codec)
    return None


def _utf16(sample: bytes) -> Encoding | None:
    """Tell whether zeros stand in every other byte only, as line ends and letters in UTF-16 have them."""
    odd = sum(byte == 0 for byte in sample[1::2])
    even = sum(byte == 0 for byte in sample[::2])
    if odd + even < 2 or 0 not in (odd, even):  # noqa: PLR2004 - one zero proves nothing
        return None
    return Encoding("UTF-16", "utf-16-le" if odd else "utf-16-be")


def _undecodable(place: Location, content: bytes, byte: int) -> Diagnostic:
    if found := detect_japanese_encoding(content):
        return _named(place, found.name)
    message = _("the file is not UTF-8: the byte 0x{byte} stands here").format(byte=f"{byte:02X}")
    return Diagnostic(place, "not-utf8", message, _("save it as UTF-8"))


def detect_japanese_encoding(content: bytes) -> Encoding | None:
    """Tell in which of Japan's encodings bytes that are no UTF-8 may be written."""
    sample = content[:_SAMPLE]
    if len(content) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1]
    # What is EUC-JP reads as CP932 too, as half-width kana; the other way round it seldom does.
    for found in (Encoding("EUC-JP", "euc_jp"), Encoding("CP932 (Shift_JIS)", "cp932")):
        try:
            text = sample.decode(found.codec)
        except UnicodeDecodeError:
            continue
        if _JAPANESE.search(text) and not _GARBLED.search(text):
            return found
    return None


def _named(place: Location, name: str) -> Diagnostic:
    message = _("the file is not UTF-8: it looks like {encoding}").format(encoding=name)
    return Diagnostic(place, "not-utf8", message, _("save it as UTF-8"))
