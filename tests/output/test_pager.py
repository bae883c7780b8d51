"""Long output through the reader's pager: only on a terminal, only if it is asked for."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Terminal = Callable[..., Any]
PROGRAM = [sys.executable, "-m", "renkei_cli"]
SHORT = ["list", "-o", "ids", "-n", "3"]
LONG = ["show", "himeshima"]


@pytest.fixture
def pager(tmp_path: Path) -> Callable[[str], str]:
    """Write a pager that says so, and then does what a line of shell says with its input."""

    def writes(line: str) -> str:
        file = tmp_path / "my pager"
        file.write_text(f"#!/bin/sh\necho '<pager '$1'>'\n{line}\n", encoding="utf-8")
        file.chmod(0o755)
        return f"'{file}' -x"

    return writes


def test_a_pager_shows_what_outgrows_the_screen(terminal: Terminal, pager: Callable[[str], str]) -> None:
    """It gets all of it, in colour, and what is said beside comes when it is done."""
    code, shown, said, _raw = terminal("list", RENKEI_PAGER=pager("cat; echo '<end>'"))
    assert (code, said) == (0, "8件\n")
    assert shown.startswith("<pager -x>\n\x1b[1mID\x1b[0m")
    assert shown.endswith("<end>\n")
    assert shown.removeprefix("<pager -x>\n").removesuffix("<end>\n") == terminal("list").out


@pytest.mark.parametrize(
    ("argv", "env", "paged"),
    [
        (LONG, {}, False),
        (LONG, {"PAGER": "{}"}, False),
        (LONG, {"RENKEI_PAGER": "{}"}, True),
        (LONG, {"RENKEI_PAGER": " "}, False),
        ([*LONG, "--pager"], {"PAGER": "{}"}, True),
        ([*LONG, "--pager"], {"RENKEI_PAGER": "{}", "PAGER": "cat"}, True),
        ([*LONG, "--pager"], {"RENKEI_PAGER": "cat", "PAGER": "{}"}, False),
        ([*LONG, "--json", "--pager"], {"PAGER": "{}"}, True),
        ([*LONG, "--plain"], {"RENKEI_PAGER": "{}"}, True),
        (["list", "--help"], {"RENKEI_PAGER": "{}"}, True),
        (["list", "--help", "--pager"], {"PAGER": "{}"}, True),
        (["help", "--pager"], {"PAGER": "{}"}, True),
        (SHORT, {"RENKEI_PAGER": "{}"}, False),
        ([*LONG, "-O", "/dev/null"], {"RENKEI_PAGER": "{}"}, False),
        (["completion", "bash"], {"RENKEI_PAGER": "{}"}, False),
        (["show", ""], {"RENKEI_PAGER": "{}", "_RENKEI_COMPLETE": "bash"}, False),
    ],
)
def test_when_there_is_a_pager(
    terminal: Terminal, pager: Callable[[str], str], argv: list[str], env: dict[str, str], *, paged: bool
) -> None:
    """RENKEI_PAGER or --pager says so; never for what fits, for files, for scripts of a shell or for TAB."""
    command = pager("cat")
    code, shown, _said, _raw = terminal(*argv, **{name: value.format(command) for name, value in env.items()})
    assert code == 0
    assert shown.startswith("<pager -x>") is paged


def test_a_pipe_has_no_pager(process: Run, pager: Callable[[str], str]) -> None:
    """What is piped goes on as it is."""
    ended = process(*LONG, "--pager", env={"RENKEI_PAGER": pager("cat")})
    assert ended.stdout == process(*LONG).stdout


@pytest.mark.parametrize("lines", [3, 6, 7, 8, 24])
def test_what_fits_the_screen_stays_on_it(terminal: Terminal, pager: Callable[[str], str], lines: int) -> None:
    """The prompt needs a line as well; a long line counts for what it takes."""
    argv = ["list", "--fields", "id", "-n", "3"]  # a header, and a rule and an id for each: seven lines
    shown = terminal(*argv, lines=lines, RENKEI_PAGER=pager("cat")).out
    assert shown.startswith("<pager") is (lines < 8)
    wide = terminal("show", "himeshima", "-o", "jsonl", lines=lines, RENKEI_PAGER=pager("cat")).out
    assert wide.startswith("<pager")


def test_a_terminal_that_does_not_know_its_size(terminal: Terminal, pager: Callable[[str], str]) -> None:
    """It is taken for one of 24 lines."""
    for argv, paged in ((SHORT, False), (LONG, True)):
        assert terminal(*argv, lines=0, cells=0, RENKEI_PAGER=pager("cat")).out.startswith("<pager") is paged


@pytest.mark.parametrize("argv", [LONG, ["compare", "--json"], ["list", "--help"]])
def test_leaving_early_is_a_success(terminal: Terminal, pager: Callable[[str], str], argv: list[str]) -> None:
    """Who has seen enough leaves the pager, and nothing is wrong."""
    code, shown, said, _raw = terminal(*argv, RENKEI_PAGER=pager("head -c 1 > /dev/null; exec 0<&-; exit 3"))
    assert (code, shown, said) == (0, "<pager -x>\n", "")


@pytest.mark.parametrize("command", ["no-such-pager -x", "'", "/", "''"])
def test_a_missing_pager_is_no_failure(terminal: Terminal, command: str) -> None:
    """The output comes without; and the reader hears why."""
    code, shown, said, _raw = terminal(*LONG, RENKEI_PAGER=command, RENKEI_LANG="en")
    assert (code, shown) == (0, terminal(*LONG, RENKEI_LANG="en").out)
    assert said == f"the pager {command!r} cannot be started\n"


def test_a_system_without_pagers(terminal: Terminal, tmp_path: Path) -> None:
    """Where there is none at all, --pager changes nothing."""
    assert terminal(*LONG, "--pager", PATH=str(tmp_path)) == terminal(*LONG)


@pytest.mark.parametrize("less", [None, "-i"])
def test_less_is_told_what_it_needs(terminal: Terminal, tmp_path: Path, less: str | None) -> None:
    """Where nothing is named it is less, with its usual settings unless the reader has others."""
    file = tmp_path / "less"
    file.write_text('#!/bin/sh\necho "<$LESS $LV $LESSCHARSET>"\n', encoding="utf-8")
    file.chmod(0o755)
    env = {} if less is None else {"LESS": less}
    shown = terminal(*LONG, "--pager", PATH=f"{tmp_path}:/bin:/usr/bin", **env).out
    assert shown == f"<{less or 'FRX'} -c utf-8>\n"
    shown = terminal(*LONG, "--pager", PATH=f"{tmp_path}:/bin:/usr/bin", encoding="cp932", **env).out
    assert shown == f"<{less or 'FRX'} -c >\n"


def test_the_encoding_is_the_terminals(terminal: Terminal, pager: Callable[[str], str]) -> None:
    """What it lacks is replaced by the nearest, in the pager as beside it."""
    shown = terminal("show", "tsunan-sakae", encoding="cp932", RENKEI_PAGER=pager("cat")).out
    assert "火炎型土器" in shown


def test_an_interruption_is_for_the_pager(tmp_path: Path, pager: Callable[[str], str]) -> None:
    """Ctrl-C stops what the pager does, and not the program that waits for it."""
    read, released = tmp_path / "read", tmp_path / "released"
    for fifo in (read, released):
        os.mkfifo(fifo)
    shown, terminal = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "RENKEI_PAGER": pager(f"cat > /dev/null; echo > {read}; cat {released}")}
    with subprocess.Popen([*PROGRAM, *LONG], stdout=terminal, stderr=subprocess.PIPE, env=env) as running:  # noqa: S603 - our own program
        os.close(terminal)
        # The pager has read all, and so the program waits.
        read.read_text(encoding="utf-8")
        running.send_signal(signal.SIGINT)
        released.write_text("", encoding="utf-8")
        assert running.wait(60) == 0
    os.close(shown)
