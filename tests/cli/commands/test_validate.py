"""Checking case files: what is read, what is said, and how it ends."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Golden = Callable[[str, str], None]
EXAMPLES = Path(__file__).parents[2] / "validation" / "examples"
GOOD = """\
id: {id}
type: 県内連携
title: {{ja: {id} の計画}}
summary: {{ja: 二つの市が観光で手を結ぶ。}}
purpose: {{ja: 訪れる人を増やす。}}
background: [{{ja: 前から交流があった。}}]
activities: [{{ja: 観光の催しを開く。}}]
participants:
  - {{code: "442011", roles: [{{code: lead}}]}}
  - {{code: "442020", roles: [{{code: network_member}}]}}
source: {{document: {{ja: 計画書}}, heading: {{ja: 観光}}}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of cases to stand in: a good one, a doubtful one and one with an error."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "good.yaml").write_text(GOOD.format(id="good"), encoding="utf-8")
    (tmp_path / "cases" / "doubt.yml").write_text(GOOD.format(id="doubt").replace("観光で", "ｶﾝｺｳで"), encoding="utf-8")
    (tmp_path / "cases" / "error.yaml").write_text(GOOD.format(id="error").replace("県内", "遠隔"), encoding="utf-8")
    (tmp_path / "cases" / "notes.txt").write_text("no case", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _codes(out: str) -> list[str]:
    return [json.loads(line)["code"] for line in out.splitlines()]


@pytest.mark.parametrize("columns", ["60", "100"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_broken_files_are_told_as_people_read_them(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, language: str, columns: str
) -> None:
    """Each kind of broken file, in both languages, on a narrow and a wide screen."""
    monkeypatch.chdir(EXAMPLES)
    for name in sorted(file.stem for file in EXAMPLES.glob("*.yaml")):
        result = run("validate", f"{name}.yaml", "--lang", language, env={"COLUMNS": columns})
        assert (name, result.code) == (name, 1)
        golden(f"validate/{name}.{language}.{columns}.txt", result.out)


@pytest.mark.usefixtures("folder")
def test_a_folder_is_checked_whole(run: Run) -> None:
    """Every case file of a folder is checked, in the order of names, with either suffix."""
    result = run("validate", "cases", "--lang", "en")
    assert result.code == 1
    assert [line.split(":")[0] for line in result.out.splitlines() if line.startswith("cases")] == [
        os.path.join("cases", name) for name in ("doubt.yml", "error.yaml")  # noqa: PTH118 - as it is printed
    ]  # fmt: skip
    assert result.err == "files: 3, cases: 3, errors: 1, warnings: 1\n"
    # A file that is named twice is checked once.
    assert run("validate", "cases", "cases/good.yaml", "--lang", "en").err == result.err


CODES = {
    "good.yaml": 0,
    "good.yaml --strict": 0,
    "doubt.yml": 0,
    "doubt.yml --strict": 1,
    "error.yaml": 1,
    "good.yaml none.yaml": 4,
    "error.yaml none.yaml": 4,
    "error.yaml good.yaml": 1,
}


def test_the_exit_code_says_how_it_went(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """0 without errors, 1 with errors or strictly with warnings, 4 where something could not be read."""
    monkeypatch.chdir(folder / "cases")
    assert {line: run("validate", *line.split()).code for line in CODES} == CODES


@pytest.mark.usefixtures("folder")
def test_what_cannot_be_read_hides_nothing_else(run: Run) -> None:
    """A missing file is a fault beside those of the files that are there."""
    result = run("validate", "none.yaml", "cases", "-o", "jsonl")
    assert (result.code, _codes(result.out)) == (4, ["unreadable", "half-width-kana", "type-prefectures"])
    first = json.loads(result.out.splitlines()[0])
    assert (first["file"], first["line"], first["column"], first["end_column"]) == ("none.yaml", None, None, None)
    said = run("validate", "none.yaml", "--lang", "en").out
    assert said == "error[unreadable]: none.yaml cannot be read: there is no such file or folder\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_in_a_folder_is_told_and_the_rest_is_checked(run: Run, folder: Path) -> None:
    """What looks like a case file but is none stops nothing, and is not waited for."""
    os.mkfifo(folder / "cases" / "pipe.yaml")
    result = run("validate", "cases", "-o", "jsonl")
    assert (result.code, _codes(result.out)) == (4, ["half-width-kana", "type-prefectures", "unreadable"])


@pytest.mark.usefixtures("folder")
def test_a_folder_without_case_files_is_no_success(run: Run) -> None:
    """Checking nothing is a mistake of the command line's paths."""
    Path("empty").mkdir()
    result = run("validate", "empty", "--lang", "en")
    assert (result.code, result.out) == (4, "")
    assert ".yaml, .yml" in result.err


@pytest.mark.usefixtures("folder")
def test_without_paths_the_collection_is_checked(run: Run) -> None:
    """--data and RENKEI_DATA name it, else it is the bundled one; a path goes before RENKEI_DATA."""
    assert run("validate", "--lang", "en").err == "files: 1, cases: 8, errors: 0, warnings: 0\n"
    assert run("validate", "--data", "cases", "--lang", "en").err.startswith("files: 3, cases: 3")
    assert run("validate", "--data", "cases", "--with-bundled", "--lang", "en").err.startswith("files: 4, cases: 11")
    environment = {"RENKEI_DATA": "cases"}
    assert run("validate", "--lang", "en", env=environment).err.startswith("files: 3, cases: 3")
    assert run("validate", "cases/good.yaml", "--lang", "en", env=environment).err.startswith("files: 1, cases: 1")


@pytest.mark.usefixtures("folder")
def test_standard_input_is_a_file_too(run: Run) -> None:
    """- reads standard input, up to a bound, beside other files; the name of its faults says so."""
    given = GOOD.format(id="x").replace("県内", "遠隔").encode()
    result = run("validate", "-", "-o", "jsonl", stdin=given)
    assert (result.code, _codes(result.out)) == (1, ["type-prefectures"])
    assert json.loads(result.out)["file"] == "<stdin>"
    result = run("validate", "cases/good.yaml", "-", "-o", "jsonl", stdin=GOOD.format(id="good").encode())
    assert _codes(result.out) == ["id-unique", "title-twice"]
    result = run("validate", "-", "-o", "jsonl", stdin=b" " * (64 * 1024 * 1024 + 1))
    assert (result.code, _codes(result.out)) == (4, ["unreadable"])


REFUSED = {
    "validate -o csv": "text, json, jsonl, sarif, github",
    "validate -o table": "text, json, jsonl, sarif, github",
    "list -o sarif": "table, json, jsonl, csv",
    "compare -o github": "table, json, jsonl, csv",
    "validate --fields id": "--help",
}


def test_a_format_that_makes_no_sense_is_refused(run: Run) -> None:
    """Faults have formats of their own; the ones that there are are named."""
    for line, named in REFUSED.items():
        result = run(*line.split())
        assert (line, result.code, result.out) == (line, 2, "")
        assert named in result.err


@pytest.mark.usefixtures("folder")
def test_a_file_takes_the_answer(run: Run) -> None:
    """-O writes the report to a file, whole."""
    result = run("validate", "cases", "-o", "json", "-O", "report.json")
    assert (result.code, result.out, result.err) == (
        1,
        "",
        "書き出しました: report.json（ファイル 3、事例 3、誤り 1、警告 1）\n",
    )
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["errors"] == 1


@pytest.mark.usefixtures("folder")
def test_people_get_a_summary_and_scripts_do_not(run: Run) -> None:
    """The counts stand on stderr beside text and in a workflow's log."""
    said = {form: run("validate", "cases", "-o", form).err for form in ("text", "github", "json", "jsonl", "sarif")}
    assert {form for form, err in said.items() if err} == {"text", "github"}


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text_is_shown_all_the_same(run: Run, folder: Path) -> None:
    """A file's name may be any bytes; that it cannot be read is told in every format."""
    (folder / os.fsdecode(b"caf\xe9.yaml")).write_text("id: 1\n", encoding="utf-8")
    for form in ("text", "json", "jsonl", "sarif", "github"):
        result = run("validate", ".", "-o", form)
        assert (form, result.code, "caf" in result.out) == (form, 4, True)


def test_tab_offers_formats_and_leaves_files_to_the_shell(run: Run) -> None:
    """Nothing is offered in the place of a file, so that the shell offers its files."""
    words = {"env": {"_RENKEI_COMPLETE": "bash"}}
    assert run("validate", "", **words).out == ""
    assert run("validate", "ca", **words).out == ""
    assert run("validate", "-o", "", **words).out.split() == ["text", "json", "jsonl", "sarif", "github"]
    assert "validate" in run("va", **words).out
    scripts = {shell: run("completion", shell, env={"_RENKEI_COMPLETE": ""}).out for shell in ("bash", "zsh", "fish")}
    assert "complete -o default" in scripts["bash"]
    assert "_files" in scripts["zsh"]
    assert "__fish_complete_path" in scripts["fish"]
