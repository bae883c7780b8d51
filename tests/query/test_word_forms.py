"""The forms in which a word that is looked for may stand in a text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.query.search import common_prefix, word_pattern


@pytest.mark.parametrize(
    ("word", "found", "not_found"),
    [
        ("firms", "firm firms", "firmly affirm"),
        ("firm", "firm firms", "affirm"),
        ("companies", "company companies", "companion"),
        ("company", "company companies", "companion"),
        ("coaches", "coach coaches", "coachman"),
        ("houses", "house houses", "housing"),
        ("ties", "tie ties", "tied"),
        ("movies", "movie movies", "moviegoer movement"),
        ("movie", "movie movies", "movy"),
        ("tomatoes", "tomato tomatoes", "tomatillo"),
        ("tomato", "tomato tomatoes", "tomatillo"),
        ("shoes", "shoe shoes", "sho shoehorn"),
        ("analyses", "analysis analyses analyse", "analyst"),
        ("analysis", "analysis analyses", "analyse analyst"),
        ("series", "series", "serie sery"),
        ("species", "species", "specie specy"),
        ("this", "this", "thi"),
        ("bus", "bus buses", "bu busy business"),
        ("bu", "bu", "bus buses"),
        ("sis", "sis sises", "ses"),
        ("business", "business businesses", "busines"),
        ("news", "news newspaper", "new"),
        ("women", "woman women", "womanly"),
        ("child", "child children", "grandchild"),
        ("day", "day days", "daylight"),
        ("sky", "sky skies", "skyline"),
        ("eu", "eu", "eus europe"),
        ("promot", "promote promoting", "automoto"),
        ("snow-country", "snow-country", "snow-covered"),
        ("kpi", "kpi kpis", "kpix"),
    ],
)
def test_a_word_is_found_in_its_other_number(word: str, found: str, not_found: str) -> None:
    """A plural finds its singular and the other way round; what only looks alike is not found."""
    compiled = re.compile(word_pattern(word))
    assert [one for one in found.split() if not compiled.search(f"の{one} ")] == []
    assert [one for one in not_found.split() if compiled.search(f"の{one} ")] == []


def test_a_phrase_is_found_in_another_number() -> None:
    """Each word of a phrase may stand in its other number; the phrase is found without its spaces too."""
    compiled = re.compile(word_pattern("cities local firms"))
    texts = ["a city local firm.", "cities locals firm", "citieslocalfirms"]
    assert [text for text in texts if compiled.search(text)] == texts
    assert not compiled.search("citys local firm")


@pytest.mark.parametrize(
    ("phrase", "found", "not_found"),
    [
        ("tomato farm", ["tomato farm", "tomatoes farm", "tomatofarms"], ["tomatoe farm"]),
        ("coach tour", ["coach tour", "coaches tour"], ["coache tour"]),
        ("analysis team", ["analysis team", "analyses team"], ["analysises team"]),
        ("analyses team", ["analysis team", "analyses team"], ["analyst team"]),
        ("movies night", ["movie night", "movies night"], ["mov night"]),
        ("news letter", ["news letter", "newsletters"], ["new letter", "newss letter"]),
        ("series of events", ["series of events", "series of event"], ["serie of events"]),
    ],
)
def test_the_leading_words_of_a_phrase_keep_whole(phrase: str, found: list[str], not_found: list[str]) -> None:
    """A word that another follows stands in one of its numbers, and as nothing else."""
    compiled = re.compile(word_pattern(phrase))
    assert [text for text in found if not compiled.search(text)] == []
    assert [text for text in not_found if compiled.search(text)] == []


@given(st.text("abceinosxyz市の", min_size=1, max_size=9))
def test_a_word_finds_itself_by_what_its_forms_have_in_common(word: str) -> None:
    """The core narrows nothing away: a text in which the pattern is found holds it."""
    found = re.search(word_pattern(word), word)
    assert found
    assert common_prefix(word) in found[0]
