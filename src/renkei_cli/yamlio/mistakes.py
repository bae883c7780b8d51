"""What people write in Japanese YAML that YAML reads as something else, and where it went wrong."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.i18n import N_, _
from renkei_cli.core.text import escape_invisible
from renkei_cli.yamlio.complaints import (
    NO_SPACE,
    TAB,
    SyntaxMessage,
)

_SPACES = "\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
_ITEM = r"(?:- +)*"

WIDE_SPACE = SyntaxMessage(
    "full-width-space", N_("{character} stands where YAML needs an ordinary space"), N_("type a half-width space"),
)  # fmt: skip
WIDE_DASH = SyntaxMessage(
    "full-width-dash", N_("{character} is no list mark"), N_("begin the item with a half-width - and a space"),
)  # fmt: skip
WIDE_COLON = SyntaxMessage(
    "full-width-colon", N_("{character} is no colon for YAML"),
    N_("write key: value, with a half-width colon and a space"),
)  # fmt: skip
WIDE_HASH = SyntaxMessage(
    "full-width-hash", N_("{character} begins no comment"), N_("begin a comment with a half-width #"),
)  # fmt: skip
WIDE_QUOTE = SyntaxMessage(
    "full-width-quote", N_("{character} is no quote for YAML"), N_("put the value in half-width quotes: \" or '"),
)  # fmt: skip

_KEY = (
    (re.compile(rf"(?:[-－ー−] *)*([{_SPACES}])"), WIDE_SPACE),
    (re.compile("([－ー−])"), WIDE_DASH),
    (re.compile("(＃)"), WIDE_HASH),
    (re.compile("([“”„＂「『])"), WIDE_QUOTE),
    (re.compile("[a-z_]+(：)"), WIDE_COLON),
    (re.compile(f"[a-z_]+:([{_SPACES}])"), WIDE_SPACE),
    (re.compile("[a-z_]+(:)(?=.)"), NO_SPACE),
    (re.compile(rf".*([{_SPACES}])$"), WIDE_SPACE),
)
"""What no key begins with or holds."""

_VALUE = (
    (re.compile(f"([{_SPACES}])"), WIDE_SPACE),
    (re.compile(f".*[^{_SPACES}](?=[{_SPACES}]+$)([{_SPACES}])", re.DOTALL), WIDE_SPACE),
    (re.compile('(“)[^“”]*[”“"]$'), WIDE_QUOTE),
    (re.compile('([”„＂])[^“”]*[”“＂"]$'), WIDE_QUOTE),
    (re.compile("([「『])[!-~]+[」』]$"), WIDE_QUOTE),
    (re.compile("(＃) "), WIDE_HASH),
    (re.compile(".* (＃) "), WIDE_HASH),
)
"""What no value without quotes begins with, or ends with."""

_OWN_LINE = (
    (re.compile(f"[-－ー−]([{_SPACES}])"), WIDE_SPACE),
    (re.compile("([－ー−])"), WIDE_DASH),
    (re.compile("(＃)"), WIDE_HASH),
    (re.compile("[a-z_]{1,30}(：)"), WIDE_COLON),
    (re.compile(f"[a-z_]{{1,30}}:([{_SPACES}])"), WIDE_SPACE),
    (re.compile("(?!(?:mailto|tel|urn):)[a-z_]{1,30}(:)(?=[^ /])"), NO_SPACE),
)
"""What no value begins with that begins its line, or an item of a list."""

_LINE = (
    (re.compile(" *(\t)"), TAB),
    (re.compile(rf" *{_ITEM}(?:[-－ー−] *)?([{_SPACES}])"), WIDE_SPACE),
    (re.compile(rf" *{_ITEM}([－ー−])"), WIDE_DASH),
    (re.compile(r" *(＃)"), WIDE_HASH),
    (re.compile(rf" *{_ITEM}[\w-]+(：)"), WIDE_COLON),
    (re.compile(rf" *{_ITEM}[\w-]+:([{_SPACES}])"), WIDE_SPACE),
    (re.compile(rf" *{_ITEM}[A-Za-z_][\w-]*(:)(?=[^\s/])"), NO_SPACE),
    (re.compile(rf" *{_ITEM}(?:[\w-]+: +)?([“”„＂])"), WIDE_QUOTE),
)
"""What makes a line that the parser stumbled over, or one above it, the culprit."""

_PLAIN_LINE = re.compile(r"\s*(?:#|- |-$|(?:- +)*[\w-]+:(?:\s|$))")
_BEGINS = frozenset("-－ー−＃“”„＂「『\u3000\u00a0\u1680\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B))))
_ENDS = frozenset(character for character in _BEGINS if character.isspace())


class Typo(NamedTuple):
    """What is wrong, and at how many characters from where one looked."""

    complaint: SyntaxMessage
    character: str = ""
    offset: int = 0


def told(place: Location, mistake: Typo) -> Diagnostic:
    """Make a fault of a mistake, in the reader's words."""
    meant, character, offset = mistake
    named = _("a full-width space (U+3000)") if character == "\u3000" else character
    if named.isspace():
        named = f"U+{ord(named):04X}"
    message = _(meant.message).format(character=escape_invisible(named))
    stands = Location(place.file, place.line, place.column + offset)
    return Diagnostic(stands, meant.code, message, _(meant.hint), part=character)


def _first(rules: Sequence[tuple[re.Pattern[str], SyntaxMessage]], text: str) -> Typo | None:
    for pattern, meant in rules:
        if found := pattern.match(text):
            return Typo(meant, found[1], found.start(1))
    return None


@lru_cache(maxsize=4096)
def in_key(text: str) -> Typo | None:
    """Find what is wrong in a key without quotes."""
    return _first(_KEY, text)


def doubtful(text: str) -> bool:
    """Tell at once whether a value without quotes is worth looking into: few are."""
    return text != "" and (text[0] in _BEGINS or text[-1] in _ENDS or ":" in text or "：" in text or (" ＃ " in text))


def in_value(text: str, *, own_line: bool) -> Typo | None:
    """Find what is wrong in a value without quotes; `own_line` if nothing but its item's mark stands before it."""
    return (own_line and _first(_OWN_LINE, text)) or _first(_VALUE, text)


def in_lines(lines: Sequence[str]) -> tuple[int, Typo] | None:
    """Find the line that led the parser astray, and how many lines it stands above the last, where that gave up.

    A line that is like any other in a case file ends the search.
    """
    for above, line in enumerate(reversed(lines)):
        if found := _first(_LINE, line):
            return above, found
        if above and _PLAIN_LINE.match(line):
            break
    return None
