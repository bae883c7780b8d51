"""Rows of cells: texts on one line, several values in one cell, what a name says."""

from renkei_cli.authoring.tables.rows import items, kind_in, line
from renkei_cli.domain.vocabulary import COLLABORATOR_KINDS


def test_a_text_is_one_line() -> None:
    """Line breaks join Japanese without a space, Latin with one; a tab is a space."""
    for cell, wanted in (
        (" a\nb ", "a b"), ("一行目。\n二行目。", "一行目。二行目。"), ("\n\n", ""), ("a\tb", "a b"),
        ("東京\nTokyo", "東京Tokyo"),
    ):  # fmt: skip
        assert line(cell) == wanted, cell


def test_items() -> None:
    """An empty value between others keeps its place; in prose a semicolon with a space belongs to the sentence."""
    assert items("a;;b") == ["a", "", "b"]
    assert items(" ; ") == []
    assert items("a; b;c", prose=True) == ["a; b", "c"]
    assert items("a、b；c|d", "、", "", "|") == ["a", "b", "c", "d"]


def test_a_name_says_what_it_is() -> None:
    """Of several words in a name the last counts; a word of another vocabulary says nothing."""
    for name, kind in (("協議会の会員企業", "company"), ("甲大学ＮＰＯ", "npo"), ("協定書", ""), ("甲", "")):
        assert kind_in(name, COLLABORATOR_KINDS) == kind, name
