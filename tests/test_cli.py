"""The commands as their users type them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
REMOTE = ["local-venture", "fujieda-eniwa", "hamada", "minokamo-yonago"]
WITHIN = ["saga", "takamatsu", "himeshima"]


@pytest.mark.parametrize(
    ("argv", "ids"),
    [
        (["list", "--type", "遠隔"], REMOTE),
        (["list", "--type", "遠"], REMOTE),
        (["list", "--type", "remote"], REMOTE),
        (["list", "--type", "ｒｅｍｏｔｅ"], REMOTE),
        (["list", "--type", "県内"], WITHIN),
        (["list", "--type", "隣県"], ["tsunan-sakae"]),
        (["list", "--prefecture", "島根"], ["local-venture", "hamada"]),
        (["list", "--prefecture", "北海道"], ["local-venture", "fujieda-eniwa", "hamada"]),
        (["list", "-p", "oita", "-p", "44"], ["himeshima"]),
        (["list", "--municipality", "札幌市"], []),
        (["list", "--since", "H29", "--until", "FY2017"], ["saga", "himeshima", "local-venture"]),
        (["list", "--sort", "-participants", "-n", "1"], ["local-venture"]),
        (["filter", "participants>=4"], ["saga", "local-venture", "hamada"]),
        (["filter", "span_km>500"], ["local-venture", "fujieda-eniwa", "hamada"]),
        (["filter", "theme=観光"], ["tsunan-sakae"]),
        (["filter", "type!=遠隔"], [*WITHIN, "tsunan-sakae"]),
        (["filter", "title~アイランド"], ["himeshima"]),
        (["search", "観光", "ガイド"], ["tsunan-sakae"]),
        (["search", "ひめしま"], ["himeshima"]),
        (["search", "himeshima"], ["himeshima"]),
        (["search", "観光", "-ガイド"], ["fujieda-eniwa"]),
        (["search", "雪国　文化"], ["tsunan-sakae"]),
        (["show", "恵庭市"], ["fujieda-eniwa"]),
        (["show", "012319"], ["fujieda-eniwa"]),
        (["compare", "himeshima", "takamatsu"], ["himeshima", "takamatsu"]),
    ],
)
def test_the_right_cases_answer(run: Run, argv: list[str], ids: list[str]) -> None:
    """Each command line finds just these cases."""
    result = run(*argv, "-o", "ids")
    assert (result.code, result.out.split()) == (0, ids)


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["list", "--fields", "titel"], 2, "title"),
        (["list", "--colour"], 2, "--color"),
        (["list", "-o", "xlsx"], 2, "markdown"),
        (["list", "--since", "yesterday"], 2, "2017-08"),
        (["list", "--excel"], 2, "csv"),
        (["list", "extra"], 2, "extra"),
        (["lst"], 2, "list"),
        (["show"], 2, "ID"),
        (["filter", "foo=1"], 2, "participants"),
        (["filter", "theme"], 2, "participants>=3"),
        (["filter", "type==遠隔"], 2, "!="),
        (["search", "-観光"], 2, "renkei search"),
        (["show", "himesima"], 3, "himeshima"),
        (["show", "北海道"], 3, "hamada"),
        (["list", "-o", "csv", "--encoding", "cp932"], 4, "焰"),
        (["list", "-O", "no/such/folder/cases.csv"], 4, "no/such/folder"),
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_wrong_is_named_with_what_would_be_right(
    run: Run, argv: list[str], code: int, said: str, language: str
) -> None:
    """A mistake goes to stderr with the table's exit code and a way out; stdout stays empty."""
    result = run(*argv, "--lang", language)
    assert result.code == code
    assert said in result.err
    assert result.err.startswith("エラー" if language == "ja" else "error")
    assert "Traceback" not in result.err


def test_a_misspelt_type_is_answered_with_the_right_one(run: Run) -> None:
    """遠隔連系 is taken for 遠隔連携."""
    result = run("list", "--type", "遠隔連系")
    assert (result.code, result.out) == (2, "")
    assert "遠隔連携" in result.err


def test_json_is_an_array_of_whole_cases(run: Run) -> None:
    """A script gets all cases, with text in both languages, and nothing on stderr."""
    result = run("list", "--json")
    cases = json.loads(result.out)
    assert [case["type"] for case in cases].count("遠隔連携") == 4
    assert cases[2]["title"] == {"ja": "ITアイランド推進計画", "en": "IT Island Promotion Plan"}
    assert not result.err
    assert json.loads(run("list", "-m", "札幌市", "--json").out) == []


def test_excel_gets_a_mark_line_ends_and_headers_that_it_knows(run: Run) -> None:
    """A CSV for Excel begins with a byte order mark and has CRLF; it has one line a case."""
    raw = run("list", "-o", "csv", "--excel").raw
    assert raw.startswith("\ufeffID,連携類型".encode())
    assert raw.count(b"\r\n") == 9


def test_a_file_is_replaced_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    """What cannot be encoded leaves the old file as it was, and nothing beside it."""
    file = tmp_path / "cases.csv"
    file.write_text("before", encoding="utf-8")
    result = run("list", "-o", "csv", "--encoding", "cp932", "-O", str(file))
    assert (result.code, file.read_text(encoding="utf-8")) == (4, "before")
    assert "tsunan-sakae" in result.err
    nearest = run("list", "-o", "csv", "--encoding", "cp932", "--encoding-errors", "nearest", "-O", str(file))
    assert (nearest.code, os.listdir(tmp_path)) == (0, ["cases.csv"])  # noqa: PTH208 - names alone
    assert "火炎型土器" in file.read_text(encoding="cp932")


