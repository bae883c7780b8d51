"""Cases side by side, field by field."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.core.files import data_folder

Run = Callable[..., Any]
_ALONE = "there is nothing to compare with: name another case, or see this one whole: renkei show himeshima"


COMPARED = {
    "himeshima takamatsu": "himeshima takamatsu",
    "姫島村 himeshima": "himeshima",
    "--type 隣県": "tsunan-sakae",
    "himeshima hamada --type 遠隔": "hamada",
    "himeshima --type 遠隔": "",
}


def test_the_right_cases_are_compared(run: Run) -> None:
    """Those that are named, in the order named, each once; of them, or of all, those that the options leave."""
    ids = {line: " ".join(run("compare", *line.split(), "-o", "ids").out.split()) for line in COMPARED}
    assert ids == COMPARED
    assert run("compare", "-o", "ids").out == run("list", "-o", "ids").out


def test_it_says_who_gained(run: Run) -> None:
    """What each gained stands under its name; where there is room, with its place in the source."""
    for line, cited in (("", False), ("-o markdown", True), ("--plain", True), ("-t 県内", False)):
        argv = ["compare", "himeshima", "saga", *line.split(), "--fields", "merits"]
        out = run(*argv, env={"COLUMNS": "300"}).out
        assert "姫島村：" in out
        assert "団体を特定しない記述：" in out
        assert (line, "〔メリット2〕" in out) == (line, cited)


def test_no_case_is_an_answer_too(run: Run) -> None:
    """A script that compares what is left of nothing gets a well-formed answer; people are told."""
    answers = {
        "jsonl": "",
        "csv": "field\ntype.code\ntype.label.ja\ntype.label.en\n",
        "ids": "",
        "table": "",
        "markdown": "",
    }
    for form, answer in answers.items():
        result = run("compare", "-m", "札幌市", "--fields", "type", "-o", form, "--lang", "en")
        assert (form, result.code, result.out) == (form, 0, answer)
        assert result.err.startswith("no case has Sapporo City, Hokkaido in it\ncases of Hokkaido: local-venture")
        assert ("no case fits\n" in result.err) == (form in ("table", "markdown"))
    answer = json.loads(run("compare", "-m", "札幌市", "--fields", "type", "--json").out)
    assert answer == {"fields": [{"key": "type", "label": {"ja": "連携類型", "en": "Type"}}], "cases": []}


def test_one_layout_for_any_number_of_cases(run: Run) -> None:
    """Columns with the names of those who take part above the id; three fit at 80 cells, more stand in blocks."""
    for language in ("ja", "en"):
        for count, heads in ((2, 1), (3, 1), (4, 2), (8, 3)):
            ids = run("list", "-n", str(count), "-o", "ids").out.split()
            lines = run("compare", *ids, "--lang", language).out.splitlines()
            grid = [line for line in lines if line.replace("─", "").replace("┼", "").strip()]
            assert all("│" in line for line in grid[:-1])
            assert (count, sum(any(case_id in line.split() for case_id in ids) for line in grid)) == (count, heads)
    head = run("compare", "himeshima", "takamatsu", "tsunan-sakae").out.splitlines()[:2]
    assert [line.split() for line in head] == [
        ["│", "大分県・姫島村", "│", "香川県・高松市", "│", "津南町・栄村"],
        ["│", "himeshima", "│", "takamatsu", "│", "tsunan-sakae"],
    ]
    assert "下川町など11団体" in run("compare", "local-venture", "saga").out
    narrow = run("compare", "himeshima", "takamatsu", "tsunan-sakae", env={"COLUMNS": "60"}).out
    assert "■ 名称\n  大分県・姫島村  himeshima\n    ITアイランド推進計画\n" in narrow
    assert "■ 名称\n  大分県・姫島村\n  himeshima\n" in run("compare", "himeshima", "saga", env={"COLUMNS": "25"}).out


def test_what_is_done_is_compared_and_blanks_are_folded(run: Run) -> None:
    """Summary and activities are rows; what no case states is one line, whatever was asked for."""
    out = run("compare", "himeshima", "hamada").out
    rows = [line.split("│")[0].strip() for line in out.splitlines()]
    assert {"概要", "事業内容"} <= set(rows)
    assert out.endswith("\n\n出典に記載なし: 実施期間、予算・財源、KPI、成果\n")
    assert not {"実施期間", "KPI", "成果"} & set(rows)
    assert run("compare", "himeshima", "hamada", "--fields", "kpis").out.endswith("\n\n出典に記載なし: KPI\n")
    assert run("compare", "himeshima", "hamada", "--fields", "kpis", "--plain").out == "出典に記載なし: KPI\n"


@pytest.mark.usefixtures("unbroken")
def test_differences_alone(run: Run) -> None:
    """What all cases say alike, wherever their sources say it, is left out and named."""
    argv = ["compare", "hamada", "minokamo-yonago", "--differences"]
    result = run(*argv, "--fields", "type,trigger,kpis")
    assert "きっかけ" in result.out
    assert "連携類型" not in result.out
    assert result.err.splitlines() == ["2件", "すべての事例で同じ項目: 連携類型、KPI"]
    answer = json.loads(run(*argv, "--json").out)
    keys = [field["key"] for field in answer["fields"]]
    assert "trigger" in keys
    assert not {"type", "kpis"} & set(keys)
    assert json.loads(run(*argv, "--fields", "type,kpis", "--json").out)["fields"][0]["key"] == "id"
    assert run("compare", "-m", "札幌市", "--differences")[:2] == (0, "")


TOLD = {
    "himeshima": ["1 case", _ALONE],
    "himeshima 姫島村 himeshima": ["1 case", "himeshima is named more than once; it stands here once", _ALONE],
    "himeshima saga saga": ["2 cases", "saga is named more than once; it stands here once"],
    "himeshima -o json": [],
    "himeshima --type 遠隔": ["no case fits", "himeshima is left out by --type 遠隔"],
    "himeshima saga hamada -t 県内 -t 遠隔 -p 大分 --since 2017": [
        "1 case",
        "saga is left out by --prefecture 大分",
        "hamada is left out by --prefecture 大分 --since 2017",
        _ALONE,
    ],
    "saga --since 2015 --until 2016-06": [
        "3 cases have no date in their source", "no case fits", "saga is left out by --since 2015 --until 2016-06",
    ],
}  # fmt: skip


@pytest.mark.usefixtures("unbroken")
def test_what_is_no_comparison_is_told(run: Run) -> None:
    """One case alone, or the same twice, is answered; people are told that there is nothing beside it."""
    for line, told in TOLD.items():
        result = run("compare", *line.split(), "--lang", "en")
        assert (line, result.code, result.err.splitlines()) == (line, 0, told)


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--data", "our $.yaml"], "--data 'our $.yaml'"),
        (["-m", "himeshima", "--data=-x"], "--data=-x"),
        (["--data", "our $.yaml", "--with-bundled"], "--data 'our $.yaml' --with-bundled"),
    ],
)
@pytest.mark.usefixtures("unbroken")
def test_the_suggested_case_is_found(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], kept: str
) -> None:
    """The line names the files in which the case stands, as a shell hands them on."""
    monkeypatch.chdir(tmp_path)
    text = (data_folder() / "cases.yaml").read_text(encoding="utf-8").replace("- id: ", "- id: our-")
    Path("our $.yaml").write_text(text, encoding="utf-8")
    Path("-x").mkdir()
    Path("-x", "a.yaml").write_text(text, encoding="utf-8")
    told = run("compare", "our-himeshima", *options, "--lang", "en").err.splitlines()
    assert told[-1] == _ALONE.replace("himeshima", f"our-himeshima {kept}")
    assert run(*shlex.split(told[-1].rpartition("renkei ")[2]), "-o", "ids").out == "our-himeshima\n"
