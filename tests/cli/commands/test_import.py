"""renkei import: tables into cases, all faults in one pass, YAML that validates or nothing."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import renkei_cli

TABLES = Path(__file__).parents[2] / "tables"
NATIONAL = TABLES / "national.csv"
SOURCE = ("--source", "広域連携による地域再生計画の取組事例")
Run = Callable[..., Any]
Golden = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def table(text: str, name: str = "t.csv") -> str:
    """Write a table and give its name."""
    Path(name).write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.usefixtures("unbroken")
def test_the_national_list(run: Run, golden: Golden, language: str) -> None:
    """The list is known by its header; names with districts and a prefecture that carries over are understood."""
    result = run("import", str(NATIONAL), *SOURCE, "--skip-faulty", "--lang", language)
    assert result.code == 0
    golden("import/national.yaml", result.out)
    golden(f"import/national.{language}.txt", result.err.replace(str(NATIONAL), "national.csv"))


@pytest.mark.parametrize("form", ["cp932", "utf-16", "utf-8-sig", "xlsx"])
def test_the_national_list_in_every_form(run: Run, golden: Golden, form: str) -> None:
    """Whichever program saved the list, the cases are the same; a workbook may hold codes as numbers."""
    text = NATIONAL.read_text(encoding="utf-8")
    path = Path(f"list.{form}")
    if form == "xlsx":
        book = Workbook()
        for row in csv.reader(io.StringIO(text)):
            book.worksheets[0].append([int(cell) if cell.isdecimal() else cell for cell in row])
        book.save(path)
    else:
        path.write_bytes(text.encode(form))
    result = run("import", str(path), *SOURCE, "--skip-faulty")
    assert result.code == 0
    golden("import/national.yaml", result.out)


def test_the_national_list_names_the_same_participants(run: Run) -> None:
    """The participants of the list are those of the bundled cases, as far as the headings name them."""
    run("import", str(NATIONAL), *SOURCE, "--skip-faulty", "-O", "n.yaml")
    bundled = {case.title.ja: {one.code for one in case.participants} for case in renkei_cli.load()}
    made = {case.title.ja: case for case in renkei_cli.load("n.yaml")}
    assert len(made) == 7
    for title, case in made.items():
        codes = {one.code for one in case.participants}
        assert codes <= bundled[title]
        assert title.startswith("佐賀") or codes == bundled[title]
    types = {case.title.ja: case.type for case in renkei_cli.load()}
    assert all(case.type == types[title] for title, case in made.items())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_imported_cases_can_be_used_everywhere(run: Run, language: str) -> None:
    """Cases without themes, English, events: every command shows what is missing as not stated."""
    run("import", str(NATIONAL), *SOURCE, "--skip-faulty", "-O", "n.yaml")
    blank = "出典に記載なし" if language == "ja" else "not stated"
    for command in ("list", "show tsunan-sakae", "compare saga himeshima", "compare", "search 観光"):
        result = run(*command.split(), "--data", "n.yaml", "--lang", language)
        assert result.code == 0, command
        # In English the column of themes finds no room in a list of 80 cells.
        assert blank in result.out.casefold() or command[:4] in ("list", "sear"), command
    for form in ("json", "csv", "markdown", "yaml", "ids"):
        assert run("list", "--data", "n.yaml", "-o", form, "--lang", language).code == 0
    assert run("fmt", "--check", "n.yaml").code == 0


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.usefixtures("unbroken")
def test_all_faults_in_one_pass(run: Run, golden: Golden, language: str) -> None:
    """Every fault names its row, column and heading; nothing is written, and the exit is 1."""
    result = run("import", str(TABLES / "faulty.csv"), "-O", "out.yaml", "--lang", language)
    assert (result.code, result.out) == (1, "")
    golden(f"import/faulty.{language}.txt", result.err.replace(str(TABLES / "faulty.csv"), "faulty.csv"))
    assert not list(Path().iterdir())


def test_values_are_understood_kindly(run: Run, golden: Golden) -> None:
    """A title row, semicolons, line breaks in quotes, eras, full-width digits, readings, a code without its zero."""
    result = run("import", str(TABLES / "kind.csv"), "--role", "計画の作成主体", "--lang", "en")
    assert result.code == 0
    golden("import/kind.yaml", result.out)
    golden("import/kind.en.txt", result.err)


@pytest.mark.parametrize("options", [(), ("--excel", "--lang", "ja"), ("--excel", "--lang", "en"), ("-o", "tsv")])
def test_what_list_writes_can_be_imported(run: Run, options: tuple[str, ...]) -> None:
    """CSV and TSV that `list` wrote come back: every column the same, but for what the flat form does not hold."""
    listed = run("list", "-o", "csv", *options).raw
    Path("l.csv").write_bytes(listed)
    assert run("import", "l.csv", "--role", "plan_author", "-O", "l.yaml").code == 0
    again = run("list", "-o", "csv", *options, "--data", "l.yaml").raw
    before, after = (list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter="\t" if "tsv" in options else ","))
                     for raw in (listed, again))  # fmt: skip
    differing = {
        name
        for one, other in zip(before, after, strict=True)
        for name, cell, cell_again in zip(before[0], one, other, strict=True)
        if cell != cell_again
    }
    assert {name.partition(".")[0].partition("（")[0].partition(" (")[0] for name in differing} <= {
        "instruments", "連携の仕組み", "Instruments"}  # fmt: skip


def test_a_map_file(run: Run) -> None:
    """A map says which column is which, what holds for all rows, what joins values and which row is the header."""
    name = table("一覧,,\n計画,どこと,ねらい,別\nA,津南町|栄村,x,y\n".replace("津南町|栄村", "津南町、栄村"))
    result = run("import", name, "--map", str(TABLES / "map.yaml"), "--lang", "en")
    assert result.code == 0
    assert "id: tsunan-sakae" in result.out
    assert "ja: 県の一覧表" in result.out
    assert result.err == "columns that are not used: 別\n1 case imported\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("columns:\n  計画: title.jp\n", "m.yaml:2:7: there is no field title.jp here (write one of title.ja"),
        ("columns:\n  計画: [a]\n", "m.yaml:2:7: 計画 has a wrong form"),
        ("columns:\n  a: id\n  b: id\n", "m.yaml:3:6: id is given twice"),
        ("columns: x\ncolums: y\n", "m.yaml:2:9: a map has no colums"),
        ("columns:\n  a: id\nheader: x\n", "m.yaml:3:9: header has a wrong form"),
        ("joint: x\n", "m.yaml:1:1: columns is missing here"),
        ("- a\n", "m.yaml is no map"),
        ("columns: [\n", "the bracket that opens here is not closed"),
        ("columns:\n  計画: title.ja\n  無い: id\n", "t.csv: 1 column of the map is not in the table"),
        ("columns:\n  計画: title.ja\n  別: id\n", "t.csv: 2 columns of the map are not in the table"),
    ],
)
def test_faults_of_a_map_name_the_line(run: Run, text: str, wanted: str) -> None:
    """What is wrong in a map file is told with its line and column; the exit is 4."""
    table(text, "m.yaml")
    result = run("import", table("計画,x\n別,x\n"), "--map", "m.yaml", "--lang", "en")
    assert result.code == 4
    assert wanted in result.err


LONG = "一つ目の文である。" + "長" * 280 + "。" + "三つ目の文である。" * 3
HEAD = "名称,参加団体,概要,概要（英語）,出典,参加団体（役割）\n"


def test_a_long_summary_is_a_fault(run: Run) -> None:
    """More than 300 characters are a fault that says how many."""
    result = run("import", table(f"{HEAD}A,津南町;栄村,{LONG},,s,lead\n"), "--lang", "en")
    assert result.code == 1
    assert f"column C “概要”: summary.ja has {len(LONG)} characters, {len(LONG) - 300} too many" in result.err
    assert result.err.count("[too-long]") == 1


@pytest.mark.usefixtures("unbroken")
def test_what_holds_for_all_rows_is_asked_for_once(run: Run) -> None:
    """A table without source and roles says so once, not in each row; nothing is written even with --skip-faulty."""
    name = table("名称,参加団体\nA,津南町;栄村\nB,津南町;藤枝市\n")
    result = run("import", name, "--lang", "en", "--skip-faulty")
    assert result.code == 1
    assert result.err.count("\n") == 3
    assert "--source TITLE" in result.err
    assert "--role plan_author" in result.err
    assert run("import", name, *SOURCE, "--role", "x").code == 2


def test_ids_are_made_of_the_participants(run: Run) -> None:
    """Two names, of more the first; a name that is taken grows, then counts; ids of the table come first."""
    three = "津南町;栄村;藤枝市"
    rows = ["津南町;栄村", "津南町;栄村", three, three, three, "大分県;佐賀県", "高松市;香川県"]
    text = "ID,名称,参加団体,出典,参加団体（役割）\n" + "".join(f",A{at},{row},s,lead\n" for at, row in enumerate(rows))
    result = run("import", table(text + "takamatsu,B,藤枝市;恵庭市,s,lead\n"))
    assert [line[8:] for line in result.out.splitlines() if line.startswith("  - id:")] == [
        "tsunan-sakae", "tsunan-sakae-2", "tsunan", "tsunan-sakae-fujieda", "tsunan-2", "oita-saga", "takamatsu-2",
        "takamatsu",
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


def test_standard_input_and_output(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """- reads CSV from standard input; without a file the answer goes to standard output."""
    with NATIONAL.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        piped = run("import", "-", *SOURCE, "--skip-faulty", "-O", "-")
    assert piped.out == run("import", str(NATIONAL), *SOURCE, "--skip-faulty").out


@pytest.mark.parametrize(
    ("text", "arguments", "code", "wanted"),
    [
        ("名称,参加団体\n", (), 4, "no row is a case"),
        ("a,b\nc,d\n", (), 4, "no row names the columns"),
        ("", (), 4, "no row names the columns"),
        ("名称,計画名,参加団体\n", (), 4, "two columns are title.ja: 名称, 計画名"),
        (f"名称,参加団体\na,{'x' * 140_000}\n", (), 4, "CSV: a cell holds more than 131,072 characters"),
        ('名称,参加団体\n"a', (), 4, "line 2: this is not well-formed CSV: quotes are not closed"),
        ('名称,参加団体\n"a"b,c', (), 4, "something stands between closing quotes and the next separator"),
        ("名称,参加団体\n", ("--sheet", "1"), 2, "--sheet belongs to .xlsx files"),
        ("名称,参加団体\n", ("-O", "a", "--folder", "b"), 2, "exclude each other"),
    ],
)
@pytest.mark.usefixtures("unbroken")
def test_tables_that_are_none(run: Run, text: str, arguments: tuple[str, ...], code: int, wanted: str) -> None:
    """What is no table of cases is told, with the exit code of its kind."""
    result = run("import", table(text), *SOURCE, "--role", "lead", *arguments, "--lang", "en")
    assert result.code == code
    assert wanted in result.err


def test_more_that_a_table_may_say(run: Run) -> None:
    """Kinds, dates, contact, period in two columns, certification in one, a code beside the names."""
    cells = {
        "名称": "A", "参加団体": "藤枝市;恵庭市", "団体コード": "222143",
        "協力者（日本語）": "甲;乙大学", "協力者（英語）": "X;",
        "協力者（種類）": "企業;", "連携の仕組み": "協定書;宣言", "連携の仕組み（日付）": "2017年;", "連絡先": "産業課",
        "連絡先（電話）": "054-0000", "実施期間（開始）": "2017年4月", "計画の認定": "53 2019-08-23",
        "テーマ（コード）": "agrifood;jobs", "出典": "s", "参加団体（役割）": "lead;coordinator",
        "成果": "成果一;成果二", "KPI": "来訪者数", "予算・財源": "交付金",
    }  # fmt: skip
    head, row = ",".join(cells), ",".join(cells.values())
    result = run("import", table(f"{head}\n{row}\n"), "-O", "o.yaml", "--lang", "en")
    assert result.code == 0, result.err
    (case,) = renkei_cli.load("o.yaml")
    assert [(one.name.ja, one.name.en, one.kind) for one in case.collaborators] == [
        ("甲", "X", "company"), ("乙大学", None, "university")]  # fmt: skip
    assert [(one.name.ja, one.date) for one in case.instruments] == [("協定書", "2017"), ("宣言", None)]
    assert case.contact
    assert (case.contact.organisation.ja, case.contact.phone) == ("産業課", "054-0000")
    assert case.period
    assert (case.period.start, case.period.end) == ("2017-04", None)
    assert case.certification
    assert (case.certification.round, case.certification.date) == (53, "2019-08-23")
    assert [theme.code for theme in case.themes] == ["agrifood", "jobs"]
    assert [role.code for role in case.participants[0].roles] == ["lead", "coordinator"]
    assert [one.ja for one in case.results] == ["成果一", "成果二"]
    assert case.source.heading.ja == "A"


@pytest.mark.parametrize(
    ("column", "cell", "wanted"),
    [
        ("団体コード", "412015", "column D “団体コード”: 412015 佐賀市 is not among the participants"),
        ("都道府県", "広島県", None),
        ("協力者（種類）", "店", "'店' is not one of the allowed values"),
        ("事業内容（英語）", "x", "column D “事業内容（英語）”: in Japanese: 0, in English: 1"),
        ("連絡先（電子メール）", "a", "a is no e-mail address"),
        ("関連URL", "ftp://x", "ftp://x is no address of a page"),
        ("概要", "a\u200bb", "an invisible character stands here"),
    ],
)
@pytest.mark.usefixtures("unbroken")
def test_one_more_column(run: Run, column: str, cell: str, wanted: str | None) -> None:
    """One cell at a time: what is wrong with it is told where it stands."""
    extra = ("協力者", "甲") if column == "協力者（種類）" else ("備考", "")
    head = f"名称,参加団体,出典,{column},{extra[0]},参加団体（役割）"
    row = f"A,藤枝市;{'府中市' if wanted is None else '恵庭市'},s,{cell},{extra[1]},lead"
    result = run("import", table(f"{head}\n{row}\n"), "--lang", "en")
    assert result.code == (0 if wanted is None else 1), result.err
    assert wanted is None or wanted in result.err
    assert wanted or "# 府中市" in result.out


def test_xlsx_without_openpyxl_says_how_to_get_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, the message gives the line that installs it; the exit is 4."""
    monkeypatch.setitem(sys.modules, "openpyxl.reader.excel", None)
    Path("a.xlsx").write_bytes(b"PK\x03\x04")
    result = run("import", "a.xlsx", "--lang", "en")
    assert result.code == 4
    assert result.err == (
        "error: a.xlsx: reading .xlsx takes openpyxl, which is not installed\npip install 'renkei-cli[xlsx]'\n"
    )


