"""The program in its surroundings: streams that are closed, full or narrow, and readers who leave."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.core.text import transliterate

Run = Callable[..., Any]
PROGRAM = [sys.executable, "-m", "renkei_cli"]


def _shell(line: str, *argv: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the program from a line of bash, where it is "$@"."""
    return subprocess.run(  # noqa: S603 - our own program
        ["/bin/bash", "-c", line, "bash", *PROGRAM, *argv],
        env={**os.environ, "RENKEI_LANG": "en", **env}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_reader_who_has_seen_enough_is_no_failure() -> None:
    """A pipe that is closed early ends the program well and in silence."""
    ended = _shell('"$@" | head -c 1; echo ${PIPESTATUS[0]}', "list", "--json")
    assert (ended.stdout, ended.stderr) == ("[0\n", "")


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["list", "--json"], 0),
        (["list", "-O", "/dev/stdout"], 0),
        (["validate", "many.yaml"], 1),
        (["validate", "many.yaml", "-o", "json", "-O", "/dev/stdout"], 1),
        (["fmt", "--check", "--diff", "many.yaml"], 1),
    ],
)
def test_what_a_command_found_decides_also_where_the_reader_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str], code: int
) -> None:
    """More is to be written than a pipe holds; what is said beside the answer is said, too."""
    monkeypatch.chdir(tmp_path)
    cases = "".join(f"  - {{id: a{number}, type: x}}\n" for number in range(3000))
    (tmp_path / "many.yaml").write_text(f"cases:\n{cases}", encoding="utf-8")
    ended = _shell('"$@" | head -c 1 >/dev/null; echo ${PIPESTATUS[0]}', *argv)
    assert ended.stdout == f"{code}\n"
    assert "Traceback" not in ended.stderr


def test_nothing_is_lost_at_the_end(process: Run, run: Run) -> None:
    """A program that leaves quickly has written all that it had to write."""
    ended = process("list", "--json")
    assert (ended.returncode, ended.stdout) == (0, run("list", "--json").out)


def test_the_installed_command_is_the_module() -> None:
    """`renkei` is what `python -m renkei_cli` is."""
    start = "from importlib.metadata import distribution as of; of('renkei-cli').entry_points['renkei'].load()()"
    ended = subprocess.run([sys.executable, "-c", start, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert ended.stdout == "renkei 0.1.0\n"


@pytest.mark.parametrize("argv", [["list", "--json"], ["list"], ["--version"], ["list", "-O", "/dev/full"]])
def test_a_full_disk_is_told(argv: list[str]) -> None:
    """An answer that finds no room is a failure with a message."""
    ended = _shell('"$@" > /dev/full', *argv)
    assert (ended.returncode, ended.stderr[:6], "no room left" in ended.stderr) == (4, "error:", True)
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("line", "argv", "code", "said"),
    [
        ('"$@" >&-', ["list", "--json"], 4, "error: the answer cannot be written: the stream is closed\n"),
        ('"$@" >&-', ["list", "-o", "table"], 4, "error: the answer cannot be written: the stream is closed\n"),
        ('"$@" 2>&-', ["list", "-o", "ids", "-n", "1"], 0, ""),
        ('"$@" 2>&-', ["show", "nowhere"], 3, ""),
        ('"$@" <&- >&- 2>&-', ["list"], 4, ""),
        ('"$@" <&-', ["list", "-n", "0"], 0, "0 of 8 cases\n"),
    ],
)
def test_a_closed_stream_is_no_bug(line: str, argv: list[str], code: int, said: str) -> None:
    """Without stdout the answer is lost, and that is told; stderr and stdin are not needed for one."""
    ended = _shell(line, *argv)
    assert (ended.returncode, ended.stderr) == (code, said)


def test_a_file_does_not_take_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    """With stdout closed, a file still gets the answer and nothing else."""
    file = tmp_path / "ids.txt"
    ended = _shell('"$@" >&- 2>&-', "list", "-o", "ids", "-n", "1", "-O", str(file))
    assert (ended.returncode, file.read_text(encoding="utf-8")) == (0, "saga\n")


@pytest.mark.parametrize("encoding", ["cp932", "ascii"])
@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["list"], 0, "参加団体"),
        (["show", "tsunan-sakae"], 0, "■ 概要"),
        (["--help"], 0, "事例"),
        (["list", "-h"], 0, "事例"),
        (["nope"], 2, "コマンド"),
    ],
)
def test_a_terminal_that_lacks_characters(encoding: str, argv: list[str], code: int, said: str) -> None:
    """What its encoding lacks is replaced by the nearest, on stdout and stderr, in help pages too."""
    ended = subprocess.run(  # noqa: S603 - our own program
        [*PROGRAM, *argv], capture_output=True, check=False,
        env={**os.environ, "LANG": "ja_JP", "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    printed = (ended.stdout + ended.stderr).decode(encoding)
    assert (ended.returncode, "Traceback" in printed) == (code, False)
    assert transliterate(said, encoding) in printed


def test_the_nearest_character_stands_for_one_that_is_lacking() -> None:
    """火焰型土器 can be read in the encoding of Japanese Windows, and scripts get UTF-8 all the same."""
    env = {**os.environ, "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp932"}
    page, data = (
        subprocess.run([*PROGRAM, "show", "tsunan-sakae", "-o", form], capture_output=True, check=True, env=env).stdout  # noqa: S603 - our own program
        for form in ("table", "json")
    )
    assert "火炎型土器" in page.decode("cp932")
    assert "火焰型土器" in data.decode("utf-8")


# --- interruptions: what holds the program is a pipe that nobody empties ---


def _interrupted(argv: list[str], held: Callable[[], int], **streams: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as Popen takes them
    """Interrupt the program when `held` has met it at the pipe; give its exit code and what it said."""
    with subprocess.Popen([*PROGRAM, *argv], stderr=subprocess.PIPE, **streams) as running:  # noqa: S603 - our own program
        pipe = held()
        # The program has begun, and has more to write than the pipe holds.
        assert os.read(pipe, 1) == b"{"
        try:
            running.send_signal(signal.SIGINT)
            _out, err = running.communicate(timeout=60)
        finally:
            running.kill()
            os.close(pipe)
    return running.returncode, err


def test_an_interruption_ends_at_once() -> None:
    """Ctrl-C while a reader keeps the program waiting: exit 130, in silence, without waiting for the reader."""
    reading, writing = os.pipe()

    def held() -> int:
        os.close(writing)
        return reading

    assert _interrupted(["compare", "--json"], held, stdout=writing) == (130, b"")


def test_an_interruption_while_a_file_is_written(tmp_path: Path) -> None:
    """The same where the answer goes into a named pipe by -O."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)

    assert _interrupted(["compare", "--json", "-O", str(fifo)], lambda: os.open(fifo, os.O_RDONLY)) == (130, b"")
