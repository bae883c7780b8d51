"""Words to look for, and the cases that hold them, best first."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from renkei_cli.casebook.index import Index
from renkei_cli.casebook.search_text import (
    WEIGHT_SEPARATOR,
    SearchSegment,
    capitals,
    fold_segment,
    is_capitals,
    search_segments,
    searched_fields,
)
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _, data_language
from renkei_cli.core.text import LATIN, fold, fold_with_offsets
from renkei_cli.query.word_forms import common_prefix, word_pattern
from renkei_cli.schema.fields import WEIGHTS, Field

_WEIGHTS = tuple(WEIGHTS.values())
_SEPARATOR = WEIGHT_SEPARATOR.encode()
_NOT_PLAIN = re.compile(f"[{LATIN} A-Z]")
"""Japanese in one piece is found where it stands; anything else needs a pattern."""
_MINUS = ("-", "−", "－")
"""A minus as it is typed, also through a Japanese input method."""
_QUOTES = '"“”'
_QUOTED = re.compile(r'([-−－]?)["“”](.+?)["“”]|(\S+)')
_SENTENCE_END = re.compile(r"(?<=。)|(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What to look for: in every group one of its words; none of the unwanted."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[str, ...] = ()
    """All are folded, but for two or three capitals, which are found as such alone."""
    typed: tuple[tuple[str, ...], ...] = field(default=(), compare=False)
    """The wanted groups as they were typed."""


class Hit(NamedTuple):
    """A sentence that holds words that were asked for."""

    field: str
    refs: tuple[str, ...]
    text: str
    marks: tuple[tuple[int, int], ...]
    """Where in the text the words stand: beginnings and ends, in characters."""


def parse_query(arguments: Sequence[str]) -> SearchQuery:
    """Understand search words: all must occur, OR joins, - excludes, "…" and one argument with spaces are phrases."""
    groups: list[list[str]] = []
    unwanted: list[str] = []
    typed: list[list[str]] = []
    joined = False
    for word, excluded in _pieces(arguments):
        if word == "OR" and not excluded:
            joined = bool(groups)
            continue
        folded = fold(word)
        if not folded:
            continue
        asked = folded.upper() if is_capitals(word) else folded
        if excluded:
            unwanted.append(asked)
        elif joined:
            groups[-1].append(asked)
            typed[-1].append(word)
        else:
            groups.append([asked])
            typed.append([word])
        joined = False
    if not groups:
        raise UsageError(
            _("there is no word to look for"),
            _('write it as in: renkei search tourism guide, or "snow-country culture"'),
        )
    return SearchQuery(tuple(map(tuple, groups)), tuple(unwanted), tuple(map(tuple, typed)))


def _pieces(arguments: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Split arguments into words, each with whether it is excluded.

    An argument in which the shell left a space was quoted: it is a phrase. A full-width space, which no
    shell splits at, parts words.
    """
    for argument in arguments:
        if _has_quotes(argument):
            for found in _QUOTED.finditer(argument):
                minus, phrase, bare = found.groups()
                yield (phrase, bool(minus)) if phrase else _bared(bare)
            continue
        for part in argument.split("\u3000"):
            yield _bared(part)


def excluded_words(arguments: Sequence[str]) -> list[str]:
    """Return the words that exclude, as they were typed."""
    return [word for word, excluded in _pieces(arguments) if excluded and fold(word)]


def excluding(arguments: Sequence[str]) -> Iterator[str]:
    """Return arguments that exclude what the given ones exclude, as they were typed where they do nothing else."""
    for argument in arguments:
        pieces = [(word, excluded) for word, excluded in _pieces([argument]) if fold(word)]
        if pieces and all(excluded for _word, excluded in pieces):
            yield argument
        else:
            yield from (f"-{_in_quotes(word)}" for word, excluded in pieces if excluded)


def wanting(word: str) -> str:
    """Return the argument by which a word or phrase, as it was typed, is wanted."""
    return _in_quotes(word) if word.startswith(_MINUS) or "\u3000" in word else word


def _in_quotes(word: str) -> str:
    return word if _has_quotes(word) else f'"{word}"'


def _has_quotes(text: str) -> bool:
    return any(quote in text for quote in _QUOTES)


def _bared(word: str) -> tuple[str, bool]:
    excluded = word.startswith(_MINUS)
    # What is left of quotes is of one that is not closed.
    return word[excluded:].strip(_QUOTES), excluded


