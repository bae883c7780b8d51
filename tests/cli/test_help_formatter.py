"""Pages of plain text: nothing is cut, nothing is too wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.cli.help import DefinitionRow, HelpFormatter
from renkei_cli.output.wrap import width

_WORDS = st.text("観光、テーマ。abc- `\n", max_size=60)
_ROWS = st.lists(
    st.builds(
        DefinitionRow,
        st.text("観光テーマabc-", min_size=1, max_size=40),
        _WORDS,
        st.lists(st.builds(DefinitionRow, st.text("観a", min_size=1, max_size=9), _WORDS, st.just(())), max_size=3),
    ),
    min_size=1,
)


def _letters(*texts: str) -> str:
    return "".join("".join(text.replace("`", "").split()) for text in texts)


@given(rows=_ROWS, cells=st.integers(20, 120))
def test_a_table_loses_nothing_and_keeps_to_its_width(rows: list[DefinitionRow], cells: int) -> None:
    """Whatever names, words and values are, and however narrow the page."""
    page = HelpFormatter(cells)
    page.rows(rows)
    assert all(width(line) <= min(cells, 100) and line == line.rstrip() for line in page.lines)
    wanted = [text for row in rows for text in (row.name, row.words, *(part for one in row.values for part in one[:2]))]
    # A name that is broken, and words that run beside it, may not part; but no letter is lost.
    assert sorted(_letters(*page.lines)) == sorted(_letters(*wanted))


def _lines(cells: int, *rows: DefinitionRow, plain: bool = False) -> list[str]:
    page = HelpFormatter(cells, plain=plain)
    page.rows(rows)
    return page.lines


def test_words_stand_beside_a_name_or_below_it() -> None:
    """Where they would have less than three fifths of the line, they stand below; a long name has its own line."""
    rows = [
        DefinitionRow("-t, --type TYPE", "Type of cooperation.", [DefinitionRow("remote", "far apart")]),
        DefinitionRow("    --json", ""),
    ]
    beside = ["  -t, --type TYPE  Type of cooperation.", "                   remote  far apart", "      --json"]
    below = ["  -t, --type TYPE", "      Type of cooperation.", "      remote  far apart", "  --json", ""]
    assert _lines(60, *rows) == beside
    assert _lines(30, *rows) == below
    assert _lines(60, *rows, plain=True) == ["-t, --type TYPE: Type of cooperation.", "remote: far apart", "--json:"]
    page = HelpFormatter(60, plain=True)
    page.rows([DefinitionRow("renkei list", "All cases.")], below=True)
    assert page.lines == ["renkei list: All cases."]
    long = [DefinitionRow("a" * 40, "first"), DefinitionRow("b", "second")]
    assert _lines(100, *long) == ["  " + "a" * 40, " " * 32 + "first", "  b" + " " * 29 + "second"]


def test_lines_to_type_are_not_broken() -> None:
    """What stands in backquotes stays on one line, without them."""
    page = HelpFormatter(30)
    page.text("All of it is told by `renkei help themes` here.")
    assert page.lines == ["All of it is told by", "renkei help themes here."]


@pytest.mark.parametrize(("bold", "line"), [(True, "\x1b[1mHeading\x1b[0m"), (False, "Heading")])
def test_headings_are_bold_where_they_can_be(bold: bool, line: str) -> None:  # noqa: FBT001 - a case of the test
    """A heading has a free line above it, except at the top, and is bold only where asked."""
    page = HelpFormatter(80, bold=bold)
    page.heading("Heading")
    page.text("text")
    page.heading("Heading")
    assert page.lines == [line, "text", "", line]
