"""Local governments in running text: names as lists and plans write them, to codes."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import NamedTuple

from renkei_cli.authoring.tables.cells import CellError
from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold
from renkei_cli.domain.places import LocalGovernment, codes_of_digits, local_governments, prefectures

_JOINTS = re.compile(r"[;；、,，/／\n\t]+|及び|並びに|ならびに|および|とともに|と共に")
_LOOSE_JOINTS = re.compile("[と・]")
"""What also stands within names: it parts them only where the whole is none and all parts are."""
_NO_JOINTS = re.compile(r"[\s&+|()（）〔〕\[\]]")
_DIGITS = re.compile(r"[0-9]{4,6}")
_LONGEST = 60
"""Characters of a name, with prefecture and district."""


class ResolvedNames(NamedTuple):
    """The codes of a text, in its order, and what was not understood."""

    codes: tuple[str, ...]
    problems: tuple[CellError, ...]
    mended: tuple[str, ...]
    """Codes whose leading zero or check digit was put back."""


def resolve_names(text: str, within: Collection[str] = (), likely: Collection[str] = ()) -> ResolvedNames:
    """Return the local governments that a text names, by name, reading, romaji or code.

    A prefecture written before a name holds for the names after it, where they fit: 北海道上川郡下川町及び勇払郡厚真町.
    Of several that bear a name, one of the codes `likely` is meant, or the one in the prefectures `within`.
    """
    codes: dict[str, None] = {}
    problems: list[CellError] = []
    mended: list[str] = []
    carried = ""
    for word in _words(text):
        is_code = _DIGITS.fullmatch(word) is not None
        found: Sequence[LocalGovernment]
        if is_code:
            # A spreadsheet may have taken its leading zero.
            found = [local_governments()[code] for code in sorted(codes_of_digits(word))]
        else:
            found, prefecture = _candidates(word)
            carried = prefecture or carried
        for hint in (within,) if is_code else (likely, (carried,), within):
            found = [place for place in found if place.code in hint or place.prefecture_code in hint] or found
        if len(found) == 1:
            codes[found[0].code] = None
            mended += [found[0].code] if is_code and found[0].code != word else []
        else:
            problems.append(_ambiguous(word, found, is_code=is_code) if found else _unknown(word, is_code=is_code))
    return ResolvedNames(tuple(codes), tuple(problems), tuple(mended))


def _words(text: str) -> Iterator[str]:
    for part in _JOINTS.split(unicodedata.normalize("NFKC", text)):
        word = " ".join(part.split())
        parts = _LOOSE_JOINTS.split(word)
        if len(parts) > 1 and not _candidates(word)[0] and all(_candidates(part)[0] for part in parts):
            yield from parts
        elif word:
            yield word


@lru_cache(maxsize=16_384)
def _candidates(word: str) -> tuple[Sequence[LocalGovernment], str]:
    """Return the local governments that a word may name, and the prefecture that it says."""
    if len(word) > _LONGEST:
        return (), ""
    if exact := _named().get(fold(word)):
        return exact, exact[0].prefecture_code if word.startswith(exact[0].prefecture) else ""
    said = [place for place in prefectures() if word.startswith(place.prefecture)]
    name, code = (said[0].prefecture, said[0].prefecture_code) if said else ("", "")
    rest = word.removeprefix(name).strip()
    # Before a name its district (郡) may stand.
    for start in (0, *(found.end() for found in re.finditer("郡", rest))):
        places = _named().get(fold(rest[start:]), ())
        if found := [place for place in places if place.prefecture_code.startswith(code)]:
            return found, code
    return (), code


@cache
def _named() -> dict[str, tuple[LocalGovernment, ...]]:
    """Return the local governments by every folded spelling."""
    found: dict[str, tuple[LocalGovernment, ...]] = {}
    for place in local_governments().values():
        for key in set(place.term().keys()):
            found[key] = (*found.get(key, ()), place)
    return found


def _ambiguous(word: str, found: Sequence[LocalGovernment], *, is_code: bool) -> CellError:
    if is_code:
        names = ", ".join(f"{place.code} {place.name.ja}" for place in found)
        message = _("the code {code} may be any of several").format(code=word)
        return CellError("ambiguous", message, _("write one of {allowed}").format(allowed=names))
    names = ", ".join(f"{place.prefecture}{place.municipality}" for place in found)
    message = _("{name} may be any of several").format(name=word)
    return CellError("ambiguous", message, _("name the prefecture: {names}").format(names=names))


def _unknown(word: str, *, is_code: bool) -> CellError:
    if is_code:
        return CellError("unknown-code", _("no local government has the code {given}").format(given=word))
    names = ", ".join(_near(word)[:4])
    hints = [_("did you mean {near}?").format(near=names)] if names else []
    if _NO_JOINTS.search(word):
        joints = _("; 、 , / or a line break")
        hints.append(_("write names alone, and between several of them {joints}").format(joints=joints))
    return CellError("unknown-name", _("no local government is called {name}").format(name=word), " / ".join(hints))


@lru_cache(maxsize=4096)
def _near(word: str) -> list[str]:
    near = get_close_matches(fold(word), _named(), 2, 0.75)
    return list(dict.fromkeys(f"{place.prefecture}{place.municipality}" for key in near for place in _named()[key]))
