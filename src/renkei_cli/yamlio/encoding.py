"""Bytes of a case file to text that YAML can read: the encoding, and characters that nobody sees."""

import io
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
STAND_IN = "\ufffd"
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff\uff61-\uff9f]")
_GARBLED = re.compile("[\x80-\xa0\uf8f0-\uf8f3]")
"""What CP932 makes of bytes that it has no character for."""


class Encoding(NamedTuple):
    """An encoding other than UTF-8 that a file seems to be written in."""

    name: str
    """As people call it."""
    codec: str
    """As Python does."""


_MARKS = (
    (b"\xff\xfe\0\0", Encoding("UTF-32", "utf-32")),
    (b"\0\0\xfe\xff", Encoding("UTF-32", "utf-32")),
    (b"\xff\xfe", Encoding("UTF-16", "utf-16")),
    (b"\xfe\xff", Encoding("UTF-16", "utf-16")),
)


def decode_source(file: str, content: bytes, faults: list[Diagnostic], limit: int) -> bytes | None:
    """Return a file as UTF-8 without unseen characters, None where it is no UTF-8 text at all.

    Each unseen character is added to `faults`, until there are as many as `limit`, and replaced by another, so that
    columns stay. A byte order mark at the very beginning is left out.
    """
    if encoding := detect_encoding(content):
        faults.append(_other_encoding(Location(file, 1, 1), encoding))
        return None
    if (zero := content.find(b"\0")) >= 0:
        place = _place(file, 1, content[:zero].decode("utf-8", "replace"))
        faults.append(Diagnostic(place, "not-text", _("this is no text: it holds bytes of value 0")))
        return None
    content, line, before = content.removeprefix(b"\xef\xbb\xbf"), 1, len(faults)
    for chunk in _chunks(content):
        try:
            text = chunk.decode("utf-8")
        except UnicodeDecodeError as error:
            place = _place(file, line, chunk[: error.start].decode("utf-8"))
            faults.append(_undecodable(place, content, chunk[error.start]))
            return None
        for found in () if _is_seen(text) else UNSEEN.finditer(text):
            place = _place(file, line, text[: found.start()])
            faults.append(invisible_character(place, found[0]))
            if len(faults) >= limit:
                return None
        line += unify_line_ends(chunk).count(b"\n")
    if len(faults) == before:
        return content
    return b"".join(UNSEEN.sub(STAND_IN, chunk.decode("utf-8")).encode("utf-8") for chunk in _chunks(content))


def _chunks(content: bytes) -> Iterator[bytes]:
    """Return the content piece by piece, each of whole lines."""
    stream = io.BytesIO(content)
    while chunk := stream.read(_CHUNK):
        yield chunk + stream.readline()


def _is_seen(text: str) -> bool:
    # Thirty times as fast as looking for UNSEEN.
    return text.replace("\n", "").replace("\r", "").replace("\u3000", "").isprintable()


def _place(file: str, line: int, before: str) -> Location:
    text = before.replace("\r\n", "\n").replace("\r", "\n")
    return Location(file, line + text.count("\n"), len(text) - text.rfind("\n"))


def unify_line_ends(content: bytes) -> bytes:
    """Return a text with LF alone at the end of its lines."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content


def invisible_character(place: Location, character: str) -> Diagnostic:
    """Return the fault that a character stands there which nobody sees."""
    shown = escape_invisible(character).replace("\uffff", "U+FFFF")
    message = _("an invisible character stands here: {shown}").format(shown=shown)
    return Diagnostic(place, "control-character", message, _("delete it"), part=character)


def _undecodable(place: Location, content: bytes, byte: int) -> Diagnostic:
    if encoding := detect_japanese_encoding(content):
        return _other_encoding(place, encoding)
    message = _("the file is not UTF-8: the byte 0x{byte} stands here").format(byte=f"{byte:02X}")
    return Diagnostic(place, "not-utf8", message, _("save it as UTF-8"))


def _other_encoding(place: Location, encoding: Encoding) -> Diagnostic:
    message = _("the file is not UTF-8: it looks like {encoding}").format(encoding=encoding.name)
    return Diagnostic(place, "not-utf8", message, _("save it as UTF-8"))


def detect_encoding(content: bytes) -> Encoding | None:
    """Return the encoding that a byte order mark, zeros in every other byte, or JIS's escapes betray."""
    if found := next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None):
        return found
    if b"\0" in content:
        return _utf32(content[:_SAMPLE]) or _utf16(content[:_SAMPLE])
    if b"\x1b$" in content and content.isascii():
        return Encoding("ISO-2022-JP (JIS)", "iso2022_jp")
    return None


def _utf32(sample: bytes) -> Encoding | None:
    # By chance, every four bytes hardly ever are a character.
    for codec in ("utf-32-le", "utf-32-be"):
        with suppress(UnicodeDecodeError):
            if "\0" not in sample.decode(codec):
                return Encoding("UTF-32", codec)
    return None


def _utf16(sample: bytes) -> Encoding | None:
    # Line ends and letters in UTF-16 have zeros in every other byte only; a single zero proves nothing.
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if (even and odd) or even + odd <= 1:
        return None
    return Encoding("UTF-16", "utf-16-le" if odd else "utf-16-be")


def detect_japanese_encoding(content: bytes) -> Encoding | None:
    """Return that of Japan's encodings in which bytes that are no UTF-8 may be written."""
    sample = content[:_SAMPLE]
    if len(content) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1]
    # What is EUC-JP reads as CP932 too, as half-width kana; the other way round it seldom does.
    for found in (Encoding("EUC-JP", "euc_jp"), Encoding("CP932 (Shift_JIS)", "cp932")):
        with suppress(UnicodeDecodeError):
            text = sample.decode(found.codec)
            if _JAPANESE.search(text) and not _GARBLED.search(text):
                return found
    return None
