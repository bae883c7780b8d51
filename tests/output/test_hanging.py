"""Paragraphs that hang, and lists."""

from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.output.hanging import filled, hanging, sign
from renkei_cli.output.wrap import width


def test_the_values_of_a_list_stay_whole() -> None:
    """A line ends behind a comma or a stroke; a value that is too long for a line is broken as any text."""
    assert filled("one of a b (c), d e (f), g h (i), j", 20) == ["one of a b (c),", "d e (f), g h (i), j"]
    assert filled("aaa bbb / ccc ddd / eee fff / ggg", 12) == ["aaa bbb /", "ccc ddd /", "eee fff /", "ggg"]
    assert filled("a, b, c, one value that is long, d", 12) == ["a, b, c, one", "value that", "is long, d"]
    assert filled("of a, b and c (x); d, e (y); f (z)", 18) == ["of a, b and c (x);", "d, e (y); f (z)"]
    assert filled("使える値: 観光・交流, 移住・関係人口, 人材育成・確保, デジタル", 26) == [
        "使える値: 観光・交流,",
        "移住・関係人口,",
        "人材育成・確保, デジタル",
    ]


def test_prose_is_no_list() -> None:
    """A comma or two are none; nor are commas with long pieces between."""
    assert filled("here, as it is, words", 9) == ["here, as", "it is,", "words"]


def test_a_head_is_never_broken() -> None:
    """It begins the line, alone where there is little room; the other lines stand further in."""
    assert hanging("words that go on", 20, hang=4, head="a.yaml:1:2: ") == ["a.yaml:1:2:", "    words that go on"]
    assert hanging("words that go on", 27, hang=4, head="a.yaml:1:2: ") == ["a.yaml:1:2: words that", "    go on"]
    assert hanging("short", 20, hang=4, head="a.yaml:1:2: ") == ["a.yaml:1:2: short"]


def test_a_sign_is_what_says_what_follows() -> None:
    """A word or two before a colon are one, unless they take a third of the line."""
    assert sign("error: no such thing", 60) == "error: "
    assert sign("使える値: 県内連携", 60) == "使える値: "
    assert sign("使える値: 県内連携", 20) == ""
    assert sign("no sign here", 60) == ""


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))), st.integers(12, 100))
def test_nothing_is_wider_or_lost(text: str, cells: int) -> None:
    """Whatever the text, no line is wider than asked, and every character but white space is there."""
    lines = hanging(text, cells, hang=4)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    listed = ", ".join([text] * 5)
    assert all(width(line) <= cells for line in filled(listed, cells))
    assert "".join("".join(filled(listed, cells)).split()) == "".join(listed.split())
