"""Bytes of a case file to text that YAML can read: the encoding, and characters that nobody sees."""

import codecs
import re
from contextlib import suppress
from itertools import islice
from typing import Final, NamedTuple

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.i18n import _
from renkei_cli.core.text import escape_invisible

MOST_FAULTS: Final = 1_000
"""Faults of a file after which the rest is not read: nobody reads more, and a million would fill the memory."""
_SAMPLE = 1 << 20  # bytes by which an encoding is recognised
UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls: they reorder what stands around them
    "\u2028\u2029\u200b\ufeff"  # separators and spaces that nobody sees
    "\ud800-\udfff\ufffe\uffff]"  # halves of a character, and no characters at all
)
STAND_IN = "\ufffd"


class Encoding(NamedTuple):
    """An encoding other than UTF-8."""

    name: str
    codec: str  # as Python calls it


_UTF_16, _UTF_32 = Encoding("UTF-16", "utf-16"), Encoding("UTF-32", "utf-32")
_MARKS = {b"\xff\xfe\0\0": _UTF_32, b"\0\0\xfe\xff": _UTF_32, b"\xff\xfe": _UTF_16, b"\xfe\xff": _UTF_16}
# What is EUC-JP reads as CP932 too, as half-width kana; the other way round it seldom does.
_JAPANESE = (Encoding("EUC-JP", "euc_jp"), Encoding("CP932 (Shift_JIS)", "cp932"))
_HAS_JAPANESE = re.compile(  # and nothing that CP932 makes of bytes for which it has no character
    "[^\x80-\xa0\uf8f0-\uf8f3]*[\u3041-\u30ff\u4e00-\u9fff\uff61-\uff9f][^\x80-\xa0\uf8f0-\uf8f3]*"
)


def decode_source(file: str, content: bytes, faults: list[Diagnostic]) -> bytes | None:
    """Return a file as UTF-8 with LF at the ends of lines and no unseen characters; None where it is no UTF-8 text.

    Each unseen character is replaced by another, so that columns stay, and the first MOST_FAULTS of them are added to
    `faults`. A byte order mark at the very beginning is left out.
    """
    if encoding := detect_encoding(content):
        faults.append(_not_utf8(Location(file, 1, 1), encoding))
        return None
    content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if (zero := content.find(b"\0")) >= 0:
        place = _end(file, content[:zero].decode("utf-8", "replace"))
        faults.append(Diagnostic(place, "not-text", _("this is no text: it holds bytes of value 0")))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _end(file, content[: error.start].decode("utf-8"))
        faults.append(_not_utf8(place, detect_japanese_encoding(content), content[error.start]))
        return None
    line, at, found = 1, 0, None
    for found in islice(UNSEEN.finditer(text), MOST_FAULTS):
        line, at = line + text.count("\n", at, found.start()), found.start()
        faults.append(invisible_character(Location(file, line, at - text.rfind("\n", 0, at)), found[0]))
    return UNSEEN.sub(STAND_IN, text).encode("utf-8") if found else content


def _end(file: str, text: str) -> Location:
    return Location(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


def _not_utf8(place: Location, encoding: Encoding | None, byte: int = 0) -> Diagnostic:
    if encoding:
        message = _("the file is not UTF-8: it looks like {encoding}").format(encoding=encoding.name)
    else:
        message = _("the file is not UTF-8: the byte 0x{byte} stands here").format(byte=f"{byte:02X}")
    return Diagnostic(place, "not-utf8", message, _("save it as UTF-8"))


def invisible_character(place: Location, character: str) -> Diagnostic:
    """Return the fault that a character stands there which nobody sees."""
    shown = escape_invisible(character).replace("\uffff", "U+FFFF")
    message = _("an invisible character stands here: {shown}").format(shown=shown)
    return Diagnostic(place, "control-character", message, _("delete it"), part=character)


def detect_encoding(content: bytes) -> Encoding | None:
    """Return the encoding that a byte order mark, JIS's escapes or every other byte being 0 betray."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    sample = content[:_SAMPLE]
    zeros, codec = max((sample[at::2].count(0), codec) for at, codec in enumerate(("utf-16-be", "utf-16-le")))
    with suppress(UnicodeDecodeError):
        if zeros > 1 and zeros * 40 > len(sample) and not UNSEEN.search(sample.decode(codec)):
            return Encoding("UTF-16", codec)
    return Encoding("ISO-2022-JP (JIS)", "iso2022_jp") if b"\x1b$" in content and content.isascii() else None


def detect_japanese_encoding(content: bytes) -> Encoding | None:
    """Return that of Japan's encodings in which bytes that are no UTF-8 may be written."""
    for encoding in _JAPANESE:
        with suppress(UnicodeDecodeError):
            # A character may be cut in two where the sample ends.
            decoder = codecs.getincrementaldecoder(encoding.codec)()
            if _HAS_JAPANESE.fullmatch(decoder.decode(content[:_SAMPLE], final=len(content) <= _SAMPLE)):
                return encoding
    return None
