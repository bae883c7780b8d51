"""Why a search found nothing, and what to try."""

from collections.abc import Iterator

from renkei_cli.i18n import _, plural
from renkei_cli.index import Index
from renkei_cli.passages import is_capitals
from renkei_cli.search import Search, Words
from renkei_cli.wording import labelled


def remarks(index: Index, words: Words, *, narrowed: bool) -> Iterator[str]:
    """Say for which of the words there are cases, and what to try; `narrowed` where options left cases out."""
    counts = [_count(index, Words((group,))) for group in words.wanted]
    if len(counts) > 1:
        told = (labelled(typed, _cases(n)) for typed, n in zip(words.typed, counts, strict=True))
        yield "; ".join(told)
    if narrowed and (without := _count(index, words)):
        yield _("without the options that narrow: {count}").format(count=_cases(without))
    elif all(counts) and (without := _count(index, Words(words.wanted))):
        yield _("without the excluded words: {count}").format(count=_cases(without))
    elif all(counts):
        line = " OR ".join(_as_typed(typed) for typed in words.typed)
        yield _("no case holds them all; OR takes either: {line}").format(line=f"renkei search {line}")
    else:
        yield from _instead(index, words, counts)


def _instead(index: Index, words: Words, counts: list[int]) -> Iterator[str]:
    """Say what to try for the words that stand in no case."""
    hopeless = []
    for group, typed, count in zip(words.wanted, words.typed, counts, strict=True):
        small = tuple(word.lower() if is_capitals(word) else word for word in group)
        if not count and (found := _count(index, Words((small,)))):
            message = _("words of two or three capitals are found in capitals alone; in small letters: {count}, {line}")
            line = f"renkei search {' OR '.join(small)}"
            yield message.format(count=_cases(found), line=line)
        elif not count:
            hopeless.append(typed)
    if hopeless:
        message = _("try another word for {words}, a shorter one, or the same in the other language")
        yield message.format(words=", ".join(hopeless))


def _count(index: Index, words: Words) -> int:
    return len(Search(words).ids(index, None))


def _cases(number: int) -> str:
    return plural("{n} case", "{n} cases", number)


def _as_typed(typed: str) -> str:
    return f'"{typed}"' if " " in typed and " OR " not in typed else typed
