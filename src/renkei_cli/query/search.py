"""Words to look for, in all their forms, the cases that hold them, best first, and what to try where none does."""

import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from renkei_cli.casebook.index import Index
from renkei_cli.casebook.search_text import (
    WEIGHT_SEPARATOR,
    capitals,
    fold_segment,
    is_capitals,
    search_segments,
    searched_fields,
)
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _, data_language, plural, with_label
from renkei_cli.core.text import LATIN, command_line, fold, fold_with_offsets
from renkei_cli.schema.fields import WEIGHTS, Field

_WEIGHTS = tuple(WEIGHTS.values())
_MINUS = ("-", "−", "－")  # as it is typed, also through a Japanese input method
_OR = ("OR", "ＯＲ")
_QUOTES = set('"“”')
_QUOTED = re.compile(r'([-−－]?)["“”](.+?)["“”]|(\S+)')
_SENTENCE_END = re.compile(r"(?<=。)|(?<=[.!?])\s+")


class SearchQuery(NamedTuple):
    """What to look for, as it was typed: in every group one of its words; none of the unwanted."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[str, ...] = ()


def parse_query(arguments: Sequence[str]) -> SearchQuery:
    """Understand search words: all must occur, OR joins, - excludes, "…" and one argument with spaces are phrases."""
    groups: list[tuple[str, ...]] = []
    unwanted: list[str] = []
    joined = False
    for word, excluded in _pieces(arguments):
        joining = word in _OR and not excluded
        if excluded:
            unwanted.append(word)
        elif not joining:
            groups.append((*(groups.pop() if joined else ()), word))
        joined = joining and bool(groups)
    if not groups:
        hint = _('write it as in: renkei search tourism guide, or "snow-country culture"')
        raise UsageError(_("there is no word to look for"), hint)
    return SearchQuery(tuple(groups), tuple(unwanted))


def _pieces(arguments: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Split arguments into words, each with whether it is excluded."""
    # An argument in which the shell left a space was quoted: a phrase. No shell splits at a full-width space: we do.
    for argument in arguments:
        bare = [("", "", part) for part in argument.split("\u3000")]
        for minus, phrase, word in _QUOTED.findall(argument) if set(argument) & _QUOTES else bare:
            excluded = bool(minus) if phrase else word.startswith(_MINUS)
            # What is left of quotes is of one that is not closed.
            if fold(found := phrase or word[excluded:].strip('"“”')):
                yield found, excluded


def argument_for(word: str, minus: str = "", typed: Sequence[str] = ()) -> str:
    """Return the argument by which a word or phrase is wanted; with a minus, excluded.

    In quotes it is neither parted nor taken for an option; as it was `typed` it is not.
    """
    bare = minus + word
    plain = bare in typed if minus else not word.startswith(_MINUS) and "\u3000" not in word
    return bare if plain or set(word) & _QUOTES else f'{minus}"{word}"'


def unclosed(arguments: Sequence[str]) -> bool:
    """Return whether a quote is opened and not closed."""
    return any(sum(map(argument.count, _QUOTES)) % 2 for argument in arguments)


_SHORT = 3  # a Latin word up to this length is looked for as a whole: it would begin far too many
_AFTER = f"(?![{LATIN}])"
_ALIKE = "news|series|species"
_OTHER_NUMBER = (
    (_ALIKE, 0, ()),
    ("(?:wo)?man", 2, ("en",)),
    ("(?:wo)?men", 2, ("an",)),
    ("child", 0, ("ren",)),
    ("children", 3, ("",)),
    ("..+ies", 3, ("y", "ie")),
    (".*ses", 2, ("", "e", "is")),
    (".*(?:[xz]|[cs]h)es|...+oes", 2, ("", "e")),
    (".+sis", 2, ("es",)),
    ("..+[^isu]s", 1, ("",)),
    (".*[^aeiou]y", 1, ("ies",)),
    ("..s", 0, ("es",)),
    ("...", 0, ("s",)),
)
"""The plural of an English word where prefixes don't find it, or the singular of a plural: of the first form that the
whole word has, how many letters go and what comes instead."""


def _other_numbers(word: str) -> list[str]:
    if re.fullmatch("[a-z]{3,}", word):
        for form, gone, ends in _OTHER_NUMBER:
            if re.fullmatch(form, word):
                return [word[: len(word) - gone] + end for end in ends]
    return []


def common_prefix(word: str) -> str:
    """Return what all forms of a folded word begin with."""
    return os.path.commonprefix([word, *_other_numbers(word)])  # noqa: RUF071 - of words, not of paths


