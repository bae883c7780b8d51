"""CSV: one case a row; with --excel in the form that spreadsheets open safely."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.formats.csv import render
from renkei_cli.output.registry import Format, RenderOptions
from renkei_cli.output.results import CaseList
from renkei_cli.schema.fields import JOINTS, Field, value_at
from renkei_cli.schema.models import case_fields

Run = Callable[..., Any]
FULL = str(Path(__file__).parents[2] / "full.yaml")
TITLE = Field("title", LocalizedText("名称", "Title"), kind="text")
JA, EN = (Field(f"title.{one}", LocalizedText(one, one)) for one in ("ja", "en"))
SPAN = Field("span_km", LocalizedText("最大距離（km）", "Span (km)"), kind="number")
TEXTS = st.text(st.sampled_from("=+-@＝＋－＠\t\r\n\"',;|1a町") | st.characters(exclude_categories=["Cs"]), min_size=1)


def _read(text: str, span: float, *, excel: bool) -> list[list[str]]:
    out = io.StringIO(newline="")
    case = {"title": {"ja": text, "en": f"{text}{text}"}, "span_km": span}
    fields = {field.key: field for field in (TITLE, JA, EN, SPAN)}
    render(CaseList([case], fields, [JA, EN, SPAN]), out, RenderOptions(Format.CSV, 80, excel=excel))
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


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def _at_joints(cell: str, value: Any) -> Any:  # noqa: ANN401 - a cell as JSON has it
    """Part a cell where its joints are, as deep as the lists of the value."""

    def part(cell: str, value: Any, depth: int) -> Any:  # noqa: ANN401
        if not isinstance(value, list):
            return cell
        items = cell.split(JOINTS[depth]) if cell or len(value) == 1 else []
        return [part(item, one, depth + 1) for item, one in zip(items, value, strict=True)]

    return part(cell, value, 0)


def _as_texts(value: Any) -> Any:  # noqa: ANN401
    return [_as_texts(item) for item in value] if isinstance(value, list) else "" if value is None else str(value)


def test_a_flat_row_loses_nothing(run: Run, cases: dict[str, Any]) -> None:
    """Each leaf of the JSON has a column under its path; a cell parted at its joints is the value, blanks in place."""
    full = {case["id"]: case for case in json.loads(run("list", "--data", FULL, "--json").out)}
    for argv, expected in (([], cases), (["--data", FULL], full)):
        rows = _rows(run("list", "-o", "csv", *argv).out)
        assert [row["id"] for row in rows] == list(expected)
        for row in rows:
            for path, cell in row.items():
                value = value_at(expected[row["id"]], path)
                assert _at_joints(cell, value) == _as_texts(value), (row["id"], path)
        leaves = {path for path in case_fields() if not any(other.startswith(f"{path}.") for other in case_fields())}
        assert set(rows[0]) == leaves


def test_tsv_has_no_quotes(run: Run) -> None:
    """Tabs between the cells and nothing else; what would break a line is escaped, as jq's @tsv does."""
    header, *lines = run("list", "-o", "tsv", "--fields", "id,title.en,participants.code").out.splitlines()
    rows = {line.split("\t")[0]: line.split("\t") for line in lines}
    assert header.split("\t") == ["id", "title.en", "participants.code"]
    assert rows["local-venture"][1].startswith('Plan to Promote "Local Ventures" through')
    assert rows["himeshima"][2] == "440001\\n443221"
    assert len(lines) == 8


