"""The forms in which a word that is looked for may stand in a text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.query.search import common_prefix, word_pattern

FORMS = (
    ("firms", "firm firms", "firmly affirm"),
    ("companies", "company companies", "companion"),
    ("company", "company companies", "companion"),
    ("coaches", "coach coaches", "coachman"),
    ("houses", "house houses", "housing"),
    ("ties", "tie ties", "tied"),
    ("movies", "movie movies", "moviegoer movement"),
    ("tomatoes", "tomato tomatoes", "tomatillo"),
    ("shoes", "shoe shoes", "sho shoehorn"),
    ("analyses", "analysis analyses analyse", "analyst"),
    ("analysis", "analysis analyses", "analyse analyst"),
    ("series", "series", "serie sery"),
    ("this", "this", "thi"),
    ("bus", "bus buses", "bu busy business"),
    ("bu", "bu", "bus buses"),
    ("sis", "sis sises", "ses"),
    ("business", "business businesses", "busines"),
    ("news", "news newspaper", "new"),
    ("women", "woman women", "womanly"),
    ("man", "man men", "manly"),
    ("child", "child children", "grandchild"),
    ("children", "child children", "childish"),
    ("day", "day days", "daylight"),
    ("sky", "sky skies", "skyline"),
    ("eu", "eu", "eus europe"),
    ("promot", "promote promoting", "automoto"),
    ("snow-country", "snow-country", "snow-covered"),
    ("kpi", "kpi kpis", "kpix"),
    ("labour", "labor labour labours laboratory", "lab"),
    ("labors", "labor labour labours", "laboratory"),
    ("revitalize", "revitalise revitalize revitalised", "revitalisation"),
    ("organisations", "organisation organization organizations", "organist"),
    ("centers", "center centre centres", "central"),
    ("programmes", "program programme programs", "progress"),
    ("travelling", "traveling travelling", "travel"),
    ("ageing", "ageing aging", "ages managing"),
    ("licence", "licence license", "lichen"),
)
PHRASES = (
    ("cities local firms", "a city local firm./cities locals firm/citieslocalfirms", "citys local firm"),
    ("tomato farm", "tomato farm/tomatoes farm/tomatofarms", "tomatoe farm"),
    ("coach tour", "coach tour/coaches tour", "coache tour"),
    ("analysis team", "analysis team/analyses team", "analysises team"),
    ("analyses team", "analysis team/analyses team", "analyst team"),
    ("news letter", "news letter/newsletters", "new letter/newss letter"),
    ("series of events", "series of events/series of event", "serie of events"),
)


def test_a_word_is_found_in_its_other_number() -> None:
    """A plural finds its singular and the other way round; what only looks alike is not found.

    The words of a phrase may each stand in another number, the last one alone goes on; its spaces may be missing.
    """
    words = [(word, found.split(), others.split()) for word, found, others in FORMS]
    phrases = [(phrase, found.split("/"), others.split("/")) for phrase, found, others in PHRASES]
    for word, found, others in words + phrases:
        texts = [text for text in (*found, *others) if re.search(word_pattern(word), f"の{text} ")]
        assert (word, texts) == (word, found)


@given(st.text("abceinosxyz市の", min_size=1, max_size=9))
def test_a_word_finds_itself_by_what_its_forms_have_in_common(word: str) -> None:
    """The core narrows nothing away: a text in which the pattern is found holds it."""
    found = re.search(word_pattern(word), word)
    assert found
    assert common_prefix(word) in found[0]
