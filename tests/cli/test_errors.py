"""What is wrong with a command line, in the reader's words, with what would be right; and how bugs are shown."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer import BadParameter

from renkei_cli.cli.app import command_tree, main
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
    (["search"],
     "エラー: 「語」が指定されていません\n次のように書いてください: renkei search 観光 ガイド\n",
     "error: WORD is missing\nwrite it as in: renkei search tourism guide\n"),
    (["list", "観光", "(北)"],
     "エラー: 余分な語があります: 観光 (北)\n語で検索するには: renkei search 観光 '(北)'\n",
     "error: words too many: 観光 (北)\nto look for words: renkei search 観光 '(北)'\n"),
    (["list", "span_km>500", "-n", "3"],
     "エラー: 余分な語があります: span_km>500\n条件で絞り込むには: renkei filter 'span_km>500' -n 3\n",
     "error: words too many: span_km>500\nto narrow by terms: renkei filter 'span_km>500' -n 3\n"),
    (["list", "--テーマ", "観光"],
     "エラー: --テーマ というオプションはありません\nもしかして: --theme\n",
     "error: there is no option --テーマ\nrenkei list --help shows what there is\n"),
    (["list", "-theme", "観光"],
     "エラー: -theme というオプションはありません\nもしかして: --theme\n",
     "error: there is no option -theme\ndid you mean --theme?\n"),
    (["list", "--count"],
     "エラー: --count というオプションはありません\n使い方は renkei list --help で確認できます\n",
     "error: there is no option --count\nrenkei list --help shows what there is\n"),
    (["completion", "bash", "zsh"],
     "エラー: 余分な語があります: zsh\n使い方は renkei completion --help で確認できます\n",
     "error: words too many: zsh\nrenkei completion --help shows what there is\n"),
    (["lst"],
     "エラー: 'lst' というコマンドはありません\nもしかして: renkei list\n",
     "error: there is no command 'lst'\ndid you mean renkei list?\n"),
    (["検索", "観光", "$(rm x)"],
     "エラー: '検索' というコマンドはありません\nもしかして: renkei search 観光 '$(rm x)'\n",
     "error: there is no command '検索'\ndid you mean renkei search 観光 '$(rm x)'?\n"),
    (["一覧"],
     "エラー: '一覧' というコマンドはありません\nもしかして: renkei list\n",
     "error: there is no command '一覧'\ndid you mean renkei list?\n"),
    (["ｓｈｏｗ", "hamada"],
     "エラー: 'ｓｈｏｗ' というコマンドはありません\nもしかして: renkei show hamada\n",
     "error: there is no command 'ｓｈｏｗ'\ndid you mean renkei show hamada?\n"),
    (["観光", "ガイド"],
     "エラー: '観光' というコマンドはありません\n語で検索するには: renkei search 観光 ガイド\n",
     "error: there is no command '観光'\nto look for words: renkei search 観光 ガイド\n"),
]  # fmt: skip


def test_complaints_are_in_the_readers_words(run: Run) -> None:
    """Each slip of the hand is answered in both languages, with a way out, and exit code 2."""
    for argv, japanese, english in SAID:
        assert run(*argv, env={"LANG": "ja_JP.UTF-8"}) == (2, "", japanese, b"")
        assert run(*argv, env={"LANG": "en_GB.UTF-8"}) == (2, "", english, b"")


def test_an_unknown_language_is_refused(run: Run) -> None:
    """The languages that there are are named, in the language of the environment."""
    for argv in (["--lang", "xx"], ["list", "--lang", "xx"], ["--lang=xx", "list"]):
        assert run(*argv).err == "エラー: --lang: 'xx' は使えません\n次のどれかを書いてください: ja, en\n"
        assert run(*argv, env={"LANG": "C.UTF-8", "RENKEI_LANG": "en"}).err.startswith("error: --lang: 'xx' cannot")


def test_a_complaint_that_nobody_foresaw_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    """What a newer Typer may refuse is shown in its own words."""
    i18n.activate("en")
    command: Any = command_tree().get_command(None, "list")
    context = command.make_context("renkei list", [], obj=())
    assert report_error(BadParameter("no such day", context, command.params[0])) == 2
    said = "error: in the words of the system: “no such day”\nrenkei list --help shows what there is\n"
    assert capsys.readouterr().err == said


def test_a_bug_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What nobody foresaw is a short message; its place is shown on request."""
    i18n.activate("en")

    def reported() -> list[str]:
        with pytest.raises(ZeroDivisionError) as caught:
            _ = 1 / 0
        assert report_error(caught.value) == 70
        return capsys.readouterr().err.splitlines()

    message = "error: this is a bug in renkei: ZeroDivisionError: division by zero"
    assert reported() == [message, "RENKEI_DEBUG=1 shows where"]
    monkeypatch.setenv("RENKEI_DEBUG", "1")
    first, *_lines, last = reported()
    assert (first, last) == ("Traceback (most recent call last):", message)


def test_a_bug_of_ours_ends_the_program_with_its_own_code(
    process: Run, checkout: dict[str, str], tmp_path: Path
) -> None:
    """As in an installation whose table of neighbours is damaged, which nothing in renkei reckons with."""
    (tmp_path / "data" / "prefecture-neighbours.csv").write_text("one,other,how\n01\n", encoding="utf-8")
    result = process("list", "--lang", "en", env=checkout)
    assert (result.returncode, result.stdout) == (70, "")
    assert result.stderr.startswith("error: this is a bug in renkei: ValueError: not enough values")


@pytest.mark.usefixtures("unbroken")
def test_faults_in_case_files_are_listed_before_their_number(run: Run, tmp_path: Path) -> None:
    """Each with file, line, column and its rule's name; a command that was asked for something else names 20."""
    file = tmp_path / "cases.yaml"
    file.write_text("cases:\n  - id: Himeshima\n    budget: 1\n" + "  - {}\n" * 20, encoding="utf-8")
    result = run("list", "--data", str(file), "--lang", "en")
    *faults, more, last, hint = result.err.splitlines()
    assert (result.code, result.out, len(faults)) == (4, "", 20)
    assert [fault for fault in faults if not (fault.startswith(f"{file}:") and fault.endswith("]"))] == []
    total = int(last.removeprefix("error: ").split()[0])
    assert last == f"error: {total} faults in the case files"
    assert (more, hint) == (f"… and {total - 20} more", "renkei validate shows each with its line")


def test_all_faults_are_listed_where_no_other_command_shows_them(capsys: pytest.CaptureFixture[str]) -> None:
    """Faulty case files are told fault by fault, and then in one line."""
    i18n.activate("en")
    faults = [Diagnostic(Location("a.yaml", line, 1), "rule", "wrong") for line in range(1, 30)]
    assert report_error(errors.InvalidDataError("29 faults", faults)) == 4
    assert capsys.readouterr().err.splitlines() == [*map(str, faults), "error: 29 faults"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_an_answer_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A full disk is a failure; a reader who has left is none. Neither leaves anything to be written later."""
    full = "error: the answer cannot be written: there is no room left\n"
    for argv in (["list", "--json"], ["--version"], ["--help"], []):
        for reader, code in ((True, 4), (False, 0)):
            reading, writing = os.pipe()
            os.close(reading)
            target = os.open("/dev/full", os.O_WRONLY) if reader else writing
            with monkeypatch.context() as patch, os.fdopen(target, "w", encoding="utf-8") as out:
                patch.setattr(sys, "stdout", out)
                assert main([*argv, "--lang", "en"]) == code
            assert capsys.readouterr().err == (full if reader else "")
