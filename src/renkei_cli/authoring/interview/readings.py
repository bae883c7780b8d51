"""What people write, as a case file holds it: a name as its code, a label as its word, an era date as ISO 8601."""

import math
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import cache

from renkei_cli.core.i18n import _, current_language
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.places import local_governments, municipality_terms, prefecture_terms
from renkei_cli.domain.vocabulary import VOCABULARIES, Concept, Vocabulary, stem
from renkei_cli.schema.fields import Field

_PLACES = ("code", "for", "parties")
_COMMAS = str.maketrans(dict.fromkeys(",，;；", "、"))
_NAMED = 8
"""Names that a message lists at most."""


class AnswerRejectedError(Exception):
    """What was written cannot be taken: `message` says why, `hint` what would do where it is known."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep both, in the reader's language."""
        super().__init__(f"{message} ({hint})" if hint else message)
        self.message = message
        self.hint = hint


def holds_places(field: Field) -> bool:
    """Return whether a field holds codes of local governments."""
    return field.key in _PLACES and not field.vocabulary


def parse_value(field: Field, written: str, among: Sequence[str] = ()) -> str:
    """Return a text of a field as a case file holds it; raise AnswerRejectedError where it means nothing."""
    if field.vocabulary:
        return parse_term(VOCABULARIES[field.vocabulary], written)
    if holds_places(field):
        return parse_place(written, among)
    return parse_date(written) if field.kind == "date" else written


def place_name(code: str) -> str:
    """Return the name of a local government with its prefecture, which no other bears."""
    place = local_governments()[code]
    if current_language() == "ja":
        return f"{place.prefecture}{place.municipality}"
    prefecture = prefecture_terms()[place.prefecture_code].label.en
    return f"{place.name.en}, {prefecture}" if place.municipality else prefecture


def parse_place(written: str, among: Sequence[str] = ()) -> str:
    """Return the code of the local government meant; of those `among`, where that leaves just one."""
    meant = [term.value for term in _spelt(municipality_terms(), written) or _with_prefecture(written)]
    near = [code for code in meant if code in among]
    if len(near) == 1 or len(meant) == 1:
        return (near if len(near) == 1 else meant)[0]
    if meant:
        message = _("{name} is the name of {n}").format(name=repr(written), n=len(meant))
        raise AnswerRejectedError(message, _("write it with its prefecture: {names}").format(names=_places(meant)))
    begun = [term.value for term in municipality_terms().begun(written)]
    names = _folded_names()
    near = begun or [names[name] for name in get_close_matches(fold(written), names, 3, 0.6)]
    hint = _("did you mean {near}?").format(near=_places(near)) if near else ""
    raise AnswerRejectedError(_("there is no local government {name}").format(name=repr(written)), hint)


def parse_term(vocabulary: Vocabulary, written: str) -> str:
    """Return the word of a vocabulary that is meant by its label, its code or another of its spellings."""
    meant = _spelt(vocabulary, written)
    if len(meant) == 1:
        return meant[0].value
    message = _("{given} is not one of the allowed values").format(given=repr(written))
    spellings = vocabulary.spellings()
    near = get_close_matches(fold(written), spellings, 1, 0.6)
    if near and not meant:
        raise AnswerRejectedError(message, _("did you mean {near}?").format(near=spellings[near[0]].label.here()))
    allowed = " / ".join(term.label.here() for term in (meant or vocabulary))
    raise AnswerRejectedError(message, _("write one of {allowed}").format(allowed=allowed))


def parse_date(written: str) -> str:
    """Return the ISO 8601 form of a date written as people do: H29, 平成29年8月, 2017/8/23."""
    try:
        return dates.to_iso(dates.parse_user_date(written))
    except ValueError as error:
        message = _("{given} is not a date of the calendar").format(given=repr(written))
        raise AnswerRejectedError(message, dates.date_hint(error)) from error


def parse_number(written: str) -> int | float:
    """Return a number, which may have commas between its digits."""
    plain = fold(written).replace(",", "")
    try:
        value = float(plain) if "." in plain else int(plain)
    except ValueError:
        value = math.inf
    if not math.isfinite(value):
        raise AnswerRejectedError(_("a number belongs here"))
    return value


def parse_several(written: str, values: Sequence[str], parse: Callable[[str], str]) -> list[str]:
    """Return several answers with commas between, each once; a number means the value at that place in `values`.

    A label that holds a comma itself is one answer.
    """

    def one(part: str) -> str:
        plain = fold(part)
        short = plain.isascii() and plain.isdecimal() and len(plain) < len("100")
        return values[int(plain) - 1] if short and 0 < int(plain) <= len(values) else parse(part)

    try:
        return [one(written)]
    except AnswerRejectedError:
        parts = [part for part in map(str.strip, written.translate(_COMMAS).split("、")) if part]
        if len(parts) == 1:
            raise
        return list(dict.fromkeys(map(one, parts)))


def _spelt(vocabulary: Vocabulary, written: str) -> list[Concept]:
    """Return the terms of which `written` is a whole spelling, not just a beginning."""
    asked = fold(written)
    return [term for term in vocabulary.resolve(written) if {asked, stem(asked)} & set(term.keys())]


def _with_prefecture(written: str) -> list[Concept]:
    """Return those that are meant by Himeshima Village, Oita Prefecture, as renkei writes it in English."""
    name, _comma, prefecture = written.partition(",")
    codes = {term.value for term in prefecture_terms().resolve(prefecture)}
    return [term for term in _spelt(municipality_terms(), name) if term.value[:2] in codes]


@cache
def _folded_names() -> dict[str, str]:
    return {fold(spelling): code for code, one in local_governments().items() for spelling in (*one.name, one.romaji)}


def _places(codes: Iterable[str]) -> str:
    named = [place_name(code) for code in codes]
    return " / ".join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")
