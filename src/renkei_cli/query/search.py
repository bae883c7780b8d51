"""Words to look for, in all their forms, the cases that hold them, best first, and what to try where none does."""

import os
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from renkei_cli.casebook import search_text
from renkei_cli.casebook.index import Condition, Index
from renkei_cli.casebook.search_text import capitals, fold_segment, is_capitals
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _, data_language, separator
from renkei_cli.core.text import LATIN, command_line, fold, fold_with_offsets
from renkei_cli.domain.places import municipality_terms
from renkei_cli.domain.vocabulary import THEMES
from renkei_cli.query.suggestions import count_cases, explain_absence
from renkei_cli.schema.fields import WEIGHTS, Field

_WEIGHTS = tuple(WEIGHTS.values())
_SHOWN = ("statements", "summary", "bodies", "title", "labels")
"""The weight classes in the order in which hits are shown: what says most to a reader, not what counts most."""
_OFTEN = 1000  # how often a word stands in a case is counted so far; the place where it stands counts more
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
_SPELLINGS = (
    ("(.*(?:lab|col|fav|hon|harb|neighb|behavi|endeav))(?:our|or)", "our", "or"),
    ("(.{3,}i)[sz](?=[aei])", "s", "z"),
    ("(cent|fib|lit|theat|.*met)(?:re|er)(?=s?$)", "re", "er"),
    ("(defen|licen|offen)[cs]e", "ce", "se"),
    ("(.*(?:cancel|label|level|model|travel))l?(?=e[dr]|ing)", "l", ""),
    ("(program)(?:me)?(?=s?$)", "me", ""),
    ("(ag)e?ing$", "eing", "ing"),
)
"""How English words begin that British and American writers spell otherwise, and the two ways to go on."""
_JAPANESE = "[\u2e80-\U0010ffff]"
_JOINT = re.compile(f" |(?<=[{LATIN}])(?:-(?=[{LATIN}])|(?={_JAPANESE}))|(?<={_JAPANESE})(?=[{LATIN}])")
"""Where a word may be written in one, with a space or with a hyphen: co-working, ICT 活用."""
_NUMERALS = dict(zip("一二三四五六七八九", "123456789", strict=True))
_DIGITS = {digit: kanji for kanji, digit in _NUMERALS.items()}
_VARYING = {kanji: f"(?:{kanji}|(?<![0-9]){digit})" for kanji, digit in _NUMERALS.items()} | {"が": "[がか]"}
"""What a character may be in a text: folding makes か of a が between kanji, which the end of a word does not show."""
_VARIES = re.compile(f"[{''.join(_NUMERALS)}]|^が|が$")


def _other_numbers(word: str) -> list[str]:
    if re.fullmatch("[a-z]{3,}", word):
        for form, gone, ends in _OTHER_NUMBER:
            if re.fullmatch(form, word):
                return [word[: len(word) - gone] + end for end in ends]
    return []


def _spellings(word: str) -> list[str]:
    """Return a word in British and in American English, first as it is."""
    for form, *ends in _SPELLINGS:
        if re.match(form, word):
            return list(dict.fromkeys((word, *(re.sub(form, rf"\1{end}", word, count=1) for end in ends))))
    return [word]


def common_prefix(word: str) -> str:
    """Return what all forms of a folded word begin with."""
    forms = [form for spelt in _spellings(word) for form in (spelt, *_other_numbers(spelt))]
    return os.path.commonprefix(forms)  # noqa: RUF071 - of words, not of paths


def word_pattern(phrase: str) -> str:
    """Match a folded word or phrase in folded text; a word of capitals behind its segment.

    A Latin word is found from where a word begins, however it goes on, in its other number and as British and American
    writers spell it; a short one as a whole. The words of a phrase, and what is Latin and Japanese in one, are found
    together, with a space or with a hyphen between; all but the last stand in one of their numbers. One digit is found
    as kanji, too, and the other way round.
    """
    if is_capitals(phrase):
        return capitals(phrase)
    words, pattern = _JOINT.split(phrase), ""
    for number, word in enumerate(words, 1):
        start, spelt = common_prefix(word), _spellings(word)
        others = [re.escape(form[len(start) :]) for one in spelt for form in _other_numbers(one)]
        ends = [re.escape(one[len(start) :]) for one in spelt]
        if number == len(words):
            whole = len(words) == 1 and len(word) <= _SHORT and re.fullmatch(f"[{LATIN}]+", word)
            ends = [end + (_AFTER if whole else "") for end in ends] + [other + _AFTER for other in others]
        elif not others and re.fullmatch(f"(?!(?:{_ALIKE})$)[a-z]+", word):
            ends = [end + more for end in ends for more in ("", "e?s")]
        else:
            ends += others
        start = re.escape(start)
        if number == 1 and re.match(f"[{LATIN}]", phrase):
            # Looked back for after the word's beginning: a pattern that opens with letters is found ten times faster.
            start += f"(?<![{LATIN}]{start})"
        if len(phrase) > 1:
            start = _VARIES.sub(lambda found: _VARYING[found[0]], start)
        if len(words) > 1 and word in _DIGITS:
            start = f"(?:{start}|{_DIGITS[word]})"
        pattern += ("[ -]?" if pattern else "") + start + (f"(?:{'|'.join(ends)})" if any(ends) else "")
    return pattern