def test_explode_gives_each_item_a_row(run: Run) -> None:
    """With the other columns that were asked for; what has no row is told."""
    result = run("list", "-o", "csv", "--data", FULL, "--explode", "kpis", "--lang", "en")
    assert [(row["id"], row["kpis.name.en"], row["kpis.target"]) for row in _rows(result.out)] == [
        ("full", "Visitors", "12000"),
        ("full", "Content", ""),
    ]
    assert "--fields names what else" in result.err
    assert "KPIs: 1 case states none and has no row\n" in result.err
    result = run(
        "list", "-n", "1", "-o", "tsv", "--explode", "参加団体", "--fields", "title.en,participants.roles.code"
    )
    assert result.out.splitlines()[1].split("\t")[1] == "plan_author;agreement_party;coordinator"
    assert result.err == ""
    for name, heads in {
        "participants": "ID,Participants (Name),Participants (Roles),Participants (Contribution)",
        "kpis": "ID,KPIs (Indicator),KPIs (Unit),KPIs (Target),KPIs (Actual),KPIs (When)",
        "funding": "ID,Budget and funding (Name),Budget and funding (Amount (yen)),Budget and funding (When)",
        "events": "ID,Events (Date),Events (Event)",
        "activities": "ID,Activities",
        "urls": "ID,Links",
    }.items():
        out = run("list", "--excel", "--data", FULL, "--explode", name, "--lang", "en").out
        assert out.removeprefix("\ufeff").splitlines()[0] == heads
    [first, *_rest] = _rows(run("list", "--excel", "-n", "1", "--explode", "participants", "--lang", "ja").out)
    assert list(first.values())[:3] == ["saga", "佐賀県", "計画の作成主体\n協定の当事者\nつなぎ役"]


def test_a_sheet_of_no_case_has_its_columns(run: Run) -> None:
    """As every other form of a table."""
    assert run("list", "--excel", "-t", "neighbouring", "--theme", "workstyle").out.startswith("\ufeffID,")


def test_the_sheet_is_what_an_office_wants(run: Run) -> None:
    """The reader's words, an item a line, no codes, no empty column; what is not in it is told."""
    result = run("list", "--excel", "--lang", "ja")
    rows = _rows(result.out)
    assert {*rows[0]} == {
        "ID", "連携類型", "名称", "概要", "目的", "参加団体", "テーマ", "きっかけ", "連携の効果", "事業内容",
        "連携に至った経緯", "連携のメリット", "協力者", "連携の仕組み", "年表", "出典（文書）", "出典（見出し）",
    }  # fmt: skip
    assert rows[0]["連携類型"] == "県内連携"
    place = "佐賀県（計画の作成主体、協定の当事者、つなぎ役）[：:] ?双方の取組を推進する市町村間のつなぎ役となる。"
    assert re.fullmatch(place, rows[0]["参加団体"].splitlines()[0])
    assert rows[0]["年表"].startswith("平成26年11月　")
    assert rows[0]["連携の仕組み"].endswith("【佐賀県、佐賀市、唐津市、玄海町】")
    assert rows[0]["事業内容"].splitlines()[1].endswith("ことである。")
    assert (rows[1]["年表"], rows[1]["事業内容"].count("【香川県、高松市】")) == ("出典に記載なし", 1)
    assert "副題" in result.err
    assert "--all-columns" in result.err
    asked = _rows(run("list", "--excel", "--fields", "kpis,title.en,participant_count", "--lang", "ja").out)
    assert list(asked[0].items())[:1] == [("KPI", "出典に記載なし")]
    assert asked[0]["名称（英語）"].startswith("Saga")
    everything = run("list", "--excel", "--all-columns", "--lang", "ja")
    names = list(_rows(everything.out)[0])
    assert {"連携類型（コード）", "参加団体（役割：役割）", "名称（英語）"} <= set(names)
    assert (len(names), everything.err) == (len(set(names)), "")
    compared = _rows(run("compare", "saga", "himeshima", "--excel", "--lang", "ja").out)
    assert list(compared[0]) == ["項目", "佐賀県など4団体（saga）", "大分県・姫島村（himeshima）"]
    assert "出典に記載なし" not in {*compared[0].values()}


def test_hits_bear_their_places(run: Run) -> None:
    """For a program in columns of their own, for a person behind the sentence."""
    [row] = _rows(run("search", "雪国文化", "-o", "csv").out)
    places = row["hits.ref"].split("\n")
    assert all(re.fullmatch("[a-z]+/[0-9].*", place) for place in places)
    assert len(row["hits.text"].split("\n")) == len(places)
    [spoken] = _rows(run("search", "雪国文化", "--excel", "--lang", "ja").out)
    assert re.fullmatch(f"{row['hits.text'].splitlines()[0]}〔.*〕", spoken["該当箇所"].splitlines()[0])
