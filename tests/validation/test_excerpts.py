"""The line in which a fault stands, and how far the wrong piece reaches."""

import re

from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.core.diagnostics import Diagnostic, DiagnosticWithSource, Location
from renkei_cli.validation.validator import findings


def _finding(text: str | bytes, line: int, column: int, part: str = "") -> DiagnosticWithSource:
    content = text if isinstance(text, bytes) else text.encode()
    (finding,) = findings([Diagnostic(Location("x.yaml", line, column), "code", "message", part=part)], content)
    return finding


def _piece(finding: DiagnosticWithSource) -> str:
    assert finding.excerpt
    return finding.excerpt.text[finding.excerpt.start : finding.excerpt.start + finding.excerpt.length]


def _place(finding: DiagnosticWithSource) -> tuple[int, int]:
    return finding.fault.place.line, finding.fault.place.column


PIECES = [
    ("type: 県内", 7, "県内"),
    ("type: 県内  # 大分", 7, "県内"),
    ("type: 県内", 1, "type"),
    ('code: "44#2011" # 大分', 7, '"44#2011"'),
    (r'code: "a\"b" # 大分', 7, r'"a\"b"'),
    ("code: 'it''s' # 大分", 7, "'it''s'"),
    ('code: "44', 7, '"44'),
    ("- {code: 大分市, roles: []}", 10, "大分市"),
    ("- [大分市]", 4, "大分市"),
    ("- {code: 大分市}", 3, "{code: 大分市}"),
    ("- [大分市, 別府市]", 3, "[大分市, 別府市]"),
    ("- {code: 大分市,", 3, "{"),
    ("a: *name, b", 4, "*name"),
    ("a: &name {x: 1}", 4, "&name"),
    ("a: !tag 1", 4, "!tag"),
    ("url: http://example.jp/", 6, "http://example.jp/"),
    ("a: b, c と d", 4, "b"),
    ("a:", 3, ""),
]


def test_a_piece_is_as_long_as_what_begins_there() -> None:
    """Texts in quotes, plain texts, keys, brackets, aliases and tags end where YAML ends them."""
    for line, column, piece in PIECES:
        finding = _finding(f"first: 1\n{line}\nlast: 1\n", 2, column)
        assert (_piece(finding), finding.end_column) == (piece, column + len(piece)), line
        assert finding.excerpt
        assert (finding.excerpt.before, finding.excerpt.after) == (False, False)


def test_a_wrong_piece_of_a_text_is_found_within_it() -> None:
    """The place moves to the very character that is wrong, also where a text goes on below, further in."""
    below = "title:\n  ja: >-\n    観光の\n\n    ｶﾞｲﾄﾞ\n  en: ｶ\n"
    for text, at, part, place in [
        ("title: {ja: 観光ｶﾞｲﾄﾞ}\n", (1, 13), "ｶﾞｲﾄﾞ", (1, 15)),
        (below, (2, 7), "ｶﾞｲﾄﾞ", (5, 5)),
        (below, (2, 7), "ｶ ", (2, 7)),
        ("title:\n  ja: >-\n    観光", (2, 7), "ｶ", (2, 7)),
        ("a: |\n" + "  x\n" * 60 + "  ｶ\n", (1, 4), "ｶ", (1, 4)),
    ]:
        assert _place(_finding(text, *at, part)) == place, (text, part)


def test_a_fault_without_a_line_shows_none() -> None:
    """Where it concerns the whole file, or would be gibberish in another encoding, only the place is told."""
    for text, line in [("a: 1\nb: 2", 0), ("a: 1\nb: 2", 4), ("ja: 観光".encode("cp932"), 1)]:
        assert _finding(text, line, 0, "ｶ").excerpt is None


@given(st.text(st.sampled_from("a連😀\r\n "), max_size=40), st.integers(1, 12))
def test_lines_end_where_yaml_ends_them(text: str, number: int) -> None:
    """With LF, CR or both; a mark of byte order is no character of the first line."""
    lines = re.split("\r\n|\r|\n", text)
    excerpt = _finding("\ufeff" + text, number, 1).excerpt
    assert (excerpt.text if excerpt else None) == (lines[number - 1] if number <= len(lines) else None)


def test_a_very_long_line_is_not_kept_whole() -> None:
    """Of a line of a million characters, what surrounds the wrong piece is kept."""
    finding = _finding("ja: " + "あ" * 500_000 + "ｶ" + "い" * 500_000, 1, 5, "ｶ")
    assert finding.excerpt
    assert (_piece(finding), _place(finding)) == ("ｶ", (1, 500_005))
    assert len(finding.excerpt.text) < 1000
    assert (finding.excerpt.before, finding.excerpt.after) == (True, True)
