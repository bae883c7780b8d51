"""Paragraphs that hang, and lists."""

from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.output.hanging import fill_list, hanging_indent, message_prefix
from renkei_cli.output.wrap import width


def test_the_values_of_a_list_stay_whole() -> None:
    """A line ends behind a comma or a stroke; a value that is too long for a line is broken as any text."""
    assert fill_list("one of a b (c), d e (f), g h (i), j", 20) == ["one of a b (c),", "d e (f), g h (i), j"]
    assert fill_list("aaa bbb / ccc ddd / eee fff / ggg", 12) == ["aaa bbb /", "ccc ddd /", "eee fff /", "ggg"]
    assert fill_list("a, b, c, one value that is long, d", 12) == ["a, b, c, one", "value that", "is long, d"]
    assert fill_list("of a, b and c (x); d, e (y); f (z)", 18) == ["of a, b and c (x);", "d, e (y); f (z)"]
    assert fill_list("使える値: 観光・交流, 移住・関係人口, 人材育成・確保, デジタル", 26) == [
        "使える値: 観光・交流,",
        "移住・関係人口,",
        "人材育成・確保, デジタル",
    ]


def test_prose_is_no_list() -> None:
    """A comma or two are none; nor are commas with long pieces between."""
    assert fill_list("here, as it is, words", 9) == ["here, as", "it is,", "words"]


def test_a_head_is_never_broken() -> None:
    """It begins the line, alone where there is little room; the other lines stand further in."""
    assert hanging_indent("words that go on", 20, hang=4, head="a.yaml:1:2: ") == [
        "a.yaml:1:2:",
        "    words that go on",
    ]
    assert hanging_indent("words that go on", 27, hang=4, head="a.yaml:1:2: ") == [
        "a.yaml:1:2: words that",
        "    go on",
    ]
    assert hanging_indent("short", 20, hang=4, head="a.yaml:1:2: ") == ["a.yaml:1:2: short"]


def test_a_sign_is_what_says_what_follows() -> None:
    """A word or two before a colon are one, unless they take a third of the line."""
    assert message_prefix("error: no such thing", 60) == "error: "
    assert message_prefix("使える値: 県内連携", 60) == "使える値: "
    assert message_prefix("使える値: 県内連携", 20) == ""
    assert message_prefix("no sign here", 60) == ""


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))), st.integers(12, 100))
def test_nothing_is_wider_or_lost(text: str, cells: int) -> None:
    """Whatever the text, no line is wider than asked, and every character but white space is there."""
    lines = hanging_indent(text, cells, hang=4)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    listed = ", ".join([text] * 5)
    assert all(width(line) <= cells for line in fill_list(listed, cells))
    assert "".join("".join(fill_list(listed, cells)).split()) == "".join(listed.split())