def word_pattern(phrase: str) -> str:
    """Match a folded word or phrase in folded text; a word of capitals behind its segment.

    A Latin word is found from where a word begins, however it goes on, and in its other number; a short one as a
    whole. A phrase is found with and without its spaces; its words but the last stand in one of their numbers.
    """
    if is_capitals(phrase):
        return capitals(phrase)
    words, pattern = phrase.split(" "), ""
    for number, word in enumerate(words, 1):
        start = common_prefix(word)
        others = [re.escape(form[len(start) :]) for form in _other_numbers(word)]
        end = re.escape(word[len(start) :])
        if number == len(words):
            whole = len(words) == 1 and len(word) <= _SHORT and re.fullmatch(f"[{LATIN}]+", word)
            ends = [end + (_AFTER if whole else ""), *(other + _AFTER for other in others)]
        elif not others and re.fullmatch(f"(?!(?:{_ALIKE})$)[a-z]+", word):
            ends = ["", "e?s"]
        else:
            ends = [end, *others]
        start = re.escape(start)
        if number == 1 and re.match(f"[{LATIN}]", phrase):
            # Looked back for after the word's beginning: a pattern that opens with letters is found ten times faster.
            start += f"(?<![{LATIN}]{start})"
        pattern += (" ?" if pattern else "") + start + (f"(?:{'|'.join(ends)})" if any(ends) else "")
    return pattern


def _folded(word: str) -> str:
    return fold(word).upper() if is_capitals(word) else fold(word)  # capitals are found as such alone


def _longest_part(word: str) -> str:
    return capitals(word) if is_capitals(word) else max(map(common_prefix, word.split(" ")), key=len)


class Search:
    """Words, ready to be looked for."""

    def __init__(self, query: SearchQuery) -> None:
        """Make the patterns by which words are found in folded text."""
        groups = [list(map(_folded, group)) for group in (*query.wanted, *zip(query.unwanted, strict=True))]
        self._patterns = [re.compile("|".join(map(word_pattern, group))) for group in groups]
        # The longest part of a phrase is found fast; the pattern decides afterwards.
        self._parts = [[_longest_part(word).encode() for word in group] for group in groups]
        self._wanted = len(query.wanted)
        every = [word for group in groups[: self._wanted] for word in group]
        self._marked = [(re.compile(word_pattern(fold(word))), is_capitals(word)) for word in every]

    def ids(self, index: Index, among: Sequence[str] | None) -> list[str]:
        """Return the cases that hold the words, among those with the given ids, best first."""
        wanted = set(index.ids() if among is None else among)
        texts = zip(index.ids(), index.search_texts(), strict=True)
        scores = {case_id: score for case_id, text in texts if case_id in wanted and (score := self.score(text))}
        return sorted(scores, key=scores.__getitem__, reverse=True)

    def score(self, content: bytes) -> int:
        """Weigh a search text by the best place of each group; 0 where one is missing or an unwanted word stands."""
        text, total = "", 0
        for number, (parts, pattern) in enumerate(zip(self._parts, self._patterns, strict=True)):
            found = None
            if any(part in content for part in parts):
                text = text or content.decode()
                found = pattern.search(text)
            if bool(found) != (number < self._wanted):
                return 0
            if found:
                total += _WEIGHTS[text.count(WEIGHT_SEPARATOR, 0, found.start())]
        return total

    def hits(self, case: Mapping[str, Any], fields: Mapping[str, Field]) -> Iterator[dict[str, Any]]:
        """Choose the sentences that show all groups, each where it stands best.

        `marks` are where in the `text` the words stand: beginnings and ends, in characters.
        """
        missing = self._patterns[: self._wanted]
        for segment in search_segments(case, searched_fields(fields)):
            texts = segment.texts(data_language())
            folded = list(map(fold_segment, texts))
            held = [pattern for pattern in missing if any(map(pattern.search, folded))]
            missing = [pattern for pattern in missing if pattern not in held]
            # Sentences are cut out until they show all that the segment holds, in the reader's language if it is there.
            sentences = [part for text in texts for part in _SENTENCE_END.split(text) if part]
            while held:
                found = [[pattern for pattern in held if pattern.search(fold_segment(part))] for part in sentences]
                at = max(range(len(sentences)), key=lambda number: len(found[number]))
                marks = list(self._marks(sentences[at]))
                yield {"field": segment.field.key, "ref": list(segment.refs), "text": sentences[at], "marks": marks}
                held = [pattern for pattern in held if pattern not in found[at]] if found[at] else []

    def _marks(self, text: str) -> Iterator[list[int]]:
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
                yield [max(begin, reached), end]
                reached = end


# --- what to try where nothing was found ---


class FailedSearch(NamedTuple):
    """A search in vain."""

    words: SearchQuery
    arguments: Sequence[str]  # the words as they were typed
    among: Sequence[str] | None  # what the options leave
    narrowing: Mapping[str, object]  # the options, by their names
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
    """Count the cases that hold one of the words, and give the line that finds them."""
    # What was excluded and what narrows stays, unless it would leave nothing again.
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
