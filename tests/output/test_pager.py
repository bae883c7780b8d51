"""Long output through the reader's pager: only on a terminal, only if it is asked for."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Pager = Callable[[str], str]
LONG = ["show", "himeshima"]
BEGUN = "<pager -x>\n"


@pytest.fixture
def pager(tmp_path: Path) -> Pager:
    """Write a pager that says so, and then does what a line of shell says with its input."""

    def writes(line: str) -> str:
        file = tmp_path / "my pager"
        file.write_text(f"#!/bin/sh\necho '<pager '$1'>'\n{line}\n", encoding="utf-8")
        file.chmod(0o755)
        return f"'{file}' -x"

    return writes


def test_a_pager_shows_what_outgrows_the_screen(terminal: Run, pager: Pager) -> None:
    """It gets all of it, in colour and in the terminal's encoding; what is said beside comes when it is done."""
    code, shown, said, _raw = terminal("list", RENKEI_PAGER=pager("cat; echo '<end>'"))
    assert (code, said) == (0, "8件\n")
    assert shown == f"{BEGUN}{terminal('list').out}<end>\n"
    assert "\x1b[1mID\x1b[0m" in shown
    assert "火炎型土器" in terminal("show", "tsunan-sakae", encoding="cp932", RENKEI_PAGER=pager("cat")).out


def test_when_there_is_a_pager(terminal: Run, pager: Pager) -> None:
    """RENKEI_PAGER or --pager says so; never for files."""
    mine = pager("cat")
    for line, env, paged in (
        ("show himeshima", {"PAGER": mine}, False),
        ("show himeshima", {"RENKEI_PAGER": " "}, False),
        ("show himeshima --pager", {"PAGER": mine}, True),
        ("show himeshima --pager", {"RENKEI_PAGER": "cat", "PAGER": mine}, False),
        ("list --json", {"RENKEI_PAGER": mine}, True),
        ("list --help", {"RENKEI_PAGER": mine}, True),
        ("help --pager", {"PAGER": mine}, True),
        ("show himeshima -O /dev/null", {"RENKEI_PAGER": mine}, False),
    ):
        code, shown, _said, _raw = terminal(*line.split(), **env)
        assert (code, shown.startswith("<pager")) == (0, paged), (line, env)


def test_leaving_early_is_a_success(terminal: Run, pager: Pager) -> None:
    """Who has seen enough leaves the pager, and nothing is wrong."""
    for end in ("exec 0<&-", "kill -INT $$"):
        code, shown, said, _raw = terminal(*LONG, RENKEI_PAGER=pager(f"head -c 1 > /dev/null; {end}"))
        assert (code, shown, said) == (0, BEGUN, ""), end


@pytest.mark.parametrize("command", ["no-such-pager -x", "'", "/", "''", "false"])
def test_a_pager_that_fails_is_no_failure(terminal: Run, command: str) -> None:
    """The output comes without; and the reader hears why."""
    code, shown, said, _raw = terminal(*LONG, RENKEI_PAGER=command, RENKEI_LANG="en")
    assert (code, shown) == (0, terminal(*LONG, RENKEI_LANG="en").out)
    assert said == f"the pager {command!r} {'ended with an error' if command == 'false' else 'cannot be started'}\n"


def test_the_usual_pager(terminal: Run, tmp_path: Path) -> None:
    """Where nothing is named it is less, with what it needs unless the reader has other settings."""
    assert terminal(*LONG, "--pager", PATH=str(tmp_path)).out == terminal(*LONG).out
    file = tmp_path / "less"
    file.write_text('#!/bin/sh\necho "<$LESS $LV $LESSCHARSET>"\n', encoding="utf-8")
    file.chmod(0o755)
    there = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    assert terminal(*LONG, "--pager", **there).out == "<FRX -c utf-8>\n"
    assert terminal(*LONG, "--pager", **there, encoding="cp932", LESS="-i").out == "<-i -c >\n"


def test_an_interruption_is_for_the_pager(tmp_path: Path, pager: Pager) -> None:
    """Ctrl-C stops what the pager does, and not the program that waits for it."""
    pty = pytest.importorskip("pty")
    read, released = tmp_path / "read", tmp_path / "released"
    for fifo in (read, released):
        os.mkfifo(fifo)
    shown, terminal = pty.openpty()
    env = {**os.environ, "RENKEI_PAGER": pager(f"cat > /dev/null; echo > {read}; cat {released}")}
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "renkei_cli", *LONG], stdout=terminal, stderr=subprocess.PIPE, env=env
    ) as running:
        os.close(terminal)
        # The pager has read all, and so the program waits.
        read.read_text(encoding="utf-8")
        running.send_signal(signal.SIGINT)
        released.write_text("", encoding="utf-8")
        assert running.wait(60) == 0
    os.close(shown)
