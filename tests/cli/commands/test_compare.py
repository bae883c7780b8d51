"""Cases side by side, field by field."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.core import bundled

Run = Callable[..., Any]
_ALONE = "there is nothing to compare with: name another case, or see this one whole: renkei show himeshima"


@pytest.mark.parametrize(
    ("argv", "ids"),
    [
        (["himeshima", "takamatsu"], ["himeshima", "takamatsu"]),
        (["姫島村", "himeshima"], ["himeshima"]),
        (["--type", "隣県"], ["tsunan-sakae"]),
        (["himeshima", "hamada", "--type", "遠隔"], ["hamada"]),
        (["himeshima", "--type", "遠隔"], []),
    ],
)
def test_the_right_cases_are_compared(run: Run, argv: list[str], ids: list[str]) -> None:
    """Those that are named, in the order named, each once; of them, or of all, those that the options leave."""
    result = run("compare", *argv, "-o", "ids")
    assert (result.code, result.out.split()) == (0, ids)


@pytest.mark.parametrize(
    ("argv", "cited"), [([], False), (["-o", "markdown"], True), (["--plain"], True), (["-t", "県内"], False)]
)
def test_it_says_who_gained(run: Run, argv: list[str], *, cited: bool) -> None:
    """What each gained stands under its name; where there is room, with its place in the source."""
    out = run("compare", "himeshima", "saga", *argv, "--fields", "merits", env={"COLUMNS": "300"}).out
    assert "姫島村:" in out
    assert "団体を特定しない記述:" in out
    assert ("〔メリット2〕" in out) is cited


def test_no_name_compares_all(run: Run) -> None:
    """Eight columns, in the casebook's order."""
    assert run("compare", "-o", "ids").out == run("list", "-o", "ids").out


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        ("json", '{"fields":[{"key":"type","label":{"ja":"連携類型","en":"Type"}}],"cases":[]}'),
        ("jsonl", ""),
        ("csv", "field\ntype\n"),
        ("ids", ""),
        ("table", ""),
        ("markdown", ""),
    ],
)
def test_no_case_is_an_answer_too(run: Run, form: str, answer: str) -> None:
    """A script that compares what is left of nothing gets a well-formed answer; people are told."""
    result = run("compare", "-m", "札幌市", "--fields", "type", "-o", form, "--lang", "en")
    printed = json.dumps(json.loads(result.out), ensure_ascii=False, separators=(",", ":")) if form == "json" else ""
    assert (result.code, printed or result.out) == (0, answer)
    assert result.err == ("no case fits\n" if form in ("table", "markdown") else "")


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["himeshima"], ["1 case", _ALONE]),
        (
            ["himeshima", "姫島村", "himeshima"],
            ["1 case", "himeshima is named more than once; it stands here once", _ALONE],
        ),
        (["himeshima", "saga", "saga"], ["2 cases", "saga is named more than once; it stands here once"]),
        (["himeshima", "-o", "json"], []),
        (["himeshima", "--type", "遠隔"], ["no case fits", "himeshima is left out by --type 遠隔"]),
        (
            ["himeshima", "saga", "hamada", "-t", "県内", "-t", "遠隔", "-p", "大分", "--since", "2017"],
            [
                "1 case",
                "saga is left out by --prefecture 大分",
                "hamada is left out by --prefecture 大分 --since 2017",
                _ALONE,
            ],
        ),
        (
            ["saga", "--since", "2015", "--until", "2016-06"],
            [
                "3 cases have no date in their source",
                "no case fits",
                "saga is left out by --since 2015 --until 2016-06",
            ],
        ),
    ],
)
@pytest.mark.usefixtures("unbroken")
def test_what_is_no_comparison_is_told(run: Run, argv: list[str], told: list[str]) -> None:
    """One case alone, or the same twice, is answered; people are told that there is nothing beside it."""
    result = run("compare", *argv, "--lang", "en")
    assert (result.code, result.err.splitlines()) == (0, told)


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
    text = (bundled.data_folder() / "cases.yaml").read_text(encoding="utf-8").replace("- id: ", "- id: our-")
    Path("our $.yaml").write_text(text, encoding="utf-8")
    Path("-x").mkdir()
    Path("-x", "a.yaml").write_text(text, encoding="utf-8")
    told = run("compare", "our-himeshima", *options, "--lang", "en").err.splitlines()
    assert told[-1] == _ALONE.replace("himeshima", f"our-himeshima {kept}")
    assert run(*shlex.split(told[-1].rpartition("renkei ")[2]), "-o", "ids").out == "our-himeshima\n"
