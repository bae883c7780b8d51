"""What people write in cells, as values of a case: dates, words of a vocabulary, texts, lists, local governments."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache, partial
from typing import NamedTuple

from renkei_cli.authoring.interview.answers import AnswerRejectedError, parse_date
from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold
from renkei_cli.domain.places import LocalGovernment, codes_of_digits, local_governments, prefectures
from renkei_cli.domain.vocabulary import Vocabulary

_JOINTS = re.compile(r"[;；、,，/／\n\t]+|及び|並びに|ならびに|および|とともに|と共に")
_LOOSE_JOINTS = re.compile("[と・]")
"""What also stands within names: it parts them only where the whole is none and all parts are."""
_NO_JOINTS = re.compile(r"[\s&+|()（）〔〕\[\]]")
_LONGEST = 60
"""Characters of a name, with prefecture and district."""
_NUMBER = re.compile(r"第?([0-9,]{1,15})(\.[0-9]+)?(?:回|円|頁|ページ|p)?")
_KINDS = (
    ("大学", "university"), ("高専", "university"), ("University", "university"), ("NPO", "npo"), ("非営利", "npo"),
    ("協議会", "council"), ("Council", "council"), ("研究", "research"), ("Research", "research"),
    ("住民", "residents"), ("株式会社", "company"), ("(株)", "company"), ("企業", "company"), ("事業者", "company"),
    ("生産者", "producers"), ("協定", "agreement"), ("Agreement", "agreement"), ("ネットワーク", "network"),
    ("Network", "network"), ("宣言", "declaration"), ("Declaration", "declaration"), ("認定", "certification"),
)  # fmt: skip
"""Words in a name that say what sort of body or instrument it is."""


def line(cell: str) -> str:
    """Return a text of one line: no white space around it, line breaks joined as Japanese is, without a space."""
    joined = ""
    for part in filter(None, map(str.strip, cell.splitlines())):
        joined += f" {part}" if joined and (joined[-1] + part[0]).isascii() else part
    return joined.replace("\t", " ")


def items(cell: str, *joints: str, prose: bool = False) -> list[str]:
    """Return the values of a cell; one that is empty keeps its place, so that languages stay side by side.

    In prose a semicolon with a space behind it belongs to the sentence.
    """
    if not cell:
        return []
    patterns = [r";(?!\s)" if prose else "[;；]", r"[\r\n]+", *map(re.escape, filter(None, joints))]
    parts = [line(part) for part in re.split("|".join(patterns), cell.strip())]
    return parts if any(parts) else []


def number(cell: str, *, whole: bool = False) -> float:
    """Return a number, maybe one without a fraction: 53, ５３, 第53回, 1,000, 12.5."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    digits = found[1].replace(",", "") if found else ""
    if not found or not digits or (whole and found[2]):
        hint = _("write it as in {example}").format(example="53")
        raise AnswerRejectedError(_("{given} is no number").format(given=repr(cell)), hint)
    return float(digits + found[2]) if found[2] else int(digits)


@lru_cache(maxsize=1024)
def term(cell: str, vocabulary: Vocabulary, *, several: bool = False) -> str:
    """Return a controlled word by its label, code or alias; `several` where the cell might have held more of them."""
    found = vocabulary.spelt(cell)
    if len(found) == 1:
        return found[0].value
    near = get_close_matches(fold(cell), vocabulary.spellings(), 3, 0.4)
    offered = found or list(dict.fromkeys(vocabulary.spellings()[key] for key in near))
    labels = ", ".join(f"{one.label.here()} ({one.code})" for one in offered or vocabulary)
    hint = _("did you mean {near}?").format(near=labels) if offered else ""
    hint = hint or _("write one of {allowed}").format(allowed=labels)
    if several and len(re.split(r"[・&/\s,，]+", cell.strip())) > 1:
        hint += " / " + _("several are parted by {joints}").format(joints=_("; 、 or a line break"))
    raise AnswerRejectedError(_("{given} is not one of the allowed values").format(given=repr(cell)), hint)


def kind(name: str, vocabulary: Vocabulary) -> str:
    """Return what sort of body or instrument a name speaks of; nothing where it does not say."""
    plain = unicodedata.normalize("NFKC", name)
    found = {plain.rfind(word): code for word, code in _KINDS if word in plain and code in vocabulary}
    # In Japanese the last word says what a thing is: 協議会の会員企業.
    return found[max(found)] if found else ""


READERS: Mapping[str, Callable[[str], object]] = {
    "string": line, "date": parse_date, "integer": partial(number, whole=True), "number": number,
    "text": lambda cell: {"ja": line(cell)},
}  # fmt: skip
"""How a cell is read, by the kind of its field."""


class ResolvedNames(NamedTuple):
    """The codes of a text, in its order, and what was not understood."""

    codes: list[str]
    problems: list[tuple[str, str, str]]
    """The rule, what is wrong and what would be right."""
    mended: list[str]
    """Codes whose leading zero or check digit was put back."""


def resolve_names(text: str, within: Collection[str] = (), likely: Collection[str] = ()) -> ResolvedNames:
    """Return the local governments that a text names, by name, reading, romaji or code.

    A prefecture written before a name holds for the names after it, where they fit: 北海道上川郡下川町及び勇払郡厚真町.
    Of several that bear a name, one of the codes `likely` is meant, or the one in the prefectures `within`.
    """
    resolved = ResolvedNames([], [], [])
    carried = ""
    for word in _words(text):
        found, prefecture = _candidates(word)
        carried = prefecture or carried
        for hint in (likely, (carried,), within):
            found = [place for place in found if place.code in hint or place.prefecture_code in hint] or found
        if len(found) != 1:
            resolved.problems.append(_problem(word, found))
        elif (code := found[0].code) not in resolved.codes:
            resolved.codes.append(code)
            resolved.mended.extend([code] if word.isdecimal() and code != word else [])
    return resolved


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
    if word.isdecimal():
        # A spreadsheet may have taken its leading zero.
        return [local_governments()[code] for code in sorted(codes_of_digits(word))], ""
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


def _problem(word: str, found: Sequence[LocalGovernment]) -> tuple[str, str, str]:
    if word.isdecimal() and found:
        allowed = _("write one of {allowed}").format(allowed=", ".join(f"{one.code} {one.name.ja}" for one in found))
        return "ambiguous", _("the code {code} may be any of several").format(code=word), allowed
    if word.isdecimal():
        return "unknown-code", _("no local government has the code {given}").format(given=word), ""
    if found:
        names = ", ".join(f"{place.prefecture}{place.municipality}" for place in found)
        hint = _("name the prefecture: {names}").format(names=names)
        return "ambiguous", _("{name} may be any of several").format(name=word), hint
    near = ", ".join(_near(word)[:4])
    hints = [_("did you mean {near}?").format(near=near)] if near else []
    if _NO_JOINTS.search(word):
        joints = _("; 、 , / or a line break")
        hints.append(_("write names alone, and between several of them {joints}").format(joints=joints))
    return "unknown-name", _("no local government is called {name}").format(name=word), " / ".join(hints)


@lru_cache(maxsize=4096)
def _near(word: str) -> list[str]:
    near = get_close_matches(fold(word), _named(), 2, 0.75)
    return list(dict.fromkeys(f"{place.prefecture}{place.municipality}" for key in near for place in _named()[key]))
