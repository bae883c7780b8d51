"""CSV: one case a row; with --excel in the form that spreadsheets open safely."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.formats.csv import render
from renkei_cli.output.registry import Format, RenderOptions
from renkei_cli.output.results import CaseList
from renkei_cli.schema.fields import Field

Run = Callable[..., Any]
TITLE = Field("title", LocalizedText("名称", "Title"), kind="text")
SPAN = Field("span_km", LocalizedText("最大距離（km）", "Span (km)"), kind="number")
TEXTS = st.text(st.sampled_from("=+-@＝＋－＠\t\r\n\"',;|1a町") | st.characters(exclude_categories=["Cs"]))


def _read(text: str, span: float, *, excel: bool) -> list[list[str]]:
    out = io.StringIO(newline="")
    case = {"title": {"ja": text, "en": f"{text}{text}"}, "span_km": span}
    render(CaseList([case], {}, [TITLE, SPAN]), out, RenderOptions(Format.CSV, 80, excel=excel))
    return list(csv.reader(io.StringIO(out.getvalue(), newline="")))


@given(TEXTS, st.floats(-1000, 1000))
@example("=1+1", -5.5)
@example("＠SUM(1)", 0)
def test_a_spreadsheet_runs_no_cell(text: str, span: float) -> None:
    """With --excel, no text begins as a formula does; numbers, negative ones too, stay numbers."""
    _header, row = _read(text, span, excel=True)
    assert not [cell for cell in row[:2] if re.match("[=+\\-@＝＋－＠\t\r]", cell)]
    assert [cell.removeprefix("'") for cell in row[:2]] == [text.removeprefix("'"), f"{text}{text}".removeprefix("'")]
    assert row[2] == str(span)


@given(TEXTS.map(escape_invisible))
def test_scripts_get_the_text_as_it_is(text: str) -> None:
    """Without --excel nothing is added, and what is read is what was written."""
    assert _read(text, 1.5, excel=False)[1] == [text, f"{text}{text}", "1.5"]


def test_excel_gets_a_mark_line_ends_and_headers_that_it_knows(run: Run) -> None:
    """UTF-8 under any of its names begins with one byte order mark, other encodings with none; lines end with CRLF."""
    raw = run("list", "-o", "csv", "--excel").raw
    assert raw.startswith("\ufeffID,連携類型".encode())
    assert raw.count(b"\r\n") == 9
    for encoding in ("UTF_8", "u8", "utf-8-sig", "cp932"):
        raw = run("list", "-n", "1", "-o", "csv", "--excel", "--encoding", encoding, "--fields", "id").raw
        assert raw == (b"" if encoding == "cp932" else b"\xef\xbb\xbf") + b"ID\r\nsaga\r\n"


def test_cells_are_never_cut(run: Run, cases: dict[str, Any]) -> None:
    """Every field has its columns; a cell holds all of a field's values."""
    header, *rows = csv.reader(io.StringIO(run("list", "-o", "csv").out, newline=""))
    assert len(rows) == 8
    row = dict(zip(header, rows[3], strict=True))
    case = cases["local-venture"]
    assert row["participants.code"].split(";") == [one["code"] for one in case["participants"]]
    assert row["merits.ja"] == ";".join(one["ja"] for one in case["merits"])
    assert {name.split(".")[0] for name in header} == set(case)


def test_hits_bear_their_places(run: Run) -> None:
    """For a program in a column of their own, for a person behind the sentence."""
    header, row = csv.reader(io.StringIO(run("search", "雪国文化", "-o", "csv").out, newline=""))
    assert header[-4:] == ["hit_count", "hits", "hits.field", "hits.ref"]
    assert re.fullmatch("[a-z]+/[0-9].*", row[-1])
    out = run("search", "雪国文化", "-o", "csv", "--excel", "--lang", "ja").out
    _header, spoken = csv.reader(io.StringIO(out, newline=""))
    assert re.match(f"{row[-3].split(';')[0]}〔.*〕", spoken[-1])
