"""What people write, as a case file holds it: a name as its code, a label as its word, an era date as ISO 8601."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache

from renkei_cli.core.i18n import _, current_language
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.places import LocalGovernment, local_governments, municipality_terms, prefecture_terms
from renkei_cli.domain.vocabulary import Concept, Vocabulary, stem

_SHOWN = 8
"""So many names are listed where several are meant."""


class AnswerRejectedError(Exception):
    """What was written cannot be taken; says why and, where it is known, what would do."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep both, in the reader's language."""
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Say both on one line."""
        return f"{self.message} ({self.hint})" if self.hint else self.message


def place_name(code: str) -> str:
    """Name a local government so that no other bears the name: with its prefecture."""
    place = local_governments()[code]
    if current_language() == "ja":
        return f"{place.prefecture}{place.municipality}"
    prefecture = prefecture_terms()[place.prefecture_code].label.en
    return f"{place.name.en}, {prefecture}" if place.municipality else prefecture


def parse_place(written: str, among: Sequence[str] = ()) -> str:
    """Give the code of the local government meant; of those `among`, where that leaves just one.

    RefusalError where none is meant, or several.
    """
    meant = [term.value for term in _spelt(municipality_terms(), written) or _with_prefecture(written)]
    near = [code for code in meant if code in among]
    if len(near) == 1 or len(meant) == 1:
        return (near if len(near) == 1 else meant)[0]
    if meant:
        message = _("{name} is the name of {n}").format(name=repr(written), n=len(meant))
        raise AnswerRejectedError(message, _("write it with its prefecture: {names}").format(names=_places(meant)))
    begun = [term.value for term in municipality_terms().begun(written)] or _resembling(written)
    hint = _("did you mean {near}?").format(near=_places(begun)) if begun else ""
    raise AnswerRejectedError(_("there is no local government {name}").format(name=repr(written)), hint)


def parse_term(vocabulary: Vocabulary, written: str) -> str:
    """Give the word of a vocabulary that is meant by its label, its code or another of its spellings."""
    meant = _spelt(vocabulary, written)
    if len(meant) == 1:
        return meant[0].value
    allowed = [term.label.here() for term in (meant or vocabulary)]
    message = _("{given} is not one of the allowed values").format(given=repr(written))
    spellings = vocabulary.spellings()
    near = get_close_matches(fold(written), spellings, 1, 0.6)
    if near and not meant:
        raise AnswerRejectedError(message, _("did you mean {near}?").format(near=spellings[near[0]].label.here()))
    raise AnswerRejectedError(message, _("write one of {allowed}").format(allowed=" / ".join(allowed)))


def parse_date(written: str) -> str:
    """Give a date as a case file holds it, from the ways in which people write it: H29, 平成29年8月, 2017/8/23."""
    try:
        return dates.to_iso(dates.parse_user_date(written))
    except ValueError as error:
        message = _("{given} is not a date of the calendar").format(given=repr(written))
        raise AnswerRejectedError(message, dates.date_hint(error)) from error


def _spelt(vocabulary: Vocabulary, written: str) -> list[Concept]:
    """Give the terms of which `written` is a whole spelling, not just a beginning."""
    asked = fold(written)
    return [term for term in vocabulary.resolve(written) if {asked, stem(asked)} & set(term.keys())]


def _with_prefecture(written: str) -> list[Concept]:
    """Understand Himeshima Village, Oita Prefecture, as renkei writes it in English."""
    name, _comma, prefecture = written.partition(",")
    codes = {term.value for term in prefecture_terms().resolve(prefecture)}
    return [term for term in _spelt(municipality_terms(), name) if term.value[:2] in codes]


def _resembling(written: str) -> list[str]:
    asked = fold(written)
    names = _folded_names()
    near = get_close_matches(asked, names, 3, 0.6)
    return [names[name].code for name in near]


@cache
def _folded_names() -> dict[str, LocalGovernment]:
    return {fold(spelling): one for one in local_governments().values() for spelling in (*one.name, one.romaji)}


def _places(codes: Iterable[str]) -> str:
    named = [place_name(code) for code in codes]
    more = " …" if len(named) > _SHOWN else ""
    return " / ".join(named[:_SHOWN]) + more
