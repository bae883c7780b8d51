"""The forms in which a word that is looked for may stand in a text."""

import os
import re
from collections.abc import Iterator

from renkei_cli.core.text import LATIN

_SHORT = 3
"""A Latin word up to this length is looked for as a whole: it would stand inside, or begin, far too many."""
_WORD = re.compile("[a-z]+")
_AFTER = f"(?![{LATIN}])"
_PAIRS = (("woman", "women"), ("man", "men"), ("child", "children"))
_ALIKE = ("news", "series", "species")


def common_prefix(word: str) -> str:
    """Return what all forms of a folded word begin with."""
    return os.path.commonprefix([word, *_others(word)])  # noqa: RUF071 - of words, not of paths


def word_pattern(phrase: str) -> str:
    """Match a folded word or phrase in folded text.

    A Latin word is found from where a word begins, however it goes on, and in its other number; a short one
    as a whole. A phrase is found with and without its spaces.
    """
    *leading, last = phrase.split(" ")
    parts = [*map(_any_form, leading), _begun(last, alone=not leading)]
    if re.match(f"[{LATIN}]", phrase):
        # Looked back for after the word's beginning: a pattern that opens with letters is found ten times faster.
        start, ends = parts[0]
        parts[0] = (f"{start}(?<![{LATIN}]{start})", ends)
    return " ?".join(start + ends for start, ends in parts)


def _any_form(word: str) -> tuple[str, str]:
    """Match a word that another follows; where the plural only adds to it, it is no other form."""
    start = common_prefix(word)
    ends = [re.escape(form[len(start) :]) for form in (word, *_others(word))]
    if len(ends) == 1:
        return re.escape(start), _added(word) if _WORD.fullmatch(word) else ""
    return re.escape(start), f"(?:{'|'.join(sorted(ends, key=len, reverse=True))})"


def _added(word: str) -> str:
    """Match what the plural adds to a word, or nothing."""
    if word in _ALIKE:
        return ""
    return "(?:e?s)?" if word.endswith(("o", "s", "x", "z", "ch", "sh")) else "s?"


def _begun(word: str, *, alone: bool) -> tuple[str, str]:
    """Match what a word begins, or another number of it as a whole; a short word that stands alone as a whole too."""
    start = common_prefix(word)
    whole = alone and len(word) <= _SHORT and bool(re.fullmatch(f"[{LATIN}]+", word))
    ends = [re.escape(form[len(start) :]) + _AFTER for form in _others(word)]
    ends.insert(0, re.escape(word[len(start) :]) + (_AFTER if whole else ""))
    return re.escape(start), f"(?:{'|'.join(ends)})" if any(ends) else ""


def _others(word: str) -> tuple[str, ...]:
    """Return the plural of an English word where prefixes don't find it, or the singular of a plural."""
    if len(word) < _SHORT or word in _ALIKE or not _WORD.fullmatch(word):
        return ()
    return tuple(_singular_or_plural(word))


def _singular_or_plural(word: str) -> Iterator[str]:
    for pair in _PAIRS:
        if word in pair:
            yield pair[1 - pair.index(word)]
            return
    if word.endswith("ies") and len(word) > len("ties"):
        yield from (word[:-3] + "y", word[:-1])
    elif word.endswith(("ses", "xes", "zes", "ches", "shes")) or (word.endswith("oes") and len(word) > len("shoes")):
        yield from (word[:-2], word[:-1])
        if word.endswith("ses"):
            yield word[:-2] + "is"
    elif word.endswith("sis") and len(word) > _SHORT:
        yield word[:-2] + "es"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORT:
        yield word[:-1]
    elif re.search("[^aeiou]y$", word):
        yield word[:-1] + "ies"
    elif len(word) == _SHORT:
        yield word + ("es" if word.endswith("s") else "s")
