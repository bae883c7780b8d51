"""Words to look for, and the cases that hold them."""

import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from renkei_cli.casebook.search_text import build_search_text, searched_fields
from renkei_cli.core import i18n
from renkei_cli.core.errors import UsageError
from renkei_cli.core.text import LATIN, fold
from renkei_cli.query.search import Search, SearchQuery, argument_for, parse_query
from renkei_cli.schema.fields import WEIGHTS
from renkei_cli.schema.models import case_fields

Run = Callable[..., Any]
PIECES = st.text(
    st.sampled_from("かカがｶﾞか\u3099はハぱﾊﾟ市ー雪国IＩtT１1㍍ﬁ\ufe0f\u0301、。.!？ \u3000")
    | st.characters(exclude_categories=["Cs"])
)


FIELDS = case_fields()


def _ids(words: SearchQuery, *cases: dict[str, Any]) -> list[str]:
    """Return the ids of the cases that hold the words, best first."""
    search = Search(words)
    scores = {case["id"]: search.score(_text(case)) for case in cases}
    return sorted((case_id for case_id, score in scores.items() if score), key=scores.__getitem__, reverse=True)


def _text(case: dict[str, Any]) -> bytes:
    return build_search_text(case, searched_fields(FIELDS)).encode()


def _hits(words: SearchQuery, case: dict[str, Any]) -> list[dict[str, Any]]:
    return Search(words).hits(case, FIELDS)


@given(PIECES.filter(fold), st.integers(0, 100))
@example("ガイド", 0)
def test_marks_lie_on_the_word(cases: dict[str, dict[str, Any]], text: str, place: int) -> None:
    """A piece of a text is found in it; the marks lie inside the sentence, in order, and what they mark folds to it."""
    folded = fold(text)
    start = place % len(folded)
    word = fold(folded[start : start + 4])
    inside = re.search(f"[{LATIN}]$", folded[:start]) if re.match(f"[{LATIN}]", word) else None
    cut = len(word) < 4 and re.fullmatch(f"[{LATIN}]+", word) and re.match(f"[{LATIN}]", folded[start + len(word) :])
    if not word or inside or cut:
        return
    case = cases["saga"] | {"id": "x", "title": {"ja": text, "en": text}}
    words = SearchQuery(((word,),))
    assert _ids(words, case) == ["x"]
    hits = _hits(words, case)
    for hit in hits:
        reached = 0
        for begin, end in hit["marks"]:
            assert reached <= begin < end <= len(hit["text"])
            assert word.replace(" ", "") in fold(hit["text"][begin:end]).replace(" ", "")
            reached = end
    assert any(hit["marks"] for hit in hits) or re.search(r"[。.!?]", word)


TYPED = ["OR", "-", '""', "観光", "a b", '"a b"', '-"a b"', "-a b", '"-a"', '5"', 'x -n5 -5"', "“雪国　文化”", "-OR"]


@given(st.lists(st.sampled_from(TYPED) | st.text(st.sampled_from("ab観IT-－ \u3000")) | st.text()))
def test_any_words_are_words_or_told_why_not(arguments: list[str]) -> None:
    """Whatever is typed is understood, and alike where it is suggested once more, or is told with an example."""
    words, hint = SearchQuery(()), ""
    try:
        words = parse_query(arguments)
    except UsageError as error:
        hint = error.hint
    assert bool(words.wanted) != ("renkei search" in hint)
    assert all(fold(word) for word in (*words.unwanted, *chain(*words.wanted)))
    once_more = [argument_for(word, "-", arguments) for word in words.unwanted]
    for first, *others in words.wanted:
        once_more += [argument_for(first), *chain(*(("OR", argument_for(word)) for word in others))]
    assert hint or parse_query(once_more) == words


READ: tuple[tuple[list[str], tuple[tuple[str, ...], ...], tuple[str, ...]], ...] = (
    (["観光", "ガイド"], (("観光",), ("ガイド",)), ()),
    (["観光", "OR", "ガイド"], (("観光", "ガイド"),), ()),
    (["OR", "観光"], (("観光",),), ()),
    (["観光", "OR"], (("観光",),), ()),
    (["観光", "-ガイド"], (("観光",),), ("ガイド",)),
    (["観光　ガイド"], (("観光",), ("ガイド",)), ()),
    (["雪国 文化"], (("雪国 文化",),), ()),
    (['"雪国 文化" 観光'], (("雪国 文化",), ("観光",)), ()),
    (['観光 -"雪国 文化"'], (("観光",),), ("雪国 文化",)),
    (["“雪国文化” -観光"], (("雪国文化",),), ("観光",)),
    (["観光", "\u3000", "-"], (("観光",),), ()),
    (["ＩＴ", "-kpi", "-EU"], (("ＩＴ",),), ("kpi", "EU")),
    (["IoT", "ETIC"], (("IoT",), ("ETIC",)), ()),
)


