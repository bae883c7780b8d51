"""Local governments in running text: names as lists and plans write them, to codes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold
from renkei_cli.domain.places import LocalGovernment, check_digit, local_governments, prefectures

_JOINTS = re.compile(r"[;；、,，/／\n\t]+|及び|並びに|ならびに|および|とともに|と共に")
_NO_JOINTS = re.compile(r"[\s&+|()（）〔〕\[\]]")
"""What people write between names or behind them, and what is no part of a name."""
_LOOSE = re.compile("[と・]")
_DIGITS = re.compile(r"[0-9]{4,6}")
_CODE, _SHORT = 6, 5


class NameProblem(NamedTuple):
    """Why a name is not understood."""

    code: str
    message: str
    hint: str = ""


class Hints(NamedTuple):
    """What else a row says about who takes part."""

    prefectures: frozenset[str] = frozenset()
    """Two-digit codes."""
    codes: frozenset[str] = frozenset()


class ResolvedNames(NamedTuple):
    """The codes of a text, in its order, and what was not understood."""

    codes: tuple[str, ...]
    troubles: tuple[NameProblem, ...] = ()
    mended: tuple[str, ...] = ()
    """Codes whose leading zero or check digit was put back."""


def resolve_names(text: str, hints: Hints = Hints()) -> ResolvedNames:  # noqa: B008 - a value that never changes
    """Find the local governments that a text names, by name, reading, romaji or code.

    A prefecture written before a name holds for the names after it, where they fit: 北海道上川郡下川町及び勇払郡厚真町.
    """
    codes: list[str] = []
    troubles: list[NameProblem] = []
    mended: list[str] = []
    carried = ""
    for word in _words(text):
        found, carried = _one(word, carried, hints)
        if isinstance(found, NameProblem):
            troubles.append(found)
            continue
        if _DIGITS.fullmatch(word) and found != word:
            mended.append(found)
        if found not in codes:
            codes.append(found)
    return ResolvedNames(tuple(codes), tuple(troubles), tuple(mended))


def _words(text: str) -> Iterable[str]:
    for part in _JOINTS.split(unicodedata.normalize("NFKC", text)):
        word = " ".join(part.split())
        if not word:
            continue
        # と and ・ stand within names too: only where the whole is none do they part two.
        parts = _LOOSE.split(word)
        if len(parts) > 1 and not _candidates(word)[0] and all(_candidates(part)[0] for part in parts):
            yield from parts
        else:
            yield word


def _one(word: str, carried: str, hints: Hints) -> tuple[str | NameProblem, str]:
    """Understand one name; give its code and the prefecture that holds for the next."""
    if _DIGITS.fullmatch(word):
        return _coded(word, hints), carried
    found, said = _candidates(word)
    carried = said or carried
    if not found:
        return _unknown(word), carried
    for keep in (
        lambda place: place.code in hints.codes,
        lambda place: place.prefecture_code == carried,
        lambda place: place.prefecture_code in hints.prefectures,
    ):
        narrowed = [place for place in found if keep(place)]
        if len(found) > 1 and narrowed:
            found = narrowed
    if len(found) > 1:
        names = ", ".join(f"{place.prefecture}{place.municipality}" for place in found)
        message = _("{name} may be any of several").format(name=word)
        return NameProblem("ambiguous", message, _("name the prefecture: {names}").format(names=names)), carried
    return found[0].code, carried


def _candidates(word: str) -> tuple[Sequence[LocalGovernment], str]:
    """Give the local governments that a word may name, and the prefecture that it says."""
    if exact := _named().get(fold(word)):
        return exact, exact[0].prefecture_code if word.startswith(exact[0].prefecture) else ""
    for place in prefectures():
        if word.startswith(place.prefecture):
            rest = word.removeprefix(place.prefecture).strip()
            inside = [one for one in _without_district(rest) if one.prefecture_code == place.prefecture_code]
            return inside, place.prefecture_code
    return _without_district(word), ""


def _without_district(word: str) -> Sequence[LocalGovernment]:
    """Look a name up as it stands, then without the district (郡) before it."""
    starts = [0, *(at + 1 for at, character in enumerate(word) if character == "郡")]
    found = (_named().get(fold(word[start:]), ()) for start in starts)
    return next((places for places in found if places), ())


@cache
def _named() -> dict[str, tuple[LocalGovernment, ...]]:
    """Give all local governments by every folded spelling."""
    found: dict[str, list[LocalGovernment]] = {}
    for place in local_governments().values():
        for key in set(place.term().keys()):
            found.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in found.items()}


def _unknown(word: str) -> NameProblem:
    near = get_close_matches(fold(word), _named(), 2, 0.75)
    names = dict.fromkeys(f"{place.prefecture}{place.municipality}" for key in near for place in _named()[key])
    hints = [_("did you mean {near}?").format(near=", ".join(list(names)[:4]))] if names else []
    if _NO_JOINTS.search(word):
        hints.append(
            _("write names alone, and between several of them {joints}").format(joints=_("; 、 , / or a line break"))
        )
    hint = " / ".join(hints)
    return NameProblem("unknown-name", _("no local government is called {name}").format(name=word), hint)


def _coded(digits: str, hints: Hints) -> str | NameProblem:
    """Understand a code of five or six digits, also one that lost its leading zero to a spreadsheet."""
    whole = {digits} if len(digits) == _CODE else {"0" + digits} if len(digits) == _SHORT else set()
    bare = {digits} if len(digits) == _SHORT else {"0" + digits} if len(digits) < _SHORT else set()
    found = sorted((whole | {code + check_digit(code) for code in bare}) & set(local_governments()))
    if len(found) > 1:
        found = [code for code in found if code[:2] in hints.prefectures] or found
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{code} {local_governments()[code].name.ja}" for code in found)
        return NameProblem("ambiguous", _("the code {code} may be any of several").format(code=digits),
                       _("write one of {allowed}").format(allowed=names))  # fmt: skip
    return NameProblem("unknown-code", _("no local government has the code {given}").format(given=digits))
