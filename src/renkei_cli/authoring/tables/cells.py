"""What people write in cells, as values of a case: dates, words of a vocabulary, texts, lists."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from renkei_cli.core.i18n import _
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.vocabulary import Vocabulary, stem

_SPAN = re.compile(r"\s*(?:[〜～~‐–—―]|から|より|\s-\s|\sto\s|\s)\s*")
_DURATION = re.compile(
    r"\s*[0-9一二三四五六七八九十]+\s*(?:年間|[かヶヵカケ箇]年間?|[かヶヵカケ箇]月間?|週間|日間|years?|months?|weeks?|days?)\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:第)?([0-9,]{1,15})(?:回|円|頁|ページ|p)?")
_KINDS = (
    ("大学", "university"), ("高専", "university"), ("University", "university"), ("NPO", "npo"), ("非営利", "npo"),
    ("協議会", "council"), ("Council", "council"), ("研究", "research"), ("Research", "research"),
    ("住民", "residents"), ("株式会社", "company"), ("(株)", "company"), ("企業", "company"), ("事業者", "company"),
    ("生産者", "producers"), ("協定", "agreement"), ("Agreement", "agreement"), ("ネットワーク", "network"),
    ("Network", "network"), ("宣言", "declaration"), ("Declaration", "declaration"), ("認定", "certification"),
)  # fmt: skip
"""Words in a name that say what sort of body or instrument it is."""


class CellError(ValueError):
    """A cell does not say what its column should."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        """Keep what is wrong and what would be right."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def line(cell: str) -> str:
    """Return a text of one line: no white space around it, line breaks joined as Japanese is, without a space."""
    joined = ""
    for part in filter(None, (part.strip() for part in re.split(r"[\r\n\v\f]+", cell))):
        spaced = joined[-1:].isascii() and part[0].isascii() and joined
        joined += f" {part}" if spaced else part
    return joined.replace("\t", " ")


def items(cell: str, *joints: str, prose: bool = False) -> list[str]:
    """Return the values of a cell; one that is empty keeps its place, so that languages stay side by side.

    In prose a semicolon with a space behind it belongs to the sentence.
    """
    patterns = [r";(?!\s)" if prose else "[;；]", r"[\r\n]+", *map(re.escape, filter(None, joints))]
    parts = [line(part) for part in re.split("|".join(patterns), cell.strip())]
    return parts if any(parts) else []


def integer(cell: str) -> int:
    """Return a whole number: 53, ５３, 第53回, 1,000."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    if not found or not found[1].strip(","):
        hint = _("write it as in {example}").format(example="53")
        raise CellError("number", _("{given} is no number").format(given=repr(cell)), hint)
    return int(found[1].replace(",", ""))


def number(cell: str) -> float:
    """Return a number that may have a fraction: 12.5, or a whole one."""
    whole, _point, fraction = unicodedata.normalize("NFKC", cell).strip().partition(".")
    return float(f"{integer(whole)}.{fraction}") if fraction.isdecimal() else integer(cell)


def date(cell: str) -> str:
    """Return a date as a case file holds it, no more precise than people have written it."""
    if _DURATION.fullmatch(unicodedata.normalize("NFKC", cell)):
        message = _("{given} is no date, but how long something lasts").format(given=repr(cell))
        hint = _("write when it begins and ends, as in {example}").format(example="2017～2019")
        raise CellError("date", message, hint)
    try:
        return dates.to_iso(dates.parse_user_date(cell))
    except ValueError as error:
        message = _("{given} is not a date of the calendar").format(given=repr(cell))
        raise CellError("date", message, dates.date_hint(error)) from error


def period(cell: str) -> dict[str, object]:
    """Return the beginning and maybe the end of a period: 平成29年度～令和3年度, 2017 2021."""
    whole = _DURATION.fullmatch(unicodedata.normalize("NFKC", cell))
    ends = [cell] if whole else [part for part in _SPAN.split(cell.strip()) if part]
    if len(ends) > len(names := ("start", "end")):
        hint = _("write it as in {example}").format(example="2017～2021")
        raise CellError("period", _("{given} is no period").format(given=repr(cell)), hint)
    return dict(zip(names, map(date, ends), strict=False))


def term(cell: str, vocabulary: Vocabulary, *, several: bool = False) -> str:
    """Return a controlled word by its label, code or alias; `several` where the cell might have held more of them."""
    asked = fold(cell)
    found = [one for one in vocabulary.resolve(cell) if {asked, stem(asked)} & set(one.keys())]
    if len(found) == 1:
        return found[0].value
    near = get_close_matches(asked, vocabulary.spellings(), 3, 0.4)
    offered = found or list(dict.fromkeys(vocabulary.spellings()[key] for key in near))
    labels = ", ".join(f"{one.label.here()} ({one.code})" for one in offered or vocabulary)
    hint = (
        _("did you mean {near}?").format(near=labels) if offered else _("write one of {allowed}").format(allowed=labels)
    )
    if several and len(re.split(r"[・&/\s,，]+", unicodedata.normalize("NFKC", cell).strip())) > 1:
        hint += " / " + _("several are parted by {joints}").format(joints=_("; 、 or a line break"))
    raise CellError("not-allowed", _("{given} is not one of the allowed values").format(given=repr(cell)), hint)


def kind(name: str, vocabulary: Vocabulary) -> str:
    """Return what sort of body or instrument a name speaks of; nothing where it does not say."""
    plain = unicodedata.normalize("NFKC", name)
    found = {plain.rfind(word): code for word, code in _KINDS if word in plain and code in vocabulary}
    # In Japanese the last word says what a thing is: 協議会の会員企業.
    return found[max(found)] if found else ""


READERS: Mapping[str, Callable[[str], object]] = {
    "string": line, "date": date, "integer": integer, "number": number, "text": lambda cell: {"ja": line(cell)},
}  # fmt: skip
"""How a cell is read, by the kind of its field."""
