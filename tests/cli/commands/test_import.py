"""renkei import: tables into cases, all faults in one pass, YAML that validates or nothing."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import renkei_cli
from renkei_cli.schema.models import Case

TABLES = Path(__file__).parents[2] / "tables"
NATIONAL = TABLES / "national.csv"
SOURCE = ("--source", "広域連携による地域再生計画の取組事例")
LONG = "長" * 301
Run = Callable[..., Any]
Golden = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def table(text: str, name: str = "t.csv") -> str:
    """Write a table and return its name."""
    Path(name).write_text(text, encoding="utf-8")
    return name


def loaded(name: str) -> list[Case]:
    """Return the cases of a file."""
    return list(renkei_cli.load(name))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.usefixtures("unbroken")
def test_tables_and_their_faults(run: Run, golden: Golden, language: str) -> None:
    """The national list is known by its header; each fault names row, column and heading, and stops the writing."""
    result = run("import", str(NATIONAL), *SOURCE, "--skip-faulty", "--lang", language)
    assert result.code == 0
    golden("import/national.yaml", result.out)
    golden(f"import/national.{language}.txt", result.err.replace(str(NATIONAL), "national.csv"))
    result = run("import", str(TABLES / "faulty.csv"), "-O", "out.yaml", "--lang", language)
    assert (result.code, result.out, list(Path().iterdir())) == (1, "", [])
    golden(f"import/faulty.{language}.txt", result.err.replace(str(TABLES / "faulty.csv"), "faulty.csv"))


def test_the_national_list_in_every_form(run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever program saved the list, the cases are the same; a workbook may hold codes as numbers; - is a pipe."""
    text = NATIONAL.read_text(encoding="utf-8")
    for form in ("cp932", "utf-16", "utf-8-sig"):
        Path(f"list.{form}").write_bytes(text.encode(form))
    book = Workbook()
    for row in csv.reader(io.StringIO(text)):
        book.worksheets[0].append([int(cell) if cell.isdecimal() else cell for cell in row])
    book.save("list.xlsx")
    for path in sorted(Path().iterdir()):
        golden("import/national.yaml", run("import", str(path), *SOURCE, "--skip-faulty").out)
    with NATIONAL.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        golden("import/national.yaml", run("import", "-", *SOURCE, "--skip-faulty", "-O", "-").out)


def test_the_national_list_names_the_same_participants(run: Run) -> None:
    """The participants of the list are those of the bundled cases, as far as the headings name them."""
    run("import", str(NATIONAL), *SOURCE, "--skip-faulty", "-O", "n.yaml")
    bundled = {case.title.ja: case for case in renkei_cli.load()}
    made = loaded("n.yaml")
    assert len(made) == 7
    for case in made:
        codes, known = ({one.code for one in each.participants} for each in (case, bundled[case.title.ja]))
        assert codes <= known
        assert case.title.ja.startswith("佐賀") or codes == known
        assert case.type == bundled[case.title.ja].type


@pytest.mark.parametrize("language", ["ja", "en"])
def test_imported_cases_can_be_used_everywhere(run: Run, language: str) -> None:
    """Cases without themes, English, events: every command shows what is missing as not stated."""
    run("import", str(NATIONAL), *SOURCE, "--skip-faulty", "-O", "n.yaml")
    blank = "未記入" if language == "ja" else "not filled in"
    for command in ("list", "show tsunan-sakae", "compare saga himeshima", "compare", "search 観光"):
        result = run(*command.split(), "--data", "n.yaml", "--lang", language)
        assert result.code == 0, command
        # In English the column of themes finds no room in a list of 80 cells.
        assert blank in result.out.casefold() or command[:4] in ("list", "sear"), command
    for form in ("json", "csv", "markdown", "yaml", "ids"):
        assert run("list", "--data", "n.yaml", "-o", form, "--lang", language).code == 0
    assert run("fmt", "--check", "n.yaml").code == 0


def test_values_are_understood_kindly(run: Run, golden: Golden) -> None:
    """A title row, semicolons, line breaks in quotes, eras, full-width digits, readings, a code without its zero."""
    result = run("import", str(TABLES / "kind.csv"), "--role", "計画の作成主体", "--lang", "en")
    assert result.code == 0
    golden("import/kind.yaml", result.out)
    golden("import/kind.en.txt", result.err)


