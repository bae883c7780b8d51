"""The controlled words."""

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.domain.places import REGIONS
from renkei_cli.domain.vocabulary import THEMES, TYPES, VOCABULARIES, Concept, Vocabulary, stem


def test_every_word_is_found_by_each_of_its_names() -> None:
    """Value, code and labels are each one word's own and lead to it; definitions are in both languages."""
    for vocabulary in VOCABULARIES.values():
        for term in vocabulary:
            assert all(term in vocabulary.resolve(name) for name in (term.value, term.code, *term.label))
            assert all(term.definition)
            assert term.value in vocabulary
            assert vocabulary[term.value] is term
        assert "" not in vocabulary
        for names in zip(*((term.value, term.code, *term.label) for term in vocabulary), strict=True):
            assert len(set(names)) == len(names)


def test_a_word_is_found() -> None:
    """By any spelling, half a name or enough of its beginning; an empty one means none.

    The beginning of a word is another word: foo is not food. A whole word is enough; digits are none.
    """
    remote, neighbouring = ["remote"], ["neighbouring"]
    types = {"遠隔": remote, "遠": [], "neig": neighbouring, "nei": [], "r": [], "ＲＥＭＯＴＥ": remote}
    types |= {"cross-border": neighbouring, "": [], " ": [], "近隣": []}
    themes = {"foo": [], "food": ["agrifood"], "new": ["innovation"], "s": [], "6": [], "６次産業": [], "女": []}
    themes |= {text: ["tourism"] for text in ("観光", "交流", "観光・交流", "tour")}
    for vocabulary, found in ((TYPES, types), (THEMES, themes), (REGIONS, {"関西": ["kinki"]})):
        assert {text: [term.code for term in vocabulary.resolve(text)] for text in found} == found


def test_a_level_is_dropped_where_a_name_is_left() -> None:
    """県, 市, 連携 make no difference, but of a name of two characters nothing is dropped."""
    stemmed = {"大分県": "大分", "津市": "津市", "遠隔連携": "遠隔", "市": "市", "北海道": "北海"}
    assert {text: stem(text) for text in stemmed} == stemmed


def test_the_first_to_bear_a_spelling_is_proposed() -> None:
    """Of two words that are spelt alike, a near miss proposes the first; asked for, both are meant."""
    both = Vocabulary("both", (Concept(code, code, LocalizedText("府中市", code)) for code in ("one", "other")))
    assert both.spellings()["府中市"].code == "one"
    assert [term.code for term in both.resolve("府中")] == ["one", "other"]


def test_words_that_begin_so_are_proposed() -> None:
    """However little is typed; all of them where nothing is."""
    assert [term.code for term in TYPES.begun("r")] == ["remote"]
    assert list(TYPES.begun("")) == list(TYPES)