def _folded(word: str) -> str:
    return fold(word).upper() if is_capitals(word) else fold(word)  # capitals are found as such alone


def _longest_part(word: str) -> str:
    if is_capitals(word):
        return capitals(word)
    parts = [part for one in _JOINT.split(word) for part in _VARIES.split(common_prefix(one))]
    return max((part for part in parts if part not in _DIGITS), key=len, default="")


class Search:
    """Words, ready to be looked for."""

    def __init__(self, query: SearchQuery) -> None:
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
        """Weigh a search text by the best place of each group, and among equals by how often they stand there.

        Return 0 where one is missing or an unwanted word stands.
        """
        text, total, often = "", 0, 0
        for number, (parts, pattern) in enumerate(zip(self._parts, self._patterns, strict=True)):
            found = None
            if any(part in content for part in parts):
                text = text or content.decode()
                found = pattern.search(text)
            if bool(found) != (number < self._wanted):
                return 0
            if found:
                total += _WEIGHTS[text.count(search_text.WEIGHT_SEPARATOR, 0, found.start())]
                often += text.count(found[0])
        return total * _OFTEN + min(often, _OFTEN - 1)

    def hits(self, case: Mapping[str, Any], fields: Mapping[str, Field]) -> list[dict[str, Any]]:
        """Return the sentences that hold the words: first those that show them all, then what cites the source.

        They are in the reader's language where it has the words. `marks` are where in the `text` they stand: pairs of
        beginning and end, in characters (code points). A label, as that of a theme, is no sentence of the source: it
        has no `ref`, and `label` says what it is.
        """
        wanted = self._patterns[: self._wanted]
        hits: list[tuple[set[re.Pattern[str]], dict[str, Any]]] = []
        searched = sorted(search_text.searched_fields(fields), key=lambda field: _SHOWN.index(field.weight))
        for segment in search_text.search_segments(case, searched):
            label = None
            if segment.field.weight == "labels":
                label = fields[segment.field.key.partition(".")[0]].label._asdict()
            missing = wanted
            for text in segment.texts(data_language()):
                held = [pattern for pattern in missing if pattern.search(fold_segment(text))]
                missing = [pattern for pattern in missing if pattern not in held]
                sentences = {part: fold_segment(part) for part in _SENTENCE_END.split(text) if part} if held else {}
                found = [part for part, folded in sentences.items() if any(one.search(folded) for one in held)]
                # What reaches over the end of a sentence is shown whole.
                whole = not all(any(map(one.search, sentences.values())) for one in held)
                for part in [text] if whole else found:
                    where = {"field": segment.field.key, "label": label, "ref": list(segment.refs)}
                    hit = {**where, "text": part, "marks": list(self._marks(part))}
                    folded = sentences.get(part) or fold_segment(text)
                    hits.append(({one for one in held if one.search(folded)}, hit))
        hits.sort(key=lambda one: (one[1]["label"] is not None, -len(one[0])))
        shown: set[re.Pattern[str]] = set()
        first: list[dict[str, Any]] = []
        others: list[dict[str, Any]] = []
        for words, hit in hits:
            (others if hit["label"] or words <= shown else first).append(hit)
            shown |= words
        return first + others

    def _marks(self, text: str) -> Iterator[list[int]]:
        folded, offsets = fold_with_offsets(text)
        # A character may fold to several, as ㍍ does: a hit that ends among them ends with the whole character.
        ends = [*offsets, len(text)]
        hyphens = search_text.inner_hyphens(folded)
        joined = [at for at in range(len(folded)) if at not in hyphens]
        forms = [(folded, range(len(folded))), ("".join(folded[at] for at in joined), joined)]
        spans = sorted(
            (offsets[places[found.start()]], ends[bisect_right(offsets, offsets[places[found.end() - 1]])], in_capitals)
            for form, places in forms[: 1 + bool(hyphens)]
            for marked, in_capitals in self._marked
            for found in marked.finditer(form)
        )
        reached = 0
        for begin, end, in_capitals in spans:
            if end > reached and (not in_capitals or is_capitals(text[begin:end].removesuffix("s"))):
                yield [max(begin, reached), end]
                reached = end


