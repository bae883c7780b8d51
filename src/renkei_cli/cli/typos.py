"""Full-width spaces and dashes that slip into a command line, and the line that was meant."""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence

from renkei_cli.core.i18n import _
from renkei_cli.core.shell import quote_words

_SPACE = "\u3000"
_DASHES = "-‐‑‒–—―−－ー─━ｰ﹣"
_MINUS = "−－"
"""Before a word of a search one of these excludes."""
_OPTION = re.compile(rf"([{_DASHES}]+)([A-Za-zＡ-Ｚａ-ｚ][^=]*)(=.*)?", re.DOTALL)

Complaint = tuple[str, str]
"""What is wrong, and what would be right."""


def find_typographic_option(
    words: Iterable[str], options: Container[str], argv: Sequence[str], *, excluding: bool
) -> Complaint | None:
    """Find an option whose dashes are no hyphens, or beside which a full-width space stands; None where there is none.

    `excluding` tells that a word behind one minus of any width is a word to exclude.
    """
    for word in words:
        if word == "--":
            break
        parts = word.split(_SPACE)
        for part in parts:
            option = _spelt(part)
            excluded = excluding and part[:1] in _MINUS and part[1:2] not in _DASHES
            known = option.partition("=")[0] in options and not excluded
            if known and (len(parts) > 1 or option != part):
                return _complaint(word, argv)
    return None


def find_typographic_command(name: str, commands: Container[str], argv: Sequence[str]) -> Complaint | None:
    """Find the same in a word that stands where a command belongs."""
    first, space, _rest = name.partition(_SPACE)
    return _complaint(name, argv) if (space and first in commands) or _spelt(name) != name else None


def _spelt(word: str) -> str:
    """Write an option with hyphens that was written with other dashes; anything else stays."""
    found = _OPTION.fullmatch(word)
    if not found or found[1].isascii():
        return word
    name = unicodedata.normalize("NFKC", found[2])
    return f"{'-' if len(name) == 1 else '--'}{name}{found[3] or ''}"


def _complaint(word: str, argv: Sequence[str]) -> Complaint:
    message = (
        _("there is a full-width space in {word}; a command line is parted by half-width ones")
        if _SPACE in word
        else _("{word} begins with another dash; an option begins with half-width hyphens (-)")
    )
    words = [_spelt(part) for one in argv for part in one.split(_SPACE) if part]
    return message.format(word=f"'{word}'"), _("write {usage}").format(usage=quote_words(["renkei", *words]))
