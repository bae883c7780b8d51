"""What the parser complains of, in the reader's words, with what would be right."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer import BadParameter

from renkei_cli.cli.app import main, tree
from renkei_cli.cli.errors import report_error
from renkei_cli.core import errors, i18n
from renkei_cli.core.diagnostics import Diagnostic, Location

Run = Callable[..., Any]

SAID = [
    (["list", "--theem", "x"],
     "エラー: --theem というオプションはありません\nもしかして: --theme\n",
     "error: there is no option --theem\ndid you mean --theme?\n"),
    (["search", "観光", "--theem", "x"],
     "エラー: --theem というオプションはありません\nもしかして: --theme\n",
     "error: there is no option --theem\ndid you mean --theme?\n"),
    (["list", "-json"],
     "エラー: -json というオプションはありません\nもしかして: --json\n",
     "error: there is no option -json\ndid you mean --json?\n"),
    (["list", "-T", "x"],
     "エラー: -T というオプションはありません\nもしかして: -t\n",
     "error: there is no option -T\ndid you mean -t?\n"),
    (["list", "-x"],
     "エラー: -x というオプションはありません\n使い方は renkei list --help で確認できます\n",
     "error: there is no option -x\nrenkei list --help shows what there is\n"),
    (["--frobnicate"],
     "エラー: --frobnicate というオプションはありません\n使い方は renkei --help で確認できます\n",
     "error: there is no option --frobnicate\nrenkei --help shows what there is\n"),
    (["--json", "show", "saga"],
     "エラー: --json はコマンド名の後に書きます\n書き方: renkei show --json\n",
     "error: --json stands after the name of a command\nwrite renkei show --json\n"),
    (["--plain", "list"],
     "エラー: --plain はコマンド名の後に書きます\n書き方: renkei list --plain\n",
     "error: --plain stands after the name of a command\nwrite renkei list --plain\n"),
    (["-n", "3"],
     "エラー: -n はコマンド名の後に書きます\n書き方: renkei list -n 件数\n",
     "error: -n stands after the name of a command\nwrite renkei list -n N\n"),
    (["list", "-t"],
     "エラー: -t の値が指定されていません\n書き方: -t 類型\n",
     "error: -t: its value is missing\nwrite -t TYPE\n"),
    (["list", "--output", "--json"],
     "エラー: --output の値が指定されていません\n書き方: --output ファイル\n",
     "error: --output: its value is missing\nwrite --output FILE\n"),
    (["list", "--color"],
     "エラー: --color の値が指定されていません\n次のどれかを書いてください: auto, always, never\n",
     "error: --color: its value is missing\nwrite one of auto, always, never\n"),
    (["list", "--json=yes"],
     "エラー: --json に値は付けられません\n使い方は renkei list --help で確認できます\n",
     "error: --json takes no value\nrenkei list --help shows what there is\n"),
    (["list", "-n", "-1"],
     "エラー: --limit/-n: -1 は使えません\n0 以上の整数を指定してください\n",
     "error: --limit/-n: -1 cannot be used\nwrite a whole number, 0 or more\n"),
    (["list", "--limit", "many"],
     "エラー: --limit/-n: 'many' は使えません\n0 以上の整数を指定してください\n",
     "error: --limit/-n: 'many' cannot be used\nwrite a whole number, 0 or more\n"),
    (["list", "--color", "red"],
     "エラー: --color: 'red' は使えません\n次のどれかを書いてください: auto, always, never\n",
     "error: --color: 'red' cannot be used\nwrite one of auto, always, never\n"),
    (["completion", "cmd"],
     "エラー: シェル: 'cmd' は使えません\n次のどれかを書いてください: bash, zsh, fish, powershell\n",
     "error: SHELL: 'cmd' cannot be used\nwrite one of bash, zsh, fish, powershell\n"),
    (["show"],
     "エラー: 「事例ID」が指定されていません\n次のように書いてください: renkei show himeshima\n",
     "error: ID is missing\nwrite it as in: renkei show himeshima\n"),
    (["list", "観光", "(北)"],
     "エラー: 余分な語があります: 観光 (北)\n語で検索するには: renkei search 観光 (北)\n",
     "error: words too many: 観光 (北)\nto look for words: renkei search 観光 (北)\n"),
    (["show", "saga", "hamada"],
     "エラー: 余分な語があります: hamada\n事例を並べて比べるには: renkei compare saga hamada\n",
     "error: words too many: hamada\nto put cases side by side: renkei compare saga hamada\n"),
    (["completion", "bash", "zsh"],
     "エラー: 余分な語があります: zsh\n使い方は renkei completion --help で確認できます\n",
     "error: words too many: zsh\nrenkei completion --help shows what there is\n"),
    (["lst"],
     "エラー: 'lst' というコマンドはありません\nもしかして: list\n",
     "error: there is no command 'lst'\ndid you mean list?\n"),
    (["観光"],
     "エラー: '観光' というコマンドはありません\n語で検索するには: renkei search 観光\n",
     "error: there is no command '観光'\nto look for words: renkei search 観光\n"),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "japanese", "english"), SAID)
def test_a_complaint_is_in_the_readers_words(run: Run, argv: list[str], japanese: str, english: str) -> None:
    """Each slip of the hand is answered in both languages, with a way out, and exit code 2."""
    assert run(*argv, env={"LANG": "ja_JP.UTF-8"}) == (2, "", japanese, b"")
    assert run(*argv, env={"LANG": "en_GB.UTF-8"}) == (2, "", english, b"")


@pytest.mark.parametrize("argv", [["--lang", "xx"], ["list", "--lang", "xx"], ["--lang=xx", "list"]])
def test_an_unknown_language_is_refused(run: Run, argv: list[str]) -> None:
    """The languages that there are are named, in the language of the surroundings."""
    assert run(*argv).err == "エラー: --lang: 'xx' は使えません\n次のどれかを書いてください: ja, en\n"
    assert run(*argv, env={"LANG": "C.UTF-8", "RENKEI_LANG": "en"}).err.startswith("error: --lang: 'xx' cannot")


def test_an_unknown_command_has_a_list_of_those_there_are(run: Run) -> None:
    """Where nothing is near, all commands are named."""
    result = run("xyzzy")
    assert result.code == 2
    assert result.err.splitlines()[1].startswith("次のコマンドを使ってください: list, filter, search, ")


def test_a_complaint_of_a_commands_own_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    """A value that a command itself refuses is told in the command's words."""
    i18n.activate("en")
    group = tree()
    command = group.get_command(None, "list")
    context = command.make_context("renkei list", [], obj=())
    parameter = next(one for one in command.params if one.name == "since")
    assert report_error(BadParameter("no such day", context, parameter)) == 2
    assert capsys.readouterr().err == "error: --since: no such day\nrenkei list --help shows what there is\n"


