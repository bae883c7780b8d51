"""What to try where a search found nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from renkei_cli.casebook.index import Index
from renkei_cli.casebook.search_text import is_capitals
from renkei_cli.core.i18n import _, plural, with_label
from renkei_cli.core.shell import command_line
from renkei_cli.query.search import Search, SearchQuery, argument_for, excluded_words


class FailedSearch(NamedTuple):
    """A search in vain, as it was asked."""

    words: SearchQuery
    arguments: Sequence[str]
    """The words as they were typed."""
    among: Sequence[str] | None
    """The cases that the options leave; None where none narrows."""
    narrowing: Mapping[str, object]
    """The options that narrow, by the names of their parameters."""
    collection: Mapping[str, object]
    """The options that say whose cases are searched."""


def no_result_hints(index: Index, asked: FailedSearch) -> Iterator[str]:
    """Say for which of the words there are cases, and what to try."""
    words = asked.words
    counts = [_count(index, SearchQuery((group,))) for group in words.wanted]
    if len(counts) > 1:
        told = (with_label(" OR ".join(typed), _cases(n)) for typed, n in zip(words.typed, counts, strict=True))
        yield "; ".join(told)
    if asked.among is not None and (without := _count(index, words)):
        yield _("without the options that narrow: {count}").format(count=_cases(without))
    elif all(counts) and (without := _count(index, SearchQuery(words.wanted), asked.among)):
        yield _("without the excluded words: {count}").format(count=_cases(without))
    elif all(counts):
        _number, line = _either(index, asked, chain(*words.wanted), chain(*words.typed))
        yield _("no case holds them all; OR takes either: {line}").format(line=line)
    hopeless = []
    for group, typed, count in zip(words.wanted, words.typed, counts, strict=True):
        found, line = (0, "") if count else _either(index, asked, map(_in_small, group), map(_in_small, typed))
        if found:
            message = _("words of two or three capitals are found in capitals alone; in small letters: {count}, {line}")
            yield message.format(count=_cases(found), line=line)
        elif not count:
            hopeless.append(" OR ".join(typed))
    if hopeless:
        message = _("try another word for {words}, a shorter one, or the same in the other language")
        yield message.format(words=", ".join(hopeless))


def _either(index: Index, asked: FailedSearch, wanted: Iterable[str], typed: Iterable[str]) -> tuple[int, str]:
    """Count the cases that hold one of the words, and give the line that finds them.

    What was excluded and what narrows stays, unless it would leave nothing again.
    """
    group = tuple(wanted)
    words = list(chain.from_iterable(("OR", argument_for(word)) for word in typed))[1:]
    if found := _count(index, SearchQuery((group,), asked.words.unwanted), asked.among):
        words += [argument_for(word, "-", asked.arguments) for word in excluded_words(asked.arguments)]
        return found, command_line("search", words, asked.narrowing, asked.collection)
    return _count(index, SearchQuery((group,))), command_line("search", words, asked.collection)


def _in_small(word: str) -> str:
    return word.lower() if is_capitals(word) else word


def _count(index: Index, words: SearchQuery, among: Sequence[str] | None = None) -> int:
    return len(Search(words).ids(index, among))


def _cases(number: int) -> str:
    return plural("{n} case", "{n} cases", number)
