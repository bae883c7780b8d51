"""Every command in every surrounding: encodings, widths, colours, closed and full streams. Nothing crashes."""

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
from renkei_cli.output.wrap import width

Run = Callable[..., Any]
PROGRAM = [sys.executable, "-m", "renkei_cli"]
ANSWERS = {
    "list": ["list"],
    "filter": ["filter", "type=隣県"],
    "search": ["search", "火焰"],
    "show": ["show", "tsunan-sakae"],
    "compare": ["compare", "tsunan-sakae", "saga"],
}
PAGES = {"alone": [], "program": ["--help"], "list -h": ["list", "-h"], "topic": ["help", "themes"]}
FAULTY = str(Path(__file__).parent / "validation" / "examples" / "doubts.yaml")
FAILURES = {
    "faults": (["validate", FAULTY], 1),
    "unknown": (["事例"], 2),
    "nowhere": (["show", "焰"], 3),
    "option": (["list", "--theem"], 2),
}
ENCODINGS = {
    "cp932": {"PYTHONIOENCODING": "cp932"},
    "strict": {"PYTHONIOENCODING": "cp932:strict"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "POSIX": {"LANG": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
ON = {"RENKEI_LANG": "ja"}


def ended(*argv: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own."""
    return subprocess.run([*PROGRAM, *argv], capture_output=True, check=False, env={**os.environ, **env})  # noqa: S603 - our own program


# --- encodings ---


@pytest.mark.parametrize("surrounding", ENCODINGS)
@pytest.mark.parametrize("name", [*ANSWERS, *PAGES, *FAILURES])
def test_a_terminal_gets_the_nearest_characters(run: Run, name: str, surrounding: str) -> None:
    """What is printed is what UTF-8 would hold, each character the nearest that the encoding has, then 〓."""
    argv, code = FAILURES.get(name, ((ANSWERS | PAGES).get(name, []), 0))
    result = ended(*argv, **ON, **ENCODINGS[surrounding])
    encoding = ENCODINGS[surrounding].get("PYTHONIOENCODING", "ascii").partition(":")[0]
    whole = run(*argv, env=ON)
    assert (result.returncode, whole.code) == (code, code)
    assert result.stdout.decode(encoding) == transliterate(whole.out, encoding)
    assert b"Traceback" not in result.stderr
    # Where the locale has no text, a complaint names the bytes that were typed.
    if surrounding not in ("C", "POSIX") or name not in FAILURES:
        assert result.stderr.decode(encoding) == transliterate(whole.err, encoding)


@pytest.mark.parametrize("surrounding", ENCODINGS)
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_file_is_right_wherever_it_is_written(run: Run, tmp_path: Path, form: str, surrounding: str) -> None:
    """-O writes UTF-8, with every character, whatever the terminal has, and whatever says that there be colour."""
    file = tmp_path / "case"
    argv = ["show", "tsunan-sakae", "-o", form]
    assert ended(*argv, "-O", str(file), FORCE_COLOR="1", **ON, **ENCODINGS[surrounding]).returncode == 0
    assert file.read_bytes() == run(*argv, env=ON).raw
    assert "火焰型土器" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "argv",
    [*ANSWERS.values(), *PAGES.values(), ["validate", FAULTY], *([name, "-h"] for name in COMMANDS), ["nope"]],
    ids=" ".join,
)
def test_a_windows_console(monkeypatch: pytest.MonkeyPatch, argv: list[str]) -> None:
    """Streams as Python opens them on a Japanese Windows: cp932 that refuses what it lacks, and CRLF."""
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="cp932", errors="strict", newline="\r\n"))
    monkeypatch.setattr(
        sys, "stderr", io.TextIOWrapper(err, encoding="cp932", errors="backslashreplace", newline="\r\n")
    )
    assert main(argv) == {"nope": 2, "validate": 1}.get("".join(argv[:1]) if "-h" not in argv else "", 0)
    sys.stdout.flush()
    sys.stderr.flush()
    printed = (out.getvalue() + err.getvalue()).decode("cp932")
    assert printed.count("\n") == printed.count("\r\n") > 0
    assert "焰" not in printed


def test_arguments_are_not_expanded_on_windows(tmp_path: Path) -> None:
    """Typer's main would do it there: `search *` would search for the names of files. It is never called."""
    program = (
        "import typer.core; typer.core.TyperGroup.main = typer.core.TyperCommand.main = None; "
        "from renkei_cli.__main__ import run; run()"
    )
    (tmp_path / "観光.txt").touch()
    for argv, said in ((["search", "*.txt", "-o", "ids"], ""), (["list", "-n", "0"], "8件のうち0件\n")):
        result = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program, *argv], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert (result.returncode, result.stderr) == (0, said)


@pytest.mark.parametrize("argv", [["search"], ["show"], ["list", "-m"], ["list", "--fields"], ["filter"], ["help"], []])
@pytest.mark.parametrize("word", [b"\xff", b"\xed\xa0\x80", b"a\xe3\x81", b"title=\x80"])
def test_what_is_no_text_is_no_crash(argv: list[str], word: bytes) -> None:
    """Bytes that no encoding has are words that mean nothing."""
    result = subprocess.run([*PROGRAM, *argv, word], capture_output=True, check=False)  # noqa: S603 - our own program
    assert result.returncode in (0, 2, 3)


def test_a_lone_surrogate_is_no_crash(run: Run) -> None:
    """Windows lets half a character be typed."""
    assert (run("search", "\ud800").code, run("show", "\ud800\udcff").code) == (0, 3)


def test_japanese_can_be_typed_where_the_locale_has_none() -> None:
    """What comes as bytes is read as UTF-8, and paths go on as bytes."""
    there = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    asked = [["search", "火焰"], ["show", "津南町"], ["list", "-t", "隣県", "--sort", "名称"], ["filter", "type=隣県"]]
    assert {ended(*argv, "-o", "ids", **there).stdout for argv in asked} == {b"tsunan-sakae\n"}


def test_a_file_has_a_japanese_name_where_the_locale_has_none(tmp_path: Path) -> None:
    """It is the one that was typed."""
    there = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert ended("list", "-o", "ids", "-O", str(tmp_path / "事例.txt"), **there).returncode == 0
    assert (tmp_path / "事例.txt").read_text(encoding="utf-8").startswith("saga\n")


# --- widths ---


@pytest.mark.parametrize("columns", ["", "0", "-1", "abc", "1", "20", "10000", "1e3", "９０"])
@pytest.mark.parametrize("name", [*ANSWERS, "program"])
def test_any_columns(run: Run, name: str, columns: str) -> None:
    """A number that makes sense is obeyed, from 20 on; all else is as good as unset."""
    argv = (ANSWERS | PAGES)[name]
    out = run(*argv, env={"COLUMNS": columns}).out
    asked = int(columns) if columns.lstrip("-").isdecimal() else 0
    assert max(map(width, out.splitlines())) <= (max(asked, 20) if asked > 0 else 120)
    if asked <= 0:
        assert out == run(*argv, env={"COLUMNS": "120"}).out


# --- colours ---


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "3"}, True),
        ({"FORCE_COLOR": "true"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": ""}, False),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"FORCE_COLOR": "1", "RENKEI_PLAIN": "1"}, False),
        ({"GITHUB_ACTIONS": "true"}, False),
        ({"GITHUB_ACTIONS": "1", "PY_COLORS": "1"}, False),
        ({"TTY_COMPATIBLE": "1", "TTY_INTERACTIVE": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"CLICOLOR": "1"}, False),
    ],
)
@pytest.mark.parametrize("name", [*ANSWERS, "program", "list -h"])
def test_colour_in_a_pipe(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, env: dict[str, str], *, coloured: bool
) -> None:
    """FORCE_COLOR and CLICOLOR_FORCE ask for it, as everywhere; NO_COLOR wins, and so does --color."""
    for variable in ("CLICOLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(variable, raising=False)
    argv = (ANSWERS | PAGES)[name]
    assert ("\x1b[" in run(*argv, env=env).out) is coloured
    if name in ANSWERS:
        assert "\x1b[" not in run(*argv, "--color", "never").out
        assert "\x1b" not in run(*argv, "--json").out + run(*argv, "-o", "csv").out


@pytest.mark.parametrize("obeys", [True, False])
def test_an_old_windows_console_gets_no_escapes(terminal: Run, *, obeys: bool) -> None:
    """It would print them; newer ones obey."""
    program = (
        "import os, sys; from rich import _windows; from renkei_cli.output.writer import Wish, colored; "
        f"_windows.get_windows_console_features = lambda: _windows.WindowsConsoleFeatures(vt={obeys}); os.name = 'nt'; "
        "found = colored(sys.stdout, Wish()), colored(sys.stdout, Wish(color='always')); os.name = 'posix'; "
        "print(*found, colored(sys.stdout, Wish()))"
    )
    assert terminal("-c", program, module=None).out == f"{obeys} True True\n"


# --- streams ---


@pytest.mark.parametrize("name", [*ANSWERS, *PAGES])
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
def test_a_stream_that_is_closed_or_full(name: str, line: str, code: int) -> None:
    """An answer that cannot be written is a failure, and told; that nobody hears what is told is none."""
    result = subprocess.run(  # noqa: S603 - our own program
        ["/bin/bash", "-c", line, "bash", *PROGRAM, *(ANSWERS | PAGES)[name]],
        env={**os.environ, "RENKEI_LANG": "en"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert result.returncode == code
    assert "Traceback" not in result.stderr
    if code and "2>" not in line:
        assert re.fullmatch("error: the answer cannot be written: .*\n", result.stderr)