def test_a_bug_says_so(run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What nobody foresaw is a short message; its place is shown on request."""
    assert report_error(ZeroDivisionError("by zero")) == 70
    assert "Traceback" not in capsys.readouterr().err
    monkeypatch.setenv("RENKEI_DEBUG", "1")
    assert report_error(ZeroDivisionError("by zero")) == 70
    assert "ZeroDivisionError: by zero" in capsys.readouterr().err
    assert run("list", "-n", "1", "-o", "ids").code == 0


def test_all_faults_are_listed_before_their_number(capsys: pytest.CaptureFixture[str]) -> None:
    """Faulty case files are told fault by fault, and then in one line."""
    i18n.activate("en")
    faults = [Diagnostic(Location("a.yaml", line, 1), "rule", "wrong") for line in (1, 2)]
    assert report_error(errors.InvalidDataError("2 faults", faults)) == 4
    assert capsys.readouterr().err.splitlines() == [*map(str, faults), "error: 2 faults"]


@pytest.mark.parametrize("argv", [["list", "--json"], ["--version"], ["--help"], []])
@pytest.mark.parametrize(("reader", "code"), [(True, 4), (False, 0)])
def test_an_answer_that_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, argv: list[str], reader: bool, code: int
) -> None:
    """A full disk is a failure; a reader who has left is none. Neither leaves anything to be written later."""
    reading, writing = os.pipe()
    os.close(reading)
    target = os.open("/dev/full", os.O_WRONLY) if reader else writing
    with os.fdopen(target, "w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert main([*argv, "--lang", "en"]) == code
    said = capsys.readouterr().err
    assert said == ("error: the answer cannot be written: there is no room left\n" if reader else "")


def test_tab_complains_of_nothing(run: Run) -> None:
    """Behind a command that does not exist, no complaint reaches the prompt."""
    assert not run("lst", "", env={"_RENKEI_COMPLETE": "bash"}).err


@pytest.mark.usefixtures("unbroken")
def test_faults_in_case_files_are_all_listed(run: Run, tmp_path: Path) -> None:
    """Each with file, line, column and its rule's name; then how many."""
    file = tmp_path / "cases.yaml"
    file.write_text("cases:\n  - id: Himeshima\n    budget: 1\n", encoding="utf-8")
    result = run("list", "--data", str(file), "--lang", "en")
    *faults, last, hint = result.err.splitlines()
    assert (result.code, result.out) == (4, "")
    assert all(fault.startswith(f"{file}:") and fault.endswith("]") for fault in faults)
    assert last == f"error: {len(faults)} faults in the case files"
    assert hint == "renkei validate shows each with its line"


@pytest.fixture
def broken(checkout: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Stand in an installation whose table of neighbours is damaged, which nothing in renkei reckons with."""
    (tmp_path / "data" / "prefecture-neighbours.csv").write_text("one,other,how\n01\n", encoding="utf-8")
    return checkout


@pytest.mark.usefixtures("unbroken")
def test_a_bug_of_ours_is_a_short_message(process: Run, broken: dict[str, str]) -> None:
    """No traceback, but how to get one, and the exit code that is kept for it."""
    result = process("list", "--lang", "en", env=broken)
    assert (result.returncode, result.stdout) == (70, "")
    first, second = result.stderr.splitlines()
    assert first.startswith("error: this is a bug in renkei: ValueError: not enough values")
    assert second == "RENKEI_DEBUG=1 shows where"


def test_a_bug_of_ours_shows_where_it_is(process: Run, broken: dict[str, str]) -> None:
    """RENKEI_DEBUG=1 prints the traceback, a line each."""
    result = process("list", "--lang", "en", env=broken | {"RENKEI_DEBUG": "1"})
    assert result.returncode == 70
    assert result.stderr.startswith("Traceback (most recent call last):\n")
    assert "in neighbours\n" in result.stderr
