"""Bytes of a case file to text that YAML can read: the encoding, and characters that nobody sees."""

import re
from collections.abc import Iterator

from renkei_cli.diagnostics import Fault, Place
from renkei_cli.i18n import _
from renkei_cli.text import visible

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

    def place(self, file: str) -> Place:
        return Place(file, self.line, self.column)


def readable(file: str, content: bytes, faults: list[Fault], limit: int) -> bytes | None:
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
            faults.append(unseen(position.place(file), found[0]))
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


def unseen(place: Place, character: str) -> Fault:
    """Say that a character stands there which nobody sees."""
    message = _("an invisible character stands here: {shown}").format(
        shown=visible(character).replace("\uffff", "U+FFFF")
    )
    return Fault(place, "control-character", message, _("delete it"), part=character)


def _chunks(content: bytes) -> Iterator[bytes]:
    """Cut the content, never within a character or between CR and LF."""
    start = 0
    while start < len(content) or not start:
        end = start + _CHUNK
        while end < len(content) and (content[end] & 0xC0 == _CONTINUES or content[end - 1 : end + 1] == b"\r\n"):
            end += 1
        yield content[start:end] if start or end < len(content) else content
        start = end


def _foreign(file: str, content: bytes) -> Fault | None:
    """Tell what bytes of value 0, a byte order mark or JIS's escapes say: no text, or one in another encoding."""
    name = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    zero = content.find(b"\0")
    if not name and zero >= 0:
        name = _utf16(content[:_SAMPLE])
    if not name and b"\x1b$" in content and content.isascii():
        name = "ISO-2022-JP (JIS)"
    if name:
        return _named(Place(file, 1, 1), name)
    if zero >= 0:
        position = _Position()
        position.pass_over(content[:zero].decode("utf-8", "replace"))
        return Fault(position.place(file), "not-text", _("this is no text: it holds bytes of value 0"))
    return None


_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def _utf16(sample: bytes) -> str:
    """Tell whether zeros stand in every other byte only, as line ends and letters in UTF-16 have them."""
    odd = sum(byte == 0 for byte in sample[1::2])
    even = sum(byte == 0 for byte in sample[::2])
    return "UTF-16" if odd + even > 1 and 0 in (odd, even) else ""


def _undecodable(place: Place, content: bytes, byte: int) -> Fault:
    sample = content[:_SAMPLE]
    if len(content) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1]
    # What is EUC-JP reads as CP932 too, as half-width kana; the other way round it seldom does.
    for encoding, name in (("euc_jp", "EUC-JP"), ("cp932", "CP932 (Shift_JIS)")):
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _JAPANESE.search(text) and not _GARBLED.search(text):
            return _named(place, name)
    message = _("the file is not UTF-8: the byte 0x{byte} stands here").format(byte=f"{byte:02X}")
    return Fault(place, "not-utf8", message, _("save it as UTF-8"))


def _named(place: Place, name: str) -> Fault:
    message = _("the file is not UTF-8: it looks like {encoding}").format(encoding=name)
    return Fault(place, "not-utf8", message, _("save it as UTF-8"))
