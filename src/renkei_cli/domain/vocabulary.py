"""The controlled words: value, code, labels, definition, aliases."""

import csv
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from renkei_cli.core.files import data_folder
from renkei_cli.core.i18n import N_, LocalizedText
from renkei_cli.core.text import fold

NOT_STATED = N_("not stated in the source")  # what stands for people where the source is silent
BLANKS = frozenset(map(fold, ("", "出典に記載なし", NOT_STATED, "未記入", "not filled in")))
"""What stands, folded, in the blanks of a table that came from here."""
_LEVELS = tuple("都道府県市町村区")
_SUFFIXES = (*_LEVELS, "連携", "地方", " region")


def stem(folded: str) -> str:
    """Drop one trailing 県, 市, 町, 村, 連携, 地方 …, so that 大分 and 大分県 compare equal."""
    bare = next((folded.removesuffix(suffix) for suffix in _SUFFIXES if folded.endswith(suffix)), folded)
    return bare if len(bare) > 1 else folded


_NO_WORDS = LocalizedText("", "")


class Concept(NamedTuple):
    """One controlled word."""

    value: str  # what a case file and JSON hold
    code: str  # a name in ASCII that does not change with the language
    label: LocalizedText
    definition: LocalizedText = _NO_WORDS
    aliases: tuple[str, ...] = ()  # other ways in which people write it; they are folded before they are compared

    def keys(self) -> Iterator[str]:
        """Return every folded spelling under which this word is found."""
        for name in (self.value, self.code, *self.label, self.label.here(), *self.aliases):
            key = fold(name)
            yield key
            yield stem(key)
            if "・" in name:
                yield from (fold(part) for part in name.split("・"))


class Vocabulary:
    """A closed list of terms, found by any of their spellings."""

    def __init__(
        self,
        name: str,
        terms: Iterable[Concept],
        numbered: Callable[[str], list[str]] = lambda _digits: [],
        described: Callable[[str], list[str]] = lambda _asked: [],
    ) -> None:
        """Keep the terms in their order, which is the order of display.

        `numbered` gives the values of a number, `described` those of a folded text that says more than a spelling.
        """
        self.name = name
        self.terms = tuple(terms)
        self._by_value = {term.value: term for term in self.terms}
        self._numbered = numbered
        self._described = described

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.terms)

    def __getitem__(self, value: str) -> Concept:
        """Return the term that a case file holds as `value`; KeyError if there is none."""
        return self._by_value[value]

    def __contains__(self, value: str) -> bool:
        """Return whether a case file may hold `value`."""
        return value in self._by_value

    @cached_property
    def _by_key(self) -> dict[str, list[Concept]]:
        found: dict[str, list[Concept]] = {}
        for term in self.terms:
            for key in set(term.keys()):
                found.setdefault(key, []).append(term)
        return found

    def resolve(self, text: str) -> list[Concept]:
        """Return the terms that `text` means: those spelt so, else those that begin so; none is [].

        A number means a term where it can be no other's, and is never a beginning.
        """
        asked = fold(text)
        exact = self.spelt(text)
        if exact or not asked or asked[0].isdigit():
            return exact
        # So much must be typed until a spelling's beginning stands for the whole; less is any word's, or a whole one.
        least = 4 if asked < "\u2e80" else 2
        return self.begun(asked if len(asked) >= least else f"{asked} ")

    def spelt(self, text: str) -> list[Concept]:
        """Return the terms of which `text` is a whole spelling, not just a beginning.

        With or without its level a name is the same, but a level that is written is meant: 大分市 is not 大分県.
        """
        asked = fold(text)
        if numbered := self.numbered(text):
            return numbered if len(numbered) == 1 else []
        found = self.exact(asked) or ([] if asked.endswith(_LEVELS) else self.exact(stem(asked)))
        return found or [self[value] for value in self._described(asked)]

    def exact(self, asked: str) -> list[Concept]:
        """Return the terms of which a folded text is one of the spellings."""
        return self._by_key.get(asked, [])

    def namesakes(self, text: str) -> list[Concept]:
        """Return the terms that are called like `text` but for their level, to be proposed: 上野村 for 上野市."""
        asked = fold(text)
        return self.exact(asked.rpartition(" ")[0] if asked.isascii() else stem(asked))

    def begun(self, asked: str) -> list[Concept]:
        """Return the terms that begin with a folded text: to be proposed, not to be taken for meant."""
        found = {term.value for key, terms in self._by_key.items() if key.startswith(asked) for term in terms}
        return [term for term in self.terms if term.value in found]

    def numbered(self, text: str) -> list[Concept]:
        """Return the terms that a number may mean."""
        asked = fold(text)
        return [self[value] for value in self._numbered(asked)] if asked.isdecimal() and asked.isascii() else []

    def spellings(self) -> dict[str, Concept]:
        """Return every folded spelling with the first term that bears it, to look for near misses."""
        return {key: terms[0] for key, terms in self._by_key.items()}


def read_table(name: str) -> list[list[str]]:
    """Return the rows of a table of the bundled data, without its headings."""
    with (data_folder() / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))[1:]


def _vocabularies() -> Iterator[Vocabulary]:
    for name, rows in groupby(read_table("vocabularies.csv"), itemgetter(0)):
        # In a case file, a type is its Japanese name.
        yield Vocabulary(name, (
            Concept(ja if name == "type" else code, code, LocalizedText(ja, en), LocalizedText(definition, meaning),
                    tuple(filter(None, spellings.split(";"))))
            for _name, code, ja, en, definition, meaning, spellings in rows
        ))  # fmt: skip


VOCABULARIES = {one.name: one for one in _vocabularies()}
TYPES, THEMES, TRIGGERS, BENEFITS, ROLES, COLLABORATOR_KINDS, INSTRUMENT_KINDS = VOCABULARIES.values()