@pytest.mark.usefixtures("unbroken")
def test_a_folder_that_cannot_be_is_told_in_the_reader_s_language(run: Run, tmp_path: Path) -> None:
    """Why a file cannot be written is said in Japanese too."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("import", str(NATIONAL), *SOURCE, "--skip-faulty", "-O", str(tmp_path / "file" / "x.yaml"))
    assert result.code == 4
    assert result.err.splitlines()[-1].endswith(
        "file/x.yaml に書き込めません: パスの途中にフォルダーでないものがあります"
    )


@pytest.mark.usefixtures("unbroken")
def test_a_workbook_that_is_none_is_told_in_the_reader_s_language(run: Run, tmp_path: Path) -> None:
    """A file that only bears the name of one."""
    (tmp_path / "x.xlsx").write_text("名称,参加団体", encoding="utf-8")
    result = run("import", str(tmp_path / "x.xlsx"), *SOURCE)
    assert result.code == 4
    assert ".xlsx ファイルではないか、ファイルが途中で切れています" in result.err


def test_a_place_that_may_not_be_written_is_told_in_the_reader_s_language(run: Run) -> None:
    """The system's own words are not the reader's."""
    result = run("import", str(NATIONAL), *SOURCE, "--skip-faulty", "-O", f"{'x' * 300}.yaml")
    assert result.code == 4
    assert result.err.splitlines()[-1].endswith("に書き込めません: 名前が長すぎます")


def test_a_joint_of_the_map_parts_every_cell(run: Run) -> None:
    """Participants, words, prose and addresses too; what stands within sentences parts no prose."""
    head, row = (
        "計画,団体,分野,文,URL\n",
        "甲,彦根市{0}長浜市,観光{0}IT,一つ。{0}二つ、三つ。,http://a.jp/x{0}http://b.jp\n",
    )
    columns = "columns: {計画: title.ja, 団体: participants, 分野: themes, 文: activities.ja, URL: urls}\n"
    for joint, statements in (("|", 2), ("、", 1)):
        text = columns + f'joint: "{joint}"\nconstants: {{participants.roles: lead, source.ja: 県}}\n'
        result = run(
            "import", table(head + row.format(joint)), "--map", table(text, "m.yaml"), "-O", "j.yaml", "--force"
        )
        assert result.code == 0
        [case] = json.loads(run("list", "--data", "j.yaml", "--json").out)
        assert [theme["code"] for theme in case["themes"]] == ["tourism", "digital"]
        assert (len(case["participants"]), len(case["urls"]), len(case["activities"])) == (2, 2, statements)


@pytest.mark.usefixtures("unbroken")
def test_what_a_cell_means_is_told_where_it_says_it_otherwise(run: Run) -> None:
    """A cell that no heading stands over, a duration for a period, joints that are none: each with what to write."""
    head = "名称,参加団体,分野,実施期間,出典\n"
    rows = (
        "甲,彦根市;長浜市,観光,3年間,x\n乙,彦根市 長浜市（代表）,観光・移住,2か月,x,計画書,余分\n"
        "丙,彦根市＆長浜市,観光,2017,x,,余\n"
    )
    result = run("import", table(head + rows), "--role", "lead", "--lang", "en")
    assert (result.code, result.out) == (1, "")
    separators = "(write names alone, and between several of them ; 、 , / or a line break) [unknown-name]"
    for told in (
        (
            "row 2, column D “実施期間”: '3年間' is no date, but how long something lasts "
            "(write when it begins and ends, as in 2017～2019) [date]"
        ),
        f"row 3, column B “参加団体”: no local government is called 彦根市 長浜市(代表) {separators}",
        "several are parted by ; 、 or a line break) [not-allowed]",
        "row 3, column D “実施期間”: '2か月' is no date",
        (
            "row 3, column F: the header has no column here, but the row has '計画書' "
            "(put a text that holds a separator into quotes, or write a heading above) [no-column]"
        ),
        "row 3, column G: the header has no column here, but the row has '余分'",
        f"row 4, column B “参加団体”: no local government is called 彦根市&長浜市 {separators}",
    ):
        assert told in result.err


def test_where_every_row_is_faulty_the_answer_is_no(run: Run) -> None:
    """With --skip-faulty nothing is left to write: the exit is 1, as without."""
    file = table("名称,参加団体,出典\n甲,いま市,x\n")
    for more in ([], ["--skip-faulty"]):
        result = run("import", file, "--role", "lead", "-O", "x.yaml", *more, "--lang", "en")
        assert result.code == 1
        assert "nothing is written" in result.err
    assert not Path("x.yaml").exists()


def test_a_folder_that_is_not_there_is_named(run: Run) -> None:
    """For import as for new and list; no folder comes to be by a slip."""
    file = table("名称,参加団体,出典\n甲,彦根市;長浜市,x\n")
    for argv in (["import", file, "--role", "lead", "-O", "nodir/x.yaml"], ["list", "-O", "nodir/x.json"]):  # fmt: skip
        result = run(*argv, "--lang", "en")
        assert result.code == 4
        assert "cannot be written: there is no folder nodir" in result.err
    assert not Path("nodir").exists()


def test_what_excel_shows_as_not_stated_is_blank(run: Run) -> None:
    """A list that `--excel` wrote is read again without the words that stand in its blanks."""
    for language in ("ja", "en"):
        assert run("list", "-o", "csv", "--excel", "-O", "b.csv", "--lang", language).code == 0
        assert run("import", "b.csv", "--role", "lead", "-O", "b.yaml", "--force").code == 0
        cases = json.loads(run("list", "--data", "b.yaml", "--json").out)
        assert (len(cases), {len(case["kpis"]) for case in cases}) == (8, {0})