@pytest.mark.parametrize("columns", ["20", "60", "80", "160"])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("argv", [["list"], ["compare"], ["compare", "himeshima", "takamatsu"], ["search", "IT"]])
def test_no_line_is_wider_than_the_terminal(run: Run, argv: list[str], language: str, columns: str) -> None:
    """Tables fold; they are never wider than the screen."""
    from rich.cells import cell_len  # noqa: PLC0415 - the measure that Rich itself takes

    result = run(*argv, "--lang", language, env={"COLUMNS": columns})
    assert result.code == 0
    assert max(cell_len(line) for line in result.out.splitlines()) <= int(columns)


def test_a_page_says_what_the_source_does_not(run: Run) -> None:
    """Where a planner looks for a budget or a KPI, the page says that the source is silent."""
    page = run("show", "himeshima").out
    assert "■ 予算・財源\n  出典に記載なし" in page
    assert "■ KPI\n  出典に記載なし" in page


def test_yaml_can_be_read_again(run: Run) -> None:
    """What -o yaml prints is a case file without faults."""
    from renkei_cli.authoring.check import Checker  # noqa: PLC0415 - the authoring wing, for this test alone
    from renkei_cli.authoring.source import entries  # noqa: PLC0415 - the same

    faults: list[Any] = []
    assert len(list(Checker(faults).cases(entries("cases.yaml", run("list", "-o", "yaml").raw, faults)))) == 8
    assert faults == []


def test_a_reader_who_has_seen_enough_is_no_failure() -> None:
    """A pipe that is closed early ends the program well and in silence."""
    ended = subprocess.run(  # noqa: S602 - a pipe of the shell is under test
        f"{sys.executable} -m renkei_cli list --json | head -c 1; echo ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (ended.stdout, ended.stderr) == ("[0\n", "")


def test_nothing_is_lost_at_the_end(process: Run, run: Run) -> None:
    """A program that leaves quickly has written all that it had to write."""
    ended = process("list", "--json")
    assert (ended.returncode, ended.stdout) == (0, run("list", "--json").out)


def test_a_full_disk_is_told() -> None:
    """An answer that finds no room is a failure with a message."""
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        ended = subprocess.run(
            [sys.executable, "-m", "renkei_cli", "list", "--json"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 4
    assert b"Traceback" not in ended.stderr


SHOW_MODULES = (
    "import sys; from renkei_cli.cli import main; code = main(sys.argv[1:]); "
    "print(*sorted(name for name in ('pydantic', 'ruamel', 'rich') if name in sys.modules), file=sys.stderr)"
)


@pytest.mark.parametrize(
    ("argv", "env", "loaded"),
    [
        (["list", "--json"], {}, ""),
        (["show", "himeshima", "--json"], {}, ""),
        (["list", "-o", "csv"], {}, ""),
        (["search", "観光", "--json"], {}, ""),
        (["show", "hi"], {"_RENKEI_COMPLETE": "bash"}, ""),
        (["list", "--type", ""], {"_RENKEI_COMPLETE": "zsh"}, ""),
        (["list"], {}, "rich"),
        (["search", "観光"], {}, "rich"),
    ],
)
def test_a_command_loads_only_what_it_needs(run: Run, argv: list[str], env: dict[str, str], loaded: str) -> None:
    """Scripts and TAB load neither pydantic nor ruamel nor rich; tables load rich alone."""
    run("list", "-o", "ids")
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", SHOW_MODULES, *argv],
        env={**os.environ, **env}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert ended.stderr.splitlines()[-1:] == [loaded]


@pytest.mark.parametrize(
    ("shell", "words", "offer"),
    [
        ("bash", ["sh"], "show"),
        ("bash", ["show", "hi"], "himeshima"),
        ("zsh", ["show", "hi"], "himeshima:ITアイランド推進計画"),
        ("fish", ["list", "--type", ""], "遠隔連携\tRemote"),
        ("fish", ["list", "-p", "shima"], "shimane\t島根県"),
        ("bash", ["list", "--fields", "id,tit"], "id,title"),
        ("bash", ["list", "--prefe"], "--prefecture"),
    ],
)
def test_tab_offers(run: Run, shell: str, words: list[str], offer: str) -> None:
    """TAB offers commands, ids with titles, values and fields."""
    result = run(*words, env={"_RENKEI_COMPLETE": shell})
    assert offer in result.out.splitlines()
    assert not result.err


@pytest.mark.parametrize("command", ["list", "filter", "search", "show", "compare", "completion"])
def test_every_command_and_option_has_help(run: Run, command: str) -> None:
    """A help page has an example, and no option is left without a word."""
    from renkei_cli.cli import tree  # noqa: PLC0415 - built in the test's language

    assert f"renkei {command}" in run(command, "-h").out
    loaded = tree().get_command(None, command)  # type: ignore[arg-type]
    assert loaded is not None
    assert all(getattr(parameter, "help", "") for parameter in loaded.params)


def test_the_program_alone_shows_its_help(run: Run) -> None:
    """Without a command, the help page; with --version, the version."""
    assert "compare" in run().out
    assert run("--version").out == "renkei 0.1.0\n"
