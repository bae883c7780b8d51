"""What to try where a search found nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from renkei_cli.casebook.index import Index
from renkei_cli.casebook.search_text import is_capitals
from renkei_cli.core.i18n import _, plural, with_label
from renkei_cli.core.shell import command_line
from renkei_cli.query.search import Search, SearchQuery, argument_for


class FailedSearch(NamedTuple):
    """A search in vain: the words, read and as typed, what the options leave, and the options, by their names."""

    words: SearchQuery
    arguments: Sequence[str]
    among: Sequence[str] | None
    narrowing: Mapping[str, object]
    collection: Mapping[str, object]


def no_result_hints(index: Index, asked: FailedSearch) -> Iterator[str]:
    """Say for which of the words there are cases, and what to try."""
    wanted = asked.words.wanted
    counts = {group: _count(index, SearchQuery((group,))) for group in wanted}
    if len(wanted) > 1:
        yield "; ".join(with_label(" OR ".join(group), _cases(counts[group])) for group in wanted)
    if asked.among is not None and (without := _count(index, asked.words)):
        yield _("without the options that narrow: {count}").format(count=_cases(without))
    elif all(counts.values()) and (without := _count(index, SearchQuery(wanted), asked.among)):
        yield _("without the excluded words: {count}").format(count=_cases(without))
    elif all(counts.values()):
        _number, line = _either(index, asked, [word for group in wanted for word in group])
        yield _("no case holds them all; OR takes either: {line}").format(line=line)
    hopeless = []
    for group in (group for group in wanted if not counts[group]):
        found, line = _either(index, asked, [word.lower() if is_capitals(word) else word for word in group])
        if found:
            message = _("words of two or three capitals are found in capitals alone; in small letters: {count}, {line}")
            yield message.format(count=_cases(found), line=line)
        else:
            hopeless.append(" OR ".join(group))
    if hopeless:
        message = _("try another word for {words}, a shorter one, or the same in the other language")
        yield message.format(words=", ".join(hopeless))


def _either(index: Index, asked: FailedSearch, words: list[str]) -> tuple[int, str]:
    """Count the cases that hold one of the words, and give the line that finds them.

    What was excluded and what narrows stays, unless it would leave nothing again.
    """
    group, unwanted = tuple(words), asked.words.unwanted
    words = [part for word in words for part in ("OR", argument_for(word))][1:]
    if found := _count(index, SearchQuery((group,), unwanted), asked.among):
        words += [argument_for(word, "-", asked.arguments) for word in unwanted]
        return found, command_line("search", words, asked.narrowing, asked.collection)
    return _count(index, SearchQuery((group,))), command_line("search", words, asked.collection)


def _count(index: Index, words: SearchQuery, among: Sequence[str] | None = None) -> int:
    return len(Search(words).ids(index, among))


def _cases(number: int) -> str:
    return plural("{n} case", "{n} cases", number)