def _stated(value: Any, but: frozenset[str]) -> Any:  # noqa: ANN401 - any part of a case
    """Return what a part of a case states, but for some keys."""
    if isinstance(value, dict):
        parts = {key: _stated(part, but) for key, part in value.items() if key not in but}
        return {key: part for key, part in parts.items() if part not in (None, [], {})}
    return [_stated(part, but) for part in value] if isinstance(value, list | tuple) else value


SHEET_LACKS = frozenset(("ref", "en", "bullets", "subtitle", "title_as_printed", "figures"))


@pytest.mark.parametrize("collection", [(), ("--data", str(TABLES.parent / "full.yaml"))])
@pytest.mark.parametrize(
    ("options", "lacks"),
    [
        ("-o csv", frozenset()),
        ("-o tsv", frozenset()),
        ("--excel --all-columns --lang ja", frozenset()),
        ("--excel --all-columns --lang en", frozenset()),
        ("--excel --lang ja", SHEET_LACKS),
    ],
)
def test_what_list_writes_comes_back(
    run: Run, collection: tuple[str, ...], options: str, lacks: frozenset[str]
) -> None:
    """Roles, contributions, refs, whom a sentence concerns, figures of KPIs: all that the table holds, and no more."""
    Path("l.csv").write_bytes(run("list", *collection, *options.split()).raw)
    result = run("import", "l.csv", "-O", "l.yaml", "--lang", "en")
    assert (result.code, "is read as a sheet" in result.err) == (0, lacks == SHEET_LACKS)
    assert "not used" not in result.err
    again = renkei_cli.load("l.yaml")
    for case in renkei_cli.load(*collection[1:]):
        assert _stated(again[case.id].model_dump(), lacks) == _stated(case.model_dump(), lacks)


def test_an_english_sheet_comes_back_in_english(run: Run) -> None:
    """Its texts take the place of the Japanese, and that is said; what is made of words is the same."""
    run("list", "--data", str(TABLES.parent / "full.yaml"), "--excel", "--lang", "en", "-O", "l.csv")
    result = run("import", "l.csv", "-O", "l.yaml", "--lang", "en")
    assert (result.code, "is read as an English sheet" in result.err) == (0, True)
    before, after = renkei_cli.load(TABLES.parent / "full.yaml")["full"], renkei_cli.load("l.yaml")["full"]
    assert after.participants[0].contribution
    assert after.participants[0].contribution.ja == "It mends the road."
    for key in ("type", "period", "events", "instruments", "kpis", "participants", "collaborators"):
        but = SHEET_LACKS | {"ja", "name", "unit", "text"}
        assert _stated(after.model_dump()[key], but) == _stated(before.model_dump()[key], but)


