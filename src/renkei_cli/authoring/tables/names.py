"""Local governments in running text: names as lists and plans write them, to codes."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import chain
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
_LIKENESS = 0.75


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
        try:
            if _DIGITS.fullmatch(word):
                code = _of_digits(word, within)
                mended += [code] if code != word else []
            else:
                found, prefecture = _candidates(word)
                carried = prefecture or carried
                code = _only_one(word, found, (likely, (carried,), within))
            codes[code] = None
        except CellError as problem:
            problems.append(problem)
    return ResolvedNames(tuple(codes), tuple(problems), tuple(mended))


def _words(text: str) -> Iterator[str]:
    for part in _JOINTS.split(unicodedata.normalize("NFKC", text)):
        word = " ".join(part.split())
        parts = _LOOSE_JOINTS.split(word)
        if len(parts) > 1 and not _candidates(word)[0] and all(_candidates(part)[0] for part in parts):
            yield from parts
        elif word:
            yield word


def _of_digits(digits: str, within: Collection[str]) -> str:
    """Return the code that is meant, also where a spreadsheet has taken its leading zero."""
    found = sorted(codes_of_digits(digits))
    if len(found) > 1:
        found = [code for code in found if code[:2] in within] or found
    if not found:
        raise CellError("unknown-code", _("no local government has the code {given}").format(given=digits))
    if len(found) > 1:
        names = ", ".join(f"{code} {local_governments()[code].name.ja}" for code in found)
        message = _("the code {code} may be any of several").format(code=digits)
        raise CellError("ambiguous", message, _("write one of {allowed}").format(allowed=names))
    return found[0]


def _only_one(word: str, found: Sequence[LocalGovernment], hints: Iterable[Collection[str]]) -> str:
    """Return the code of the one that a name means; each hint, codes or their beginnings, narrows the choice."""
    for hint in hints:
        found = [place for place in found if place.code in hint or place.prefecture_code in hint] or found
    if len(found) > 1:
        names = ", ".join(f"{place.prefecture}{place.municipality}" for place in found)
        message = _("{name} may be any of several").format(name=word)
        raise CellError("ambiguous", message, _("name the prefecture: {names}").format(names=names))
    if not found:
        raise _unknown(word)
    return found[0].code


@lru_cache(maxsize=16_384)
def _candidates(word: str) -> tuple[Sequence[LocalGovernment], str]:
    """Return the local governments that a word may name, and the prefecture that it says."""
    if len(word) > _LONGEST:
        return (), ""
    if exact := _named().get(fold(word)):
        return exact, exact[0].prefecture_code if word.startswith(exact[0].prefecture) else ""
    code, name = next(((code, name) for code, name in _prefecture_names() if word.startswith(name)), ("", ""))
    found = _without_district(word.removeprefix(name).strip())
    return [place for place in found if place.prefecture_code.startswith(code)], code


def _without_district(word: str) -> Sequence[LocalGovernment]:
    """Look a name up as it stands, then without the district (郡) before it."""
    starts = [0, *(found.end() for found in re.finditer("郡", word))]
    return next((places for start in starts if (places := _named().get(fold(word[start:])))), ())


@cache
def _prefecture_names() -> tuple[tuple[str, str], ...]:
    return tuple((place.prefecture_code, place.prefecture) for place in prefectures())


@cache
def _named() -> dict[str, tuple[LocalGovernment, ...]]:
    """Return the local governments by every folded spelling."""
    found: dict[str, tuple[LocalGovernment, ...]] = {}
    for place in local_governments().values():
        for key in set(place.term().keys()):
            found[key] = (*found.get(key, ()), place)
    return found


def _unknown(word: str) -> CellError:
    names = dict.fromkeys(
        f"{place.prefecture}{place.municipality}" for key in _near(fold(word)) for place in _named()[key]
    )
    hints = [_("did you mean {near}?").format(near=", ".join(list(names)[:4]))] if names else []
    if _NO_JOINTS.search(word):
        joints = _("; 、 , / or a line break")
        hints.append(_("write names alone, and between several of them {joints}").format(joints=joints))
    message = _("no local government is called {name}").format(name=word)
    return CellError("unknown-name", message, " / ".join(hints))


@lru_cache(maxsize=4096)
def _near(asked: str) -> list[str]:
    """Return the spellings most like a text, of those that share enough of its characters: to count these is cheap."""
    if len(asked) > _LONGEST:
        return []
    shared = Counter(chain.from_iterable(_by_character().get(one, ()) for one in _characters(asked)))
    likely = [name for name, count in shared.items() if 2 * count >= _LIKENESS * (len(asked) + len(name))]
    return get_close_matches(asked, likely, 2, _LIKENESS)


@cache
def _by_character() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in _named():
        for one in _characters(name):
            found[one].append(name)
    return found


def _characters(text: str) -> list[str]:
    """Return the characters of a text, each with how often it stood there before: a0, b0, a1."""
    return [f"{character}{text.count(character, 0, at)}" for at, character in enumerate(text)]
