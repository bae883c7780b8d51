"""Pages of plain text: nothing is cut, nothing is too wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.cli.help.formatter import DefinitionRow, HelpFormatter
from renkei_cli.output.wrap import width

WORDS = st.text("ab c、。（）観光カタガナひらが\n", max_size=60)
ROWS = st.lists(
    st.builds(DefinitionRow, WORDS.filter(str.strip), WORDS, st.lists(st.builds(DefinitionRow, WORDS, WORDS, st.just(())), max_size=2)),
    min_size=1, max_size=4,
)  # fmt: skip


def _letters(*texts: str) -> str:
    return "".join("".join(texts).split())


@given(ROWS, st.integers(20, 120))
def test_a_table_keeps_its_width_and_its_words(rows: list[DefinitionRow], cells: int) -> None:
    """Names, words and values stand on the page in their order; no line is wider than the page."""
    sheet = HelpFormatter(cells)
    sheet.rows(rows)
    assert all(width(line) <= cells for line in sheet.lines)
    drawn, wanted = _letters(*sheet.lines), _letters(*(
        text for row in rows for text in (row.name, row.words, *(part for one in row.values for part in one[:2]))
    ))  # fmt: skip
    # A name that is broken, and words that run beside it, may not part; but no letter is lost.
    assert sorted(drawn) == sorted(wanted)


def test_words_stand_beside_a_name_or_below_it() -> None:
    """Where the words would have less than three fifths of the line, they stand below."""
    rows = [
        DefinitionRow("-t, --type TYPE", "Type of cooperation.", [DefinitionRow("remote", "far apart")]),
        DefinitionRow("--json", ""),
    ]
    wide, narrow = HelpFormatter(60), HelpFormatter(30)
    wide.rows(rows)
    narrow.rows(rows)
    assert wide.lines == [
        "  -t, --type TYPE  Type of cooperation.",
        "                   remote  far apart",
        "  --json",
    ]
    assert narrow.lines == [
        "  -t, --type TYPE",
        "      Type of cooperation.",
        "      remote  far apart",
        "  --json",
        "",
    ]


def test_a_name_wider_than_its_column_has_a_line_of_its_own() -> None:
    """One long name does not push all words to the right."""
    sheet = HelpFormatter(100)
    sheet.rows([DefinitionRow("a" * 40, "first"), DefinitionRow("b", "second")])
    assert sheet.lines == ["  " + "a" * 40, " " * 32 + "first", "  b" + " " * 29 + "second"]


def test_a_line_to_type_is_not_broken_within() -> None:
    """What stands in backquotes stays on one line; the quotes themselves are not shown."""
    sheet = HelpFormatter(30)
    sheet.text("All of it is told by `renkei help themes` here.")
    assert sheet.lines == ["All of it is told by", "renkei help themes here."]


@pytest.mark.parametrize(("bold", "line"), [(True, "\x1b[1mHeading\x1b[0m"), (False, "Heading")])
def test_headings_are_bold_where_they_can_be(bold: bool, line: str) -> None:  # noqa: FBT001 - a case of the test
    """A heading has a free line above it, except at the top, and is bold only where asked."""
    sheet = HelpFormatter(80, bold=bold)
    sheet.heading("Heading")
    sheet.text("text")
    sheet.heading("Heading")
    assert sheet.lines == [line, "text", "", line]