def unclosed(arguments: Sequence[str]) -> bool:
    """Return whether a quote is opened and not closed."""
    return any(sum(map(argument.count, _QUOTES)) % 2 for argument in arguments)


class _Group:
    """Words any of which is looked for in search texts."""

    def __init__(self, words: Sequence[str]) -> None:
        # The longest part of a phrase narrows fast; the pattern decides afterwards.
        self._parts = [_narrowing(word).encode() for word in words]
        self.pattern = re.compile("|".join(map(_pattern, words)))
        self._plain = not any(map(_NOT_PLAIN.search, words))

    def weigh(self, content: bytes) -> int:
        """Return what the best place counts at which one of the words stands in a search text; 0 where none does."""
        if self._plain:
            places = [place for part in self._parts if (place := content.find(part)) >= 0]
            return _WEIGHTS[content.count(_SEPARATOR, 0, min(places))] if places else 0
        if not any(part in content for part in self._parts):
            return 0
        text = content.decode()
        found = self.pattern.search(text)
        return _WEIGHTS[text.count(WEIGHT_SEPARATOR, 0, found.start())] if found else 0


class Search:
    """Words, ready to be looked for."""

    def __init__(self, words: SearchQuery) -> None:
        """Make the patterns by which words are found in folded text."""
        self._wanted = [_Group(group) for group in words.wanted]
        self._unwanted = [_Group([word]) for word in words.unwanted]
        every = [word for group in words.wanted for word in group]
        self._marked = [(re.compile(word_pattern(fold(word))), is_capitals(word)) for word in every]

    def ids(self, index: Index, among: Sequence[str] | None) -> list[str]:
        """Return the cases that hold the words, among those with the given ids, best first."""
        scores = index.scores(self.score)
        left = scores if among is None else [case_id for case_id in scores if case_id in set(among)]
        return sorted(left, key=scores.__getitem__, reverse=True)

    def score(self, content: bytes) -> int:
        """Weigh a search text by the best place of each group; 0 where one is missing or an unwanted word stands."""
        total = 0
        for group in self._wanted:
            weight = group.weigh(content)
            if not weight:
                return 0
            total += weight
        return 0 if any(word.weigh(content) for word in self._unwanted) else total

    def hits(self, case: Mapping[str, Any], fields: Mapping[str, Field]) -> Iterator[Hit]:
        """Choose the sentences that show all groups, each where it stands best."""
        missing = [group.pattern for group in self._wanted]
        for segment in search_segments(case, searched_fields(fields)):
            texts = [fold_segment(text) for text in segment.texts(data_language())]
            held = [pattern for pattern in missing if any(map(pattern.search, texts))]
            if held:
                yield from self._sentences(segment, held)
                missing = [pattern for pattern in missing if pattern not in held]

    def _sentences(self, segment: SearchSegment, held: Sequence[re.Pattern[str]]) -> Iterator[Hit]:
        """Cut sentences out of a segment until it shows all that it holds, in the reader's language if it is there."""
        sentences = [part for text in segment.texts(data_language()) for part in _SENTENCE_END.split(text) if part]
        missing = list(held)
        while missing:
            found = [[pattern for pattern in missing if pattern.search(fold_segment(part))] for part in sentences]
            at = max(range(len(sentences)), key=lambda number: len(found[number]))
            yield Hit(segment.field.key, segment.refs, sentences[at], tuple(self._marks(sentences[at])))
            missing = [pattern for pattern in missing if pattern not in found[at]] if found[at] else []

    def _marks(self, text: str) -> Iterator[tuple[int, int]]:
        folded, offsets = fold_with_offsets(text)
        # A character may fold to several, as ㍍ does: a hit that ends among them ends with the whole character.
        ends = [*offsets, len(text)]
        spans = sorted(
            (offsets[found.start()], ends[bisect_right(offsets, offsets[found.end() - 1])], in_capitals)
            for marked, in_capitals in self._marked
            for found in marked.finditer(folded)
        )
        reached = 0
        for begin, end, in_capitals in spans:
            if end > reached and (not in_capitals or is_capitals(text[begin:end].removesuffix("s"))):
                yield max(begin, reached), end
                reached = end


def _pattern(word: str) -> str:
    return capitals(word) if is_capitals(word) else word_pattern(word)


def _narrowing(word: str) -> str:
    """Return what every text has in it that a word is found in."""
    return capitals(word) if is_capitals(word) else max(map(common_prefix, word.split(" ")), key=len)