def test_items_of_a_sheet_are_read_as_they_are_written(run: Run) -> None:
    """A kind that the name says, brackets that belong to a name or a sentence, and a measure without its unit."""
    cells = {
        "名称": "道の計画",
        "参加団体": "滋賀県彦根市（計画の作成主体、つなぎ役）: 道を直す。\n長浜市（計画の作成主体）",
        "協力者": "湖の大学（彦根）\n湖の協議会（第1回）（協議会）",
        "連携の仕組み": "湖のネットワーク（2017-08）【長浜市】",
        "事業内容": "道を直す【計画】。\n橋を直す。【米原市】",
        "KPI": "来訪者（目標 1,200）",
        "年表": "令和元年度　始まった。",
        "出典": "書",
    }
    with Path("l.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([cells.keys(), cells.values()])
    assert run("import", "l.csv", "-O", "l.yaml").code == 0
    (case,) = renkei_cli.load("l.yaml")
    assert [role.code for role in case.participants[0].roles] == ["plan_author", "coordinator"]
    assert [(one.name.ja, one.kind) for one in case.collaborators] == [
        ("湖の大学（彦根）", "university"), ("湖の協議会（第1回）", "council"),
    ]  # fmt: skip
    assert [(one.name.ja, one.kind, one.date, one.parties) for one in case.instruments] == [
        ("湖のネットワーク", "network", "2017-08", ("252034",))
    ]
    assert [one.ja for one in case.activities] == cells["事業内容"].splitlines()
    assert (case.source.document.ja, case.source.heading.ja) == ("書", "道の計画")
    assert (case.kpis[0].target, case.kpis[0].unit, case.events[0].date) == (1200, None, "FY2019")


def test_faults_in_a_table_of_ours_have_their_columns(run: Run) -> None:
    """What was changed by hand in a sheet or in flat columns is named by row and column."""
    for options in ("--excel --lang ja", "-o csv"):
        run("list", *options.split(), "-O", "l.csv", "--force")
        text = Path("l.csv").read_text(encoding="utf-8")
        for was, now in (
            ("佐賀県佐賀市（", "佐賀県さがの市（"),
            ("412015", "412013"),
            ("平成26年11月　", "平成32年11月　"),
            ("2014-11", "x"),
        ):
            text = text.replace(was, now, 1)
        Path("l.csv").write_text(text, encoding="utf-8")
        result = run("import", "l.csv", "-O", "l.yaml", "--lang", "en")
        said = " ".join(result.err.split())
        assert result.code == 1, said
        for part in ("row 2, column", "参加団体" if "excel" in options else "participants.code", "faults in 1 row"):
            assert part in said, said


def test_a_map_file(run: Run) -> None:
    """A map says which column is which, what holds for all rows, what joins values and which row is the header."""
    name = table("一覧,,\n計画,どこと,ねらい,別\nA,津南町、栄村,x,y\n")
    result = run("import", name, "--map", str(TABLES / "map.yaml"), "--lang", "en")
    assert (result.code, result.err) == (0, "columns that are not used: 別\n1 case imported\n")
    assert "id: tsunan-sakae" in result.out
    assert "ja: 県の一覧表" in result.out


@pytest.mark.usefixtures("unbroken")
def test_faults_of_a_map_name_the_line(run: Run) -> None:
    """What is wrong in a map file is told with its line and column; the exit is 4."""
    name = table("計画,x\n別,x\n")
    for text, wanted in (
        ("columns:\n  計画: title.jp\n", "m.yaml:2:7: there is no field title.jp here (write one of title.ja"),
        ("columns:\n  計画: '?'\n", "there is no field ? here (write one of activities.en, activities.ja, background"),
        ("columns:\n  計画: [a]\n", "m.yaml:2:7: 計画 has a wrong form"),
        ("columns:\n  計画: id\n  x: id\n", "t.csv: two columns are id: 計画, x"),
        ("columns: x\ncolums: y\n", "m.yaml:2:9: a map has no colums"),
        ("columns:\n  a: id\nheader: x\n", "m.yaml:3:9: header has a wrong form"),
        ("joint: x\n", "m.yaml:1:1: columns has a wrong form"),
        ("- a\n", "m.yaml is no map"),
        ("columns: [\n", "the bracket that opens here is not closed"),
        ("columns:\n  計画: title.ja\n  無い: id\n", "t.csv: 1 column of the map is not in the table"),
        ("columns:\n  計画: title.ja\n  別: id\n", "t.csv: 2 columns of the map are not in the table"),
        ("columns:\n  x: title.ja\nheader: 3\n", "t.csv: 1 column of the map is not in the table"),
    ):
        result = run("import", name, "--map", table(text, "m.yaml"), "--lang", "en")
        assert result.code == 4, text
        assert wanted in result.err, text


def test_a_joint_of_the_map_parts_every_cell(run: Run) -> None:
    """Participants, words, prose and addresses too; what stands within sentences parts no prose."""
    head = "計画,団体,分野,文,URL\n"
    row = "甲,彦根市{0}長浜市,観光{0}IT,一つ。{0}二つ、三つ。,http://a.jp/x{0}http://b.jp\n"
    columns = "columns: {計画: title.ja, 団体: participants, 分野: themes, 文: activities.ja, URL: urls}\n"
    for joint, statements in (("|", 2), ("、", 1), ("/", 2)):
        text = columns + f'joint: "{joint}"\nconstants: {{participants.roles: lead, source.ja: 県}}\n'
        name = table(head + row.format(joint).replace("x/http", "x http"))
        assert run("import", name, "--map", table(text, "m.yaml"), "-O", "j.yaml", "--force").code == 0
        [case] = loaded("j.yaml")
        assert [theme.code for theme in case.themes] == ["tourism", "digital"]
        assert case.urls == ("http://a.jp/x", "http://b.jp")
        assert (len(case.participants), len(case.activities)) == (2, statements)


def test_what_holds_for_all_rows_is_asked_for_once(run: Run) -> None:
    """A table without source and roles says so once, not in each row; nothing is written even with --skip-faulty."""
    result = run("import", table("名称,参加団体\nA,津南町;栄村\nB,津南町;藤枝市\n"), "--lang", "en", "--skip-faulty")
    assert result.code == 1
    for told in ("--source TITLE", "--role plan_author", "nothing is written\n"):
        assert result.err.count(told) == 1


def test_ids_are_made_of_the_participants(run: Run) -> None:
    """Two names, of more the first; a name that is taken is counted; ids of the table come first."""
    three, many = "津南町;栄村;藤枝市", "彦根市;長浜市;藤枝市;恵庭市;高松市;佐賀市;唐津市;釜石市;日南市;米子市;浜田市"
    rows = ["津南町;栄村", "津南町;栄村", three, three, three, "大分県;佐賀県", "高松市;香川県", many, many]
    text = "ID,名称,参加団体,出典,参加団体（役割）\n" + "".join(f",A{at},{row},s,lead\n" for at, row in enumerate(rows))
    result = run("import", table(text + "takamatsu,B,藤枝市;恵庭市,s,lead\n"))
    assert [line[8:] for line in result.out.splitlines() if line.startswith("  - id:")] == [
        "tsunan-sakae", "tsunan-sakae-2", "tsunan", "tsunan-2", "tsunan-3", "oita-saga", "takamatsu-2",
        "hikone", "hikone-2", "takamatsu",
    ]  # fmt: skip


def test_a_folder_gets_one_file_a_case(run: Run) -> None:
    """One file a case, each of them valid; a file that is there already is not touched, and none is written."""
    arguments = ("import", str(NATIONAL), *SOURCE, "--skip-faulty", "--folder", "cases")
    assert run(*arguments).code == 0
    assert len(list(Path("cases").iterdir())) == 7
    assert run("list", "--data", "cases", "-o", "ids").out.count("\n") == 7
    assert run("fmt", "--check", "cases").code == 0
    Path("cases/saga.yaml").unlink()
    result = run(*arguments, "--lang", "en")
    assert result.code == 4
    assert "is there already" in result.err
    assert len(list(Path("cases").iterdir())) == 6


@pytest.mark.usefixtures("unbroken")
def test_tables_that_are_none(run: Run) -> None:
    """What is no table of cases is told, with the exit code of its kind."""
    head = "名称,参加団体\n"
    for text, arguments, code, wanted in (
        (head, (), 4, "no row is a case"),
        ("a,b\nc,d\n", (), 4, "no row names the columns"),
        ("", (), 4, "no row names the columns"),
        ("名称,計画名,参加団体\n", (), 4, "two columns are title.ja: 名称, 計画名"),
        (f"{head}a,{'x' * 140_000}\n", (), 4, "CSV: a cell holds more than 131,072 characters"),
        (f'{head}"a', (), 4, "line 2: this is not well-formed CSV: quotes are not closed"),
        (f'{head}"a"b,c', (), 4, "something stands between closing quotes and the next separator"),
        (head, ("--sheet", "1"), 2, "--sheet belongs to .xlsx files"),
        (head, ("-O", "a", "--folder", "b"), 2, "exclude each other"),
        (head, ("--role", "x"), 2, "--role: this value is not allowed"),
        (head, ("-O", "nodir/x.yaml"), 4, "cannot be written: there is no folder nodir"),
    ):
        result = run("import", table(text), *SOURCE, "--role", "lead", *arguments, "--lang", "en")
        assert result.code == code, wanted
        assert wanted in result.err
    assert not Path("nodir").exists()


@pytest.mark.usefixtures("unbroken")
def test_failures_are_told_in_the_reader_s_language(run: Run) -> None:
    """Why a file cannot be read or written is said in Japanese too."""
    Path("x.xlsx").write_text("名称,参加団体", encoding="utf-8")
    for arguments, wanted in (
        (("x.xlsx",), ".xlsx ファイルではないか、ファイルが途中で切れています"),
        ((str(NATIONAL), "-O", f"{'x' * 300}.yaml"), "に書き込めません: 名前が長すぎます"),
    ):
        result = run("import", *arguments, *SOURCE, "--skip-faulty")
        assert result.code == 4
        assert wanted in result.err


@pytest.mark.usefixtures("unbroken")
def test_more_that_a_table_may_say(run: Run) -> None:
    """Kinds, dates, contact, period in two columns, certification in one, a code beside the names."""
    cells = {
        "名称": "A", "参加団体": "藤枝市;恵庭市", "団体コード": "222143", "協力者（日本語）": "甲;乙大学;;丙の会",
        "協力者（英語）": "X;;;", "協力者（種類）": "企業;", "連携の仕組み": "協定書;宣言",
        "連携の仕組み（日付）": "2017年;", "連絡先": "産業課", "連絡先（電話）": "054-0000",
        "実施期間（開始）": "2017年4月", "計画の認定": "53 2019-08-23", "テーマ（コード）": "agrifood;jobs",
        "出典": "s", "参加団体（役割）": "lead;coordinator", "図・写真": "写真", "成果": "成果一;成果二", "KPI": "来訪",
        "KPI（目標値）": "1200.5", "予算・財源": "交付金", "予算・財源（金額（円））": "5,000円",
        "出典（見出し）": "三",
    }  # fmt: skip
    head, row = ",".join(cells), ",".join(f'"{cell}"' for cell in cells.values())
    result = run("import", table(f"{head}\n{row}\n"), "-O", "o.yaml", "--lang", "en")
    assert result.code == 0, result.err
    assert "row 2: left out, for its kind is not known: 丙の会; a column collaborators.kind can say it" in result.err
    (case,) = loaded("o.yaml")
    assert [(one.name.ja, one.name.en, one.kind) for one in case.collaborators] == [
        ("甲", "X", "company"), ("乙大学", None, "university")]  # fmt: skip
    assert [(one.name.ja, one.date) for one in case.instruments] == [("協定書", "2017"), ("宣言", None)]
    assert (case.contact and (case.contact.organisation.ja, case.contact.phone)) == ("産業課", "054-0000")
    assert (case.period and (case.period.start, case.period.end)) == ("2017-04", None)
    assert (case.certification and (case.certification.round, case.certification.date)) == (53, "2019-08-23")
    assert [theme.code for theme in case.themes] == ["agrifood", "jobs"]
    assert [role.code for role in case.participants[0].roles] == ["lead", "coordinator"]
    assert [one.ja for one in case.results] == ["成果一", "成果二"]
    assert (case.figures[0].caption.ja, case.source.heading.ja) == ("写真", "三")
    assert (case.kpis[0].target, case.funding[0].amount) == (1200.5, 5000)


@pytest.mark.usefixtures("unbroken")
def test_one_more_column(run: Run) -> None:
    """One cell at a time: what is wrong with it is told once, where it stands."""
    for column, cell, wanted in (
        ("団体コード", "412015", "column D “団体コード”: 412015 佐賀市 is not among the participants"),
        ("協力者（種類）", "店", "column D “協力者（種類）”: '店' is not one of the allowed values"),
        ("事業内容（英語）", "x", "column D “事業内容（英語）”: in Japanese: 0, in English: 1"),
        ("連携類型", "竹取町", "column D “連携類型”: '竹取町' is not one of the allowed values"),
        ("連絡先（電子メール）", "a", "organisation is missing here"),
        ("関連URL", "ftp://x", "column D “関連URL”: ftp://x is no address of a page"),
        ("関連URL", "x", "x is no address of a page"),
        ("概要", "a\u200bb", "an invisible character stands here"),
        ("概要", LONG, "column D “概要”: summary.ja has 301 characters, 1 too many"),
        (
            "実施期間",
            "3年間",
            "column D “実施期間”: '3年間' is not a date of the calendar (write it as in 2017, 2017-08",
        ),
        ("実施期間", "2017 2018 2019", "'2017 2018 2019' is no period (write it as in 2017～2021)"),
        ("計画の認定", "第x回", "column D “計画の認定”: '第x回' is no number"),
        ("テーマ", "観光・移住", "several are parted by ; 、 or a line break) [not-allowed]"),
    ):
        extra = ("協力者", "甲") if column == "協力者（種類）" else ("認定日", "")
        text = f"名称,参加団体,出典,{column},{extra[0]},参加団体（役割）\nA,藤枝市;恵庭市,s,{cell},{extra[1]},lead\n"
        result = run("import", table(text), "--lang", "en")
        assert result.code == 1, column
        assert wanted in result.err
        assert f"{1 + (cell == 'a')} fault" in result.err, result.err


@pytest.mark.usefixtures("unbroken")
def test_what_stands_beside_names_says_which_is_meant(run: Run) -> None:
    """A prefecture decides between names alike; a code alone names a participant; joints that are none are told."""
    text = "名称,参加団体,都道府県,団体コード,出典\nA,藤枝市;府中市,静岡、広島県,,s\nB,,,222143;342084,s\n"
    result = run("import", table(text), "--role", "lead", "--lang", "en")
    assert (result.code, result.out.count("# 府中市")) == (0, 2), result.err
    name = table("名称,参加団体,出典\nA,彦根市 長浜市（代表）,x,計画書, ,余分\n")
    result = run("import", name, "--role", "lead", "--lang", "en")
    assert (result.code, result.out) == (1, "")
    assert (
        "row 2, column B “参加団体”: no local government is called 彦根市 長浜市(代表) (write names alone, and between "
        "several of them ; 、 , / or a line break) [unknown-name]"
    ) in result.err
    assert (
        "row 2, column D: the header has no column here, but the row has '計画書' (put a text that holds a separator "
        "into quotes, or write a heading above) [no-column]"
    ) in result.err
    assert "row 2, column F: the header has no column here, but the row has '余分'" in result.err


@pytest.mark.usefixtures("unbroken")
def test_workbooks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook is known by its bytes; faults name row and column; without openpyxl the message says how to get it."""
    book = Workbook()
    for row in (["名称", "参加団体", "出典"], ["A", "=A1", "s"], ["B", "津南町", "s"], ["C", "津南町;栄村", "s"]):
        book.worksheets[0].append(row)
    book.save("t.bin")
    result = run("import", "t.bin", "--role", "lead", "--lang", "en", "--skip-faulty")
    assert "t.bin: row 2, column B “参加団体”: the formula has no value" in result.err
    assert "t.bin: row 3, column B “参加団体”: one participant alone" in result.err
    assert "id: tsunan-sakae" in result.out
    assert run("import", "t.bin", "--encoding", "cp932").code == 2
    assert run("import", "none.xlsx").code == 4
    monkeypatch.setitem(sys.modules, "openpyxl.reader.excel", None)
    message = "error: t.bin: reading .xlsx takes openpyxl, which is not installed\npip install 'renkei-cli[xlsx]'\n"
    result = run("import", "t.bin", "--lang", "en")
    assert (result.code, result.err) == (4, message)


def test_where_every_row_is_faulty_the_answer_is_no(run: Run) -> None:
    """With --skip-faulty nothing is left to write: the exit is 1, as without."""
    file = table("名称,参加団体,出典\n甲,いま市,x\n")
    for more in ([], ["--skip-faulty"]):
        result = run("import", file, "--role", "lead", "-O", "x.yaml", *more, "--lang", "en")
        assert result.code == 1
        assert "nothing is written" in result.err
    assert not Path("x.yaml").exists()


def test_what_excel_shows_as_not_stated_is_blank(run: Run) -> None:
    """A list that `--excel` wrote is read again without the words that stand in its blanks, also with a row more."""
    full = str(TABLES.parent / "full.yaml")
    for language, name in (("ja", "彦根市（計画の作成主体）"), ("en", "Hikone City, Shiga Prefecture (Plan author)")):
        assert run("list", "--data", full, "--excel", "-O", "l.csv", "--lang", language, "--force").code == 0
        with Path("l.csv").open("a", encoding="utf-8") as stream:
            stream.write(f'more,,x,"{name}\n長浜市",' + "," * 23 + "書,章,,,\n")
        result = run("import", "l.csv", "-O", "b.yaml", "--force", "--skip-faulty", "--lang", "en")
        assert (result.code, "row 4, column D" in result.err) == (0, True), result.err
        cases = json.loads(run("list", "--data", "b.yaml", "--json").out)
        assert [len(case["kpis"]) for case in cases] == [2, 0]
