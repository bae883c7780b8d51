"""The kinds of question that an interview asks: what is wanted, what is offered, how an answer is read."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from renkei_cli.authoring import readings
from renkei_cli.authoring.interview.verdict import fitting
from renkei_cli.authoring.readings import AnswerRejectedError
from renkei_cli.core.i18n import LocalizedText, _, current_language
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.vocabulary import Concept, Vocabulary
from renkei_cli.schema.models import field_of
from renkei_cli.schema.types import StrictModel

_COMMAS = str.maketrans(dict.fromkeys(",，;；", "、"))


class Offer(NamedTuple):
    """What may be typed, what it means, and the folded spellings under which it is found."""

    word: str
    meaning: str
    spellings: tuple[str, ...]


_YES = Concept("yes", "yes", LocalizedText("はい", "yes"), aliases=("y", "hai"))
_NO = Concept("no", "no", LocalizedText("いいえ", "no"), aliases=("n", "iie"))


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked."""

    key: str
    """Where the answer belongs: participants/0/roles."""
    label: str
    says: str
    """What is wanted, in the schema's words."""
    read: Callable[[str], Any]
    """Turn what was typed into a value; RefusalError with the reason where it cannot be taken."""
    section: str = ""
    optional: bool = False
    ends: bool = False
    """Whether no answer ends a list rather than skips a field."""
    offers: tuple[Offer, ...] = ()
    listed: bool = False
    """Whether the offers are shown, numbered, before the question."""
    suggestion: str = ""
    limit: int = 0
    """Characters that there may be at most, where they are counted; 0 where not."""
    show: Callable[[Any], str] = str
    """Write an answer as it was understood."""
    example: str = ""


def described(model: type[StrictModel], name: str) -> tuple[str, str]:
    """Give a field's title and description in the reader's language."""
    field = field_of(model, name)
    return field.label.here(), field.description.here()


def line(model: type[StrictModel], name: str, key: str, **settings: Any) -> Question:  # noqa: ANN401 - of a Question
    """Ask for a field that holds one text, in the schema's words and by its rules."""
    label, says = described(model, name)
    example = field_of(model, name).example
    usual: dict[str, Any] = {
        "label": label,
        "says": says,
        "read": lambda typed: fitting(key, typed),
        "example": "" if example is None else str(example),
    }
    return Question(key, **(usual | settings))


def number(model: type[StrictModel], name: str, key: str, **settings: Any) -> Question:  # noqa: ANN401 - of a Question
    """Ask for a number."""

    def read(typed: str) -> Any:  # noqa: ANN401 - an integer or not, as typed
        plain = fold(typed).replace(",", "")
        try:
            value = _finite(plain) if "." in plain else int(plain)
        except ValueError as error:
            raise AnswerRejectedError(_("a number belongs here")) from error
        return fitting(key, value)

    return line(model, name, key, read=read, **settings)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def date(model: type[StrictModel], name: str, key: str, **settings: Any) -> Question:  # noqa: ANN401 - of a Question
    """Ask for a date, in any of the ways in which people write it."""
    return line(model, name, key, **({"read": readings.parse_date, "show": shown_date} | settings))


def shown_date(stored: str) -> str:
    """Show a date both ways: as the file holds it, and with its era."""
    return f"{stored}（{dates.format_date(stored, 'ja')}）" if current_language() == "ja" else stored


def words(
    model: type[StrictModel],
    name: str,
    key: str,
    vocabulary: Vocabulary,
    *,
    most: int = 0,
    **settings: Any,  # noqa: ANN401 - of a Question
) -> Question:
    """Ask for words of a vocabulary: as many as `most`, of which 0 is no limit."""
    usual = {
        "read": lambda typed: _several_words(typed, vocabulary, most),
        "show": lambda value: comma().join(vocabulary[one].label.here() for one in _each(value)),
        "offers": tuple(
            Offer(
                term.label.ja if current_language() == "ja" else term.code,
                term.definition.ja if current_language() == "ja" else f"{term.label.here()}: {term.definition.here()}",
                tuple(dict.fromkeys(term.keys())),
            )
            for term in vocabulary
        ),
    }
    return line(model, name, key, **(usual | {"listed": True} | settings))


def joined(*sentences: str) -> str:
    """Put sentences one after the other."""
    return ("" if current_language() == "ja" else " ").join(sentence for sentence in sentences if sentence)


def comma() -> str:
    """Give what stands between the items of a list."""
    return "、" if current_language() == "ja" else ", "


def _each(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _several_words(typed: str, vocabulary: Vocabulary, most: int) -> str | list[str]:
    values = [term.value for term in vocabulary]
    found = several(typed, lambda part: numbered(part, values) or readings.parse_term(vocabulary, part))
    if most and len(found) > most:
        raise AnswerRejectedError(_("these are {n}").format(n=len(found)), _("write at most {n}").format(n=most))
    return found[0] if most == 1 else found


def several(typed: str, read: Callable[[str], str]) -> list[str]:
    """Read several answers with commas between, each once; a label that holds a comma itself is one."""
    try:
        return [read(typed)]
    except AnswerRejectedError:
        parts = [part.strip() for part in typed.translate(_COMMAS).split("、")]
        parts = [part for part in parts if part]
        if len(parts) < 2:  # noqa: PLR2004 - one part is what has been refused
            raise
        return list(dict.fromkeys(read(part) for part in parts))


def numbered(typed: str, values: Sequence[str]) -> str:
    """Give the value whose number in the list was typed, or nothing."""
    plain = fold(typed)
    if plain.isascii() and plain.isdecimal() and len(plain) < len("100") and 0 < int(plain) <= len(values):
        return values[int(plain) - 1]
    return ""


def yes_or_no(key: str, label: str, says: str, suggestion: str) -> Question:
    """Ask a question that is answered by yes or no."""
    # In the reader's language as it is now: the vocabulary keeps the spellings that it is asked for once.
    answers = Vocabulary("answer", (_YES, _NO))
    return Question(
        key,
        label,
        says,
        read=lambda typed: readings.parse_term(answers, typed) == "yes",
        show=lambda value: (_YES if value else _NO).label.here(),
        suggestion=answers[suggestion].label.here(),
        example=f"{_YES.label.here()} / {_NO.label.here()}",
    )
