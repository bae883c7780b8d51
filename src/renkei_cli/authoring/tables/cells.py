"""What people write in cells, as values of a case: dates, words of a vocabulary, texts, lists."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import lru_cache, partial

from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.vocabulary import Concept, Vocabulary, stem

_NUMBER = re.compile(r"第?([0-9,]{1,15})(\.[0-9]+)?(?:回|円|頁|ページ|p)?")
_KINDS = (
    ("大学", "university"), ("高専", "university"), ("University", "university"), ("NPO", "npo"), ("非営利", "npo"),
    ("協議会", "council"), ("Council", "council"), ("研究", "research"), ("Research", "research"),
    ("住民", "residents"), ("株式会社", "company"), ("(株)", "company"), ("企業", "company"), ("事業者", "company"),
    ("生産者", "producers"), ("協定", "agreement"), ("Agreement", "agreement"), ("ネットワーク", "network"),
    ("Network", "network"), ("宣言", "declaration"), ("Declaration", "declaration"), ("認定", "certification"),
)  # fmt: skip
"""Words in a name that say what sort of body or instrument it is."""


class CellError(ValueError):
    """A cell does not say what its column should: `message` says why, `hint` what would be right."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        """Keep both, with the name of the rule."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


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
        raise CellError("number", _("{given} is no number").format(given=repr(cell)), hint)
    return float(digits + found[2]) if found[2] else int(digits)


def date(cell: str) -> str:
    """Return a date as a case file holds it, no more precise than people have written it."""
    try:
        return dates.to_iso(dates.parse_user_date(cell))
    except ValueError as error:
        message = _("{given} is not a date of the calendar").format(given=repr(cell))
        raise CellError("date", message, dates.date_hint(error)) from error


def term(cell: str, vocabulary: Vocabulary, *, several: bool = False) -> str:
    """Return a controlled word by its label, code or alias; `several` where the cell might have held more of them."""
    found = _spelt(vocabulary, cell)
    if len(found) == 1:
        return found[0].value
    near = get_close_matches(fold(cell), vocabulary.spellings(), 3, 0.4)
    offered = found or list(dict.fromkeys(vocabulary.spellings()[key] for key in near))
    labels = ", ".join(f"{one.label.here()} ({one.code})" for one in offered or vocabulary)
    hint = _("did you mean {near}?").format(near=labels) if offered else ""
    hint = hint or _("write one of {allowed}").format(allowed=labels)
    if several and len(re.split(r"[・&/\s,，]+", cell.strip())) > 1:
        hint += " / " + _("several are parted by {joints}").format(joints=_("; 、 or a line break"))
    raise CellError("not-allowed", _("{given} is not one of the allowed values").format(given=repr(cell)), hint)


@lru_cache(maxsize=1024)
def _spelt(vocabulary: Vocabulary, cell: str) -> list[Concept]:
    """Return the words of which the cell is a whole spelling, not just a beginning."""
    asked = fold(cell)
    return [one for one in vocabulary.resolve(cell) if {asked, stem(asked)} & set(one.keys())]


def kind(name: str, vocabulary: Vocabulary) -> str:
    """Return what sort of body or instrument a name speaks of; nothing where it does not say."""
    plain = unicodedata.normalize("NFKC", name)
    found = {plain.rfind(word): code for word, code in _KINDS if word in plain and code in vocabulary}
    # In Japanese the last word says what a thing is: 協議会の会員企業.
    return found[max(found)] if found else ""


READERS: Mapping[str, Callable[[str], object]] = {
    "string": line, "date": date, "integer": partial(number, whole=True), "number": number,
    "text": lambda cell: {"ja": line(cell)},
}  # fmt: skip
"""How a cell is read, by the kind of its field."""
