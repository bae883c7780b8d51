"""Every command in every surrounding: encodings, colours, closed and full streams. Nothing crashes."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.cli.app import main
from renkei_cli.cli.commands import COMMANDS
from renkei_cli.core.text import transliterate

Run = Callable[..., Any]
PROGRAM = [sys.executable, "-m", "renkei_cli"]
ANSWERS = (
    *(["list"], ["filter", "type=隣県"], ["search", "火焰"], ["show", "tsunan-sakae"]),
    ["compare", "tsunan-sakae", "saga"],
)
PAGES = ([], ["--help"], ["list", "-h"], ["help", "themes"])
FAULTY = ["validate", str(Path(__file__).parent / "validation" / "examples" / "doubts.yaml")]
FAILURES = {"validate": 1, "事例": 2, "焰": 3, "--theem": 2}
NO_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def ended(*argv: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    return subprocess.run([*PROGRAM, *argv], capture_output=True, check=False, env={**os.environ, **env})  # noqa: S603 - our own program


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Run a command line on streams of an encoding that refuse what it lacks, as Python opens them for a console."""

    def runs(*argv: str, encoding: str, newline: str = "\n") -> tuple[int, str, str]:
        streams = [io.BytesIO(), io.BytesIO()]
        for name, stream, errors in zip(("stdout", "stderr"), streams, ("strict", "backslashreplace"), strict=True):
            monkeypatch.setattr(sys, name, io.TextIOWrapper(stream, encoding, errors, newline))
        code = main(argv)
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = (stream.getvalue().decode(encoding) for stream in streams)
        return code, out, err

    return runs


# --- encodings ---


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "latin-1"])
def test_a_terminal_gets_the_nearest_characters(run: Run, console: Run, encoding: str) -> None:
    """What is printed is what UTF-8 would hold, each character the nearest that the encoding has, then 〓."""
    for argv in (*ANSWERS, *PAGES, FAULTY, ["事例"], ["show", "焰"], ["list", "--theem"]):
        whole = run(*argv)
        code, out, err = console(*argv, encoding=encoding)
        assert code == whole.code == max((FAILURES.get(word, 0) for word in argv), default=0)
        assert (out, err) == (transliterate(whole.out, encoding), transliterate(whole.err, encoding)), argv


def test_a_windows_console(console: Run) -> None:
    """Line ends are its own, on either stream."""
    for argv in (*ANSWERS, *PAGES, FAULTY, *([name, "-h"] for name in COMMANDS), ["nope"]):
        _code, out, err = console(*argv, encoding="cp932", newline="\r\n")
        assert (out + err).count("\n") == (out + err).count("\r\n") > 0, argv
        assert "焰" not in out


def test_a_file_is_right_wherever_it_is_written(run: Run, console: Run, tmp_path: Path) -> None:
    """-O writes UTF-8, with every character, whatever the terminal has, and whatever says that there be colour."""
    file = tmp_path / "case"
    for form in ("table", "json", "csv", "markdown"):
        argv = ["show", "tsunan-sakae", "-o", form]
        whole = run(*argv).raw
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FORCE_COLOR", "1")
            assert console(*argv, "-O", str(file), encoding="ascii")[0] == 0
        assert file.read_bytes() == whole
        assert "火焰型土器" in file.read_text(encoding="utf-8")


def test_where_the_locale_has_no_japanese(tmp_path: Path) -> None:
    """What is typed is read as UTF-8, paths go on as bytes, and a terminal gets what it can show."""
    file = tmp_path / "事例.txt"
    for argv in (
        ["search", "火焰"],
        ["list", "-t", "隣県", "--sort", "名称"],
        ["filter", "type=隣県", "-O", str(file)],
    ):
        result = ended(*argv, "-o", "ids", **NO_LOCALE)
        assert result.returncode == 0
        assert (result.stdout or file.read_bytes()) == b"tsunan-sakae\n"
    result = ended("show", "津南町", RENKEI_LANG="ja", **NO_LOCALE)
    assert (result.returncode, result.stdout.isascii()) == (0, True)


def test_what_is_no_text_is_no_crash(run: Run) -> None:
    """Bytes that no encoding has, and the half characters that Windows lets be typed, are words that mean nothing."""
    words = [os.fsdecode(word) for word in (b"\xff", b"\xed\xa0\x80", b"a\xe3\x81", b"title=\x80")]
    for argv in (["search"], ["show"], ["list", "-m"], ["list", "--fields"], ["filter"], ["help"], []):
        assert {run(*argv, word).code for word in (*words, "\ud800", "\ud800\udcff")} <= {0, 2, 3}
    result = subprocess.run([*PROGRAM, "search", b"\xff"], capture_output=True, check=False)  # noqa: S603 - our own program
    assert (result.returncode, result.stdout) == (0, b"")


def test_arguments_are_not_expanded_on_windows(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typer's main would do it there: `search *` would search for the names of files. It is never called."""
    (tmp_path / "観光.txt").touch()
    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("typer.core.TyperGroup.main", None)
        patch.setattr("typer.core.TyperCommand.main", None)
        assert run("search", "*.txt", "-o", "ids")[:2] == (0, "")


# --- colours ---


@pytest.mark.parametrize(
    ("given", "coloured"),
    [
        ("FORCE_COLOR=1", True), ("FORCE_COLOR=true", True), ("FORCE_COLOR=1 NO_COLOR=", True),
        ("FORCE_COLOR=1 TERM=dumb", True), ("CLICOLOR_FORCE=1", True),
        ("", False), ("FORCE_COLOR=0", False), ("FORCE_COLOR=", False), ("CLICOLOR_FORCE=0", False),
        ("FORCE_COLOR=1 NO_COLOR=1", False), ("FORCE_COLOR=1 RENKEI_PLAIN=1", False),
        ("GITHUB_ACTIONS=true PY_COLORS=1", False), ("TTY_COMPATIBLE=1", False), ("CLICOLOR=1", False),
    ],
)  # fmt: skip
def test_colour_in_a_pipe(run: Run, given: str, *, coloured: bool) -> None:
    """FORCE_COLOR and CLICOLOR_FORCE ask for it, as everywhere; NO_COLOR wins, and so does --color."""
    env = dict(one.split("=") for one in given.split())
    for argv in (*ANSWERS, ["--help"], ["list", "-h"]):
        assert ("\x1b[" in run(*argv, env=env).out) is coloured, argv
    assert "\x1b[" not in run("list", "--color", "never", env=env).out
    assert "\x1b" not in run("list", "--json", env=env).out + run("show", "saga", "-o", "csv", env=env).out


# --- streams ---


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('"$@" > /dev/full', 4),
        ('"$@" >&-', 4),
        ('"$@" 2>&-', 0),
        ('"$@" 2> /dev/full', 0),
        ('"$@" <&-', 0),
        ('"$@" <&- >&- 2>&-', 4),
        ('"$@" | head -c 1 > /dev/null; exit ${PIPESTATUS[0]}', 0),
    ],
)
def test_a_stream_that_is_closed_or_full(tool: Callable[..., str], line: str, code: int) -> None:
    """An answer that cannot be written is a failure, and told; that nobody hears what is told is none."""
    for argv in (["show", "tsunan-sakae"], ["--help"]):
        result = subprocess.run(  # noqa: S603 - our own program
            [tool("bash"), "-c", line, "bash", *PROGRAM, *argv],
            env={**os.environ, "RENKEI_LANG": "en"}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert result.returncode == code
        assert "Traceback" not in result.stderr
        if code and "2>" not in line:
            assert re.fullmatch("error: the answer cannot be written: .*\n", result.stderr)