# --- what to try besides ---


class AskedSearch(NamedTuple):
    """A search, as it was asked for, and what it found."""

    words: SearchQuery
    arguments: Sequence[str]  # the words as they were typed
    among: Sequence[str] | None  # what the options leave
    narrowing: Mapping[str, object]  # the options, by their names
    collection: Mapping[str, object]
    found: Sequence[str]


def search_hints(index: Index, asked: AskedSearch) -> Iterator[str]:
    """Say what would find more: the words of a phrase one by one, a theme; where nothing is found, what to try."""
    yield from _phrase_hints(index, asked)
    if not asked.found:
        yield from _no_result_hints(index, asked)
    elif len(asked.words.wanted) == 1 and not asked.words.unwanted:
        yield from _theme_hints(index, asked, asked.words.wanted[0])


def _phrase_hints(index: Index, asked: AskedSearch) -> Iterator[str]:
    """Say that an argument with a space in it was a phrase, where its words one by one find more."""
    parted = [part for one in asked.arguments for part in ([one] if set(one) & _QUOTES else one.split(" "))]
    apart = parse_query(parted)
    more = _count(index, apart, asked.among)
    if apart != asked.words and more > len(asked.found):
        line = command_line("search", parted, asked.narrowing, asked.collection)
        message = _("words in quotes were looked for as they stand, together; one by one: {count}, {line}")
        yield message.format(count=count_cases(more), line=line)


def _theme_hints(index: Index, asked: AskedSearch, words: Sequence[str]) -> Iterator[str]:
    """Say which themes are called by one of the words, where they have cases that were not found."""
    for word in words:
        joined = fold(word).replace("-", "")
        named = next(filter(THEMES.spelt, (word, joined, *_other_numbers(joined))), "")
        themes = THEMES.spelt(named)
        ids = index.select([(Condition("themes", "in", tuple(theme.value for theme in themes)),)]) if themes else []
        left = set(ids if asked.among is None else asked.among).intersection(ids)
        if left.difference(asked.found) and not asked.narrowing["theme"]:
            label = separator().join(theme.label.here() for theme in themes)
            line = command_line("list", [], {**asked.narrowing, "theme": [named]}, asked.collection)
            message = _("of the theme {theme}: {count}, {line}")
            yield message.format(theme=label, count=count_cases(len(left)), line=line)


def _no_result_hints(index: Index, asked: AskedSearch) -> Iterator[str]:
    """Say for which of the words there are cases, and what to try."""
    wanted = asked.words.wanted
    counts = {group: _count(index, SearchQuery((group,))) for group in wanted}
    if len(wanted) > 1:
        yield "; ".join(f"{' OR '.join(group)}: {count_cases(counts[group])}" for group in wanted)
    if asked.among is not None and (without := _count(index, asked.words)):
        yield _("without the options that narrow: {count}").format(count=count_cases(without))
    elif all(counts.values()) and (without := _count(index, SearchQuery(wanted), asked.among)):
        yield _("without the excluded words: {count}").format(count=count_cases(without))
    elif all(counts.values()):
        _number, line = _either(index, asked, [word for group in wanted for word in group])
        yield _("no case holds them all; OR takes either: {line}").format(line=line)
    hopeless = []
    for group in (group for group in wanted if not counts[group]):
        found, line = _either(index, asked, [word.lower() if is_capitals(word) else word for word in group])
        if found:
            message = _("words of two or three capitals are found in capitals alone; in small letters: {count}, {line}")
            yield message.format(count=count_cases(found), line=line)
        elif hints := [*_theme_hints(index, asked, group), *_place_hints(index, asked, group)]:
            yield from hints
        else:
            hopeless.append(" OR ".join(group))
    if hopeless:
        message = _("no case speaks of {words}: try a shorter word or another one, or look for a theme: {line}")
        yield message.format(words=separator().join(hopeless), line="renkei help themes")


def _place_hints(index: Index, asked: AskedSearch, words: Sequence[str]) -> Iterator[str]:
    """Say which words are places that take part in no case, and which cases there are near them."""
    codes = [term.value for word in words for term in municipality_terms().spelt(word)]
    if codes and not index.select([[Condition("participants", "in", tuple(codes))]]):
        yield from explain_absence(index, codes, asked.collection)


def _either(index: Index, asked: AskedSearch, words: list[str]) -> tuple[int, str]:
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
