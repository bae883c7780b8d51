"""The line in which a fault stands, and how far the wrong piece reaches."""

import pytest

from renkei_cli.core.diagnostics import Diagnostic, DiagnosticWithSource, Location
from renkei_cli.validation.excerpts import findings


def _finding(text: str, line: int, column: int, part: str = "") -> DiagnosticWithSource:
    (finding,) = findings([Diagnostic(Location("x.yaml", line, column), "code", "message", part=part)], text.encode())
    return finding


def _piece(finding: DiagnosticWithSource) -> str:
    assert finding.excerpt
    return finding.excerpt.text[finding.excerpt.start : finding.excerpt.start + finding.excerpt.length]


@pytest.mark.parametrize(
    ("line", "column", "piece"),
    [
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
        ("a: b, c と d", 4, "b, c と d"[:1]),
        ("a:", 3, ""),
    ],
)
def test_a_piece_is_as_long_as_what_begins_there(line: str, column: int, piece: str) -> None:
    """Texts in quotes, plain texts, keys, brackets, aliases and tags end where YAML ends them."""
    finding = _finding(f"first: 1\n{line}\nlast: 1\n", 2, column)
    assert _piece(finding) == piece
    assert finding.end_column == column + len(piece)


def test_a_wrong_piece_of_a_text_is_found_within_it() -> None:
    """The place moves to the very character that is wrong."""
    finding = _finding("title: {ja: 観光ｶﾞｲﾄﾞ}\n", 1, 13, "ｶﾞｲﾄﾞ")
    assert (finding.fault.place.column, _piece(finding)) == (15, "ｶﾞｲﾄﾞ")


def test_a_wrong_piece_is_found_where_a_text_goes_on_below() -> None:
    """A folded text has its pieces on the lines below, further in."""
    text = "title:\n  ja: >-\n    観光の\n\n    ｶﾞｲﾄﾞ\n  en: ｶ\n"
    finding = _finding(text, 2, 7, "ｶﾞｲﾄﾞ")
    assert (finding.fault.place.line, finding.fault.place.column) == (5, 5)
    assert _finding(text, 2, 7, "ｶ ").fault.place == Location("x.yaml", 2, 7)
    assert _finding("title:\n  ja: >-\n    観光", 2, 7, "ｶ").fault.place == Location("x.yaml", 2, 7)


@pytest.mark.parametrize("line", [0, 4, 99])
def test_a_fault_of_the_whole_file_has_no_line(line: int) -> None:
    """Where there is no such line, none is shown."""
    finding = _finding("a: 1\nb: 2", line, 0)
    assert (finding.excerpt, finding.end_column) == (None, 0)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_where_yaml_ends_them(end: str) -> None:
    """Each of YAML's line ends counts as one."""
    assert _piece(_finding(f"a: 1{end}b: 2{end}c: 3{end}", 2, 4)) == "2"


def test_a_mark_of_byte_order_is_no_character_of_the_line() -> None:
    """The first line is shown as the parser counted it."""
    assert _piece(_finding("\ufefftype: 県内\n", 1, 7)) == "県内"


def test_gibberish_is_not_shown() -> None:
    """A file in another encoding is named by its place alone."""
    (finding,) = findings([Diagnostic(Location("x.yaml", 1, 5), "not-utf8", "message")], "ja: 観光".encode("cp932"))
    assert finding.excerpt is None


def test_a_very_long_line_is_not_kept_whole() -> None:
    """A line of a million characters costs no more than what a screen can show of it."""
    finding = _finding("ja: " + "あ" * 500_000 + "ｶ" + "い" * 500_000, 1, 5, "ｶ")
    assert finding.excerpt
    assert (_piece(finding), finding.fault.place.column) == ("ｶ", 500_005)
    assert len(finding.excerpt.text) < 1000
    assert (finding.excerpt.before, finding.excerpt.after) == (True, True)


def test_a_piece_is_not_looked_for_in_the_whole_of_a_long_text() -> None:
    """After fifty lines the fault stays at the beginning of the text."""
    text = "a: |\n" + "  x\n" * 60 + "  ｶ\n"
    (finding,) = findings([Diagnostic(Location("x.yaml", 1, 4), "code", "message", part="ｶ")], text.encode())
    assert finding.fault.place.line == 1
