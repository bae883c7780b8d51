"""Texts and numbers as YAML: read back as what they are."""

import io
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from renkei_cli.core.text import escape_invisible
from renkei_cli.yamlio.loader import entries
from renkei_cli.yamlio.writer import quote_scalar, write_yaml


def read_back(written: str) -> Any:  # noqa: ANN401 - whatever YAML makes of it
    """Read a value as the reader of case files does."""
    faults: list[Any] = []
    (entry,) = entries("x", f"k: {written}\nl:\n  - {written}\n".encode(), faults)
    assert not faults
    assert entry.value["l"] == (entry.value["k"],)
    return entry.value["k"]


@given(st.text(st.characters(exclude_categories=("C",)), min_size=1).map(str.strip))
@example("a: b")
@example("a #b")
@example("a ＃ b")
@example("a＃b")
@example("'")
@example("－ 姫島")
@example("ー")
@example("：a")
@example("a：b")
@example("あ：い")
@example("1e5")
@example("0x1f 人")
@example("https://x.jp:")
@example("「a")
@example("mailto:a@b.c")
@example("two words")
def test_any_text_is_read_back(text: str) -> None:
    """Whatever a text of a case may hold, it comes back."""
    if text and escape_invisible(text) == text:
        assert read_back(quote_scalar(text)) == text


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
@example(1e22)
@example(1e-7)
def test_any_number_is_read_back(number: float) -> None:
    """So does a number."""
    assert read_back(quote_scalar(number)) == number


def test_quotes_stand_where_they_have_to() -> None:
    """A plain text needs none; what YAML, or another YAML, would take for something else has them."""
    plain = "姫島|3 - 島|10人|「a」の村|（仮）計画|https://x.jp/#map|kikaku@example.lg.jp|かな：漢字"
    quoted = "|443221|2017-08|FY2016|yes|Null|key：x|はい: a|a: b|「a」|a #b|0978-00-0000|- a|12|１２: a"
    assert [quote_scalar(text) for text in plain.split("|")] == plain.split("|")
    assert [quote_scalar(text) for text in quoted.split("|")] == [f'"{text}"' for text in quoted.split("|")]
    assert quote_scalar('"a"') == '"\\"a\\""'
    assert quote_scalar(" a\nb\x7f") == '" a\\nb\\u007f"'
    assert quote_scalar("a", always=True) == '"a"'


def test_a_document_is_read_back() -> None:
    """Plain values become blocks, each text on one line, in the order in which they stand."""
    value = {"z": "連携" * 100, "a": [{"code": "012319"}, []], "n": 3, "t": "a: b\nc"}
    stream = io.StringIO()
    write_yaml(value, stream)
    assert stream.getvalue().count("\n") == len(value) + 2
    (entry,) = entries("x", stream.getvalue().encode(), [])
    assert entry.value == {**value, "a": ({"code": "012319"}, ())}