def test_how_words_are_read() -> None:
    """All words must occur; OR joins, a minus excludes, quotes and one argument with spaces make a phrase."""
    for arguments, wanted, unwanted in READ:
        assert (arguments, parse_query(arguments)) == (arguments, SearchQuery(wanted, unwanted))


def test_which_cases_hold_the_words(cases: dict[str, dict[str, Any]]) -> None:
    """Every group must be found, and no unwanted word; a word in the title counts more than one in a statement."""
    saga = cases["saga"]
    said = saga | {"id": "said", "merits": [{"ja": "盆踊り。", "en": "x", "ref": [], "for": []}]}
    named = saga | {"id": "named", "title": {"ja": "盆踊り計画", "en": "x it"}}
    for query, ids in (
        (["盆踊り"], ["named", "said"]),
        (["藻類", "盆踊り", "-計画を作る"], ["named", "said"]),
        (["藻類", "盆栽"], []),
        (["藻類", "-佐賀"], []),
        (["lgae"], []),
        (["x it", "-IT"], ["named"]),
        (["x it", "-it"], []),
    ):
        assert (query, _ids(parse_query(query), said, named)) == (query, ids)


def test_overlapping_words_are_marked_once(cases: dict[str, dict[str, Any]]) -> None:
    """Where two words overlap, the marks follow each other; one inside another adds nothing."""
    case = cases["saga"] | {"title": {"ja": "広域連携計画", "en": "x"}}
    hits = _hits(SearchQuery((("広域連携",), ("連携計画",), ("域",))), case)
    assert [hit["marks"] for hit in hits if hit["field"] == "title"] == [[[0, 4], [4, 6]]]


@pytest.mark.parametrize(("language", "sentence"), [("ja", "山の道。"), ("en", "The road.")])
def test_the_sentence_is_in_the_readers_language(cases: dict[str, Any], language: i18n.Language, sentence: str) -> None:
    """Where both languages hold the words, the reader sees his own."""
    i18n.activate(language)
    case = cases["saga"] | {
        "merits": [{"ja": "町だ。山の道。", "en": "A town. The road.", "ref": ["merits/1"], "for": []}]
    }
    [hit] = _hits(SearchQuery((("山の道", "the road"),)), case)
    assert (hit["text"], hit["ref"]) == (sentence, ["merits/1"])


SHORT = (
    ("IT", "It was IT firms.", ["IT"]),
    ("IT", "IT企業とＩＴアイランド", ["IT", "ＩＴ"]),
    ("IT", "It opens its titles.", []),
    ("KPI", "Two KPIs.", ["KPIs"]),
    ("it", "It was IT in a title.", ["It", "IT"]),
    ("ai", "The aim is AI.", ["AI"]),
    ("29", "2029年、29件、129件", ["29"]),
    ("job", "Jobs for a jobber", ["Jobs"]),
    ("chi", "Kōchi", []),
    ("startup", "Start-ups, a start up", ["Start-up"]),
    ("start-up", "Startups, a start up", ["Startup", "start up"]),
    ("ICT活用", "ICT 活用とＩＣＴ活用", ["ICT 活用", "ＩＣＴ活用"]),
    ("活用ICT 化", "活用 ICT化", ["活用 ICT化"]),
    ("第四次革命", "第4次革命、第44次革命", ["第4次革命"]),
    ("6次産業", "六次産業、16次産業、6 次産業", ["六次産業", "6 次産業"]),
    ("一", "1つ", []),
)


def test_a_short_word_is_found_as_a_whole(cases: dict[str, Any]) -> None:
    """One of three letters is not found inside others; typed in capitals, it is found in capitals alone."""
    for word, text, found in SHORT:
        case = cases["saga"] | {"title": {"ja": text, "en": ""}, "subtitle": None}
        hits = [hit for hit in _hits(parse_query([word]), case) if hit["field"] == "title"]
        assert (word, [hit["text"][begin:end] for hit in hits for begin, end in hit["marks"]]) == (word, found)


def test_words_are_looked_for_among_what_the_options_leave(run: Run) -> None:
    """Best first, and no case that an option leaves out."""
    found = run("search", "連携", "-o", "ids").out.split()
    left = run("search", "連携", "--type", "隣県", "-o", "ids").out.split()
    assert left == [case_id for case_id in found if case_id == "tsunan-sakae"] != []


