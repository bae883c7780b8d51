"""The controlled words."""

import pytest

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.domain.places import REGIONS
from renkei_cli.domain.vocabulary import THEMES, TYPES, VOCABULARIES, Concept, Vocabulary, stem


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
def test_every_word_is_found_by_each_of_its_names(vocabulary: Vocabulary) -> None:
    """Value, code and labels lead to the word; definitions are in both languages."""
    for term in vocabulary:
        assert all(term in vocabulary.resolve(name) for name in (term.value, term.code, *term.label))
        assert all(term.definition)
        assert term.value in vocabulary
        assert vocabulary[term.value] is term
    assert "" not in vocabulary


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
def test_no_two_words_share_a_name(vocabulary: Vocabulary) -> None:
    """Values, codes and labels are each one word's own."""
    for names in zip(*((term.value, term.code, *term.label) for term in vocabulary), strict=True):
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("遠隔", ["遠隔連携"]),
        ("遠", []),
        ("neig", ["隣県連携"]),
        ("nei", []),
        ("r", []),
        ("ＲＥＭＯＴＥ", ["遠隔連携"]),
        ("cross-border", ["隣県連携"]),
        ("", []),
        (" ", []),
        ("近隣", []),
    ],
)
def test_types_are_found(text: str, values: list[str]) -> None:
    """By any spelling, or by enough of its beginning; an empty one means none."""
    assert [term.value for term in TYPES.resolve(text)] == values


@pytest.mark.parametrize(
    ("text", "codes"),
    [("foo", []), ("food", ["agrifood"]), ("new", ["innovation"]), ("s", []), ("6", []), ("６次産業", []), ("女", [])],
)
def test_little_is_not_enough(text: str, codes: list[str]) -> None:
    """The beginning of a word is another word: foo is not food. A whole word is enough; digits are none."""
    assert [term.code for term in THEMES.resolve(text)] == codes


@pytest.mark.parametrize("text", ["観光", "交流", "観光・交流", "tour"])
def test_half_a_name_is_enough(text: str) -> None:
    """What stands on either side of ・ is a name of its own."""
    assert [term.code for term in THEMES.resolve(text)] == ["tourism"]


@pytest.mark.parametrize(
    ("text", "stemmed"), [("大分県", "大分"), ("津市", "津市"), ("遠隔連携", "遠隔"), ("市", "市"), ("北海道", "北海")]
)
def test_a_level_is_dropped_where_a_name_is_left(text: str, stemmed: str) -> None:
    """県, 市, 連携 make no difference, but of a name of two characters nothing is dropped."""
    assert stem(text) == stemmed


def test_aliases_are_names() -> None:
    """関西 is 近畿."""
    assert [term.code for term in REGIONS.resolve("関西")] == ["kinki"]


def test_the_first_to_bear_a_spelling_is_proposed() -> None:
    """Of two words that are spelt alike, a near miss proposes the first; asked for, both are meant."""
    both = Vocabulary("both", (Concept(code, code, LocalizedText("府中市", code)) for code in ("one", "other")))
    assert both.spellings()["府中市"].code == "one"
    assert [term.code for term in both.resolve("府中")] == ["one", "other"]


def test_words_that_begin_so_are_proposed() -> None:
    """However little is typed; all of them where nothing is."""
    assert [term.code for term in TYPES.begun("r")] == ["remote"]
    assert list(TYPES.begun("")) == list(TYPES)