def test_a_new_field_is_searched_by_its_weight_alone(cases: dict[str, Any]) -> None:
    """Whatever a field holds, a text, a list of statements or a plain value, is found in the class that it names."""
    saga = cases["saga"]
    shapes = {
        "text": {"ja": "盆踊り", "en": None},
        "statement": [{"ja": "x", "en": "盆踊り", "ref": ["merits/1"], "for": []}],
        "string": "盆踊り",
        "kpi": [{"date": "2017", "name": {"ja": "盆踊り", "en": None}, "ref": []}],
    }
    for kind, value in shapes.items():
        fields = {"new": FIELDS["title"]._replace(key="new", kind=kind, weight="summary")}
        text = build_search_text(saga | {"new": value}, searched_fields(fields))
        score = Search(parse_query(["盆踊り"])).score(text.encode())
        assert (kind, score // 1000) == (kind, WEIGHTS["summary"])


def test_a_statement_counts_more_than_a_label(cases: dict[str, Any]) -> None:
    """The weightiest first, labels and the document's name last; among equals the one that says it more often."""
    keys = [field.key for field in searched_fields(FIELDS)]
    assert keys[:5] == ["id", "title", "subtitle", "title_as_printed", "participants"]
    assert keys[-5:] == ["type", "themes", "trigger", "benefits", "source.document"]
    said = {"ja": "デジタル。", "en": None, "ref": [], "for": []}
    labelled = cases["himeshima"]
    once = cases["saga"] | {"id": "once", "merits": [said]}
    assert _ids(parse_query(["デジタル"]), labelled, once, once | {"id": "twice", "merits": [said] * 2}) == [
        "twice", "once", "himeshima",
    ]  # fmt: skip


def test_hits_are_shown_with_what_says_most_first(cases: dict[str, Any]) -> None:
    """First those that show all words, sentences with their places before names; last a label, which is named."""
    i18n.activate("ja")
    case = cases["himeshima"]
    hits = _hits(parse_query(["IT", "離島", "デジタル", "OITA4.0"]), case)
    assert {"離島", "OITA4.0"} <= {hit["text"][begin:end] for hit in hits[:2] for begin, end in hit["marks"]}
    assert [bool(hit["label"]) for hit in hits] == [False] * (len(hits) - 1) + [True]
    label = {"ja": "テーマ", "en": "Themes"}
    assert hits[-1] == {"field": "themes", "label": label, "ref": [], "text": "デジタル", "marks": [[0, 4]]}
    fields = [hit["field"] for hit in _hits(parse_query(["姫島村"]), case)]
    ranks = [("activities", "background", "merits", "events", "figures", "participants.contribution"),
             ("summary", "purpose"), ("participants", "source.heading")]  # fmt: skip
    assert fields == sorted(fields, key=lambda key: next(at for at, keys in enumerate(ranks) if key in keys))
    heading = next(hit for hit in _hits(parse_query(["東国東郡"]), case))
    assert (heading["field"], heading["ref"], heading["label"]) == ("source.heading", ["heading"], None)
    [document] = [hit for hit in _hits(parse_query(["取組事例"]), case) if hit["label"]]
    assert (document["field"], document["label"]["ja"], document["ref"]) == ("source.document", "出典", [])


def test_a_label_of_several_things_is_none_of_them(cases: dict[str, Any]) -> None:
    """子育て・ひとり親支援 does not make a case about single parents; a label of one thing is found."""
    for word, case_id, found in (
        ("ひとり親", "minokamo-yonago", False), ("防災", "saga", False), ("fisheries", "takamatsu", False),
        ("ひとり親", "hamada", True), ("遠隔連携", "hamada", True), ("相乗効果", "saga", True),
    ):  # fmt: skip
        assert (word, bool(_ids(parse_query([word]), cases[case_id]))) == (word, found)


def test_a_word_is_found_over_the_end_of_a_sentence(cases: dict[str, Any]) -> None:
    """What no sentence holds alone is shown whole."""
    case = cases["saga"] | {"summary": {"ja": "町だ。山の道。", "en": "x"}}
    assert [(hit["text"], hit["marks"]) for hit in _hits(SearchQuery((("だ。山",),)), case)] == [
        ("町だ。山の道。", [[1, 4]])
    ]


def test_written_forms_are_one(run: Run) -> None:
    """Old and printers' forms of kanji, each ヶ and a full-width OR mean what they mean in their usual form."""
    found = str(Path(__file__).parents[1] / "found" / "variants.yaml")
    for words in (
        "3ヶ月",
        "３ケ月",
        "3箇月",
        "8か月",
        "8ヵ月",
        "七ケ宿",
        "七が宿",
        "火焔",
        "高松",
        "斎藤",
        "渡辺",
        "鰺ケ沢",
    ):
        assert (words, run("search", words, "--data", found, "-o", "ids").out) == (words, "oita\n")
    assert run("search", "火焔", "-o", "ids").out == "tsunan-sakae\n"
    both = run("search", "盆栽", "OR", "土器", "-o", "ids").out
    assert run("search", "盆栽", "ＯＲ", "土器", "-o", "ids").out == both
    assert len(both.split()) > 1
