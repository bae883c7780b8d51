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
needs_full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")


def _shell(line: str, *argv: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the program from a line of the shell, where it is "$@"."""
    return subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-c", line, "sh", *PROGRAM, *argv],
        env={**os.environ, "RENKEI_LANG": "en", **env}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_reader_who_has_seen_enough_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command found decides its end; more is to be written here than a pipe holds."""
    monkeypatch.chdir(tmp_path)
    cases = "".join(f"  - {{id: a{number}, type: x}}\n" for number in range(3000))
    (tmp_path / "many.yaml").write_text(f"cases:\n{cases}", encoding="utf-8")
    for argv, code in (
        (["list", "--json"], 0),
        (["list", "-O", "/dev/stdout"], 0),
        (["validate", "many.yaml", "-o", "json", "-O", "/dev/stdout"], 1),
        (["fmt", "--check", "--diff", "many.yaml"], 1),
    ):
        ended = _shell('{ "$@"; echo $? >&3; } 3>code | head -c 1', *argv)
        assert (argv, Path("code").read_text(encoding="ascii")) == (argv, f"{code}\n")
        assert "Traceback" not in ended.stderr


def test_the_installed_command_loses_nothing(process: Run, run: Run) -> None:
    """`renkei` is what `python -m renkei_cli` is, and has written all that it had to write when it ends."""
    ended = process("list", "--json")
    assert (ended.returncode, ended.stdout) == (0, run("list", "--json").out)
    start = "from importlib.metadata import distribution as of; of('renkei-cli').entry_points['renkei'].load()()"
    ended = subprocess.run([sys.executable, "-c", start, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert ended.stdout == "renkei 0.1.0\n"


@needs_full_disk
def test_a_full_disk_is_told() -> None:
    """An answer that finds no room is a failure with a message; where the message finds none, the code stays."""
    for argv in (["list", "--json"], ["--version"], ["list", "-O", "/dev/full"]):
        ended = _shell('"$@" > /dev/full', *argv)
        assert (ended.returncode, ended.stderr[:6], "no room left" in ended.stderr) == (4, "error:", True)
        assert "Traceback" not in ended.stderr
    assert _shell('"$@" 2> /dev/full', "list", "-n", "0").returncode == 0


CLOSED = [
    ('"$@" >&-', ["list", "--json"], 4, "error: the answer cannot be written: the stream is closed\n"),
    ('"$@" >&-', ["list", "-o", "table"], 4, "error: the answer cannot be written: the stream is closed\n"),
    ('"$@" 2>&-', ["list", "-o", "ids", "-n", "1"], 0, ""),
    ('"$@" 2>&-', ["show", "nowhere"], 3, ""),
    ('"$@" <&- >&- 2>&-', ["list"], 4, ""),
    ('"$@" <&-', ["list", "-n", "0"], 0, "0 of 8 cases\n"),
]


def test_a_closed_stream_is_no_bug(tmp_path: Path) -> None:
    """Without stdout the answer is lost, and that is told; a file does not take its place."""
    for line, argv, code, said in CLOSED:
        ended = _shell(line, *argv)
        assert (line, argv, ended.returncode, ended.stderr) == (line, argv, code, said)
    file = tmp_path / "ids.txt"
    ended = _shell('"$@" >&- 2>&-', "list", "-o", "ids", "-n", "1", "-O", str(file))
    assert (ended.returncode, file.read_text(encoding="utf-8")) == (0, "saga\n")


@pytest.mark.parametrize("encoding", ["cp932", "ascii"])
def test_a_terminal_that_lacks_characters(encoding: str) -> None:
    """What its encoding lacks is replaced by the nearest, in help pages and messages too; scripts get UTF-8."""
    env = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "RENKEI_LANG": "ja"}
    for line, code, said in (
        ("show tsunan-sakae", 0, "火焰型土器"),
        ("list -h", 0, "事例"),
        ("nope", 2, "コマンド"),
    ):
        ended = subprocess.run([*PROGRAM, *line.split()], capture_output=True, check=False, env=env)  # noqa: S603 - our own program
        printed = (ended.stdout + ended.stderr).decode(encoding)
        assert (line, ended.returncode, "Traceback" in printed) == (line, code, False)
        assert transliterate(said, encoding) in printed
    data = subprocess.run([*PROGRAM, "show", "tsunan-sakae", "--json"], capture_output=True, check=True, env=env).stdout  # noqa: S603 - our own program
    assert "火焰型土器" in data.decode("utf-8")


# --- interruptions: what holds the program is a pipe that nobody empties ---


def _interrupted(argv: list[str], held: Callable[[], int], **streams: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as Popen takes them
    """Interrupt the program when `held` has met it at the pipe; return its exit code and what it said."""
    # A caller may have told its children to ignore interruptions.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen([*PROGRAM, *argv], stderr=subprocess.PIPE, **streams) as running:  # noqa: S603 - our own program
        signal.signal(signal.SIGINT, before)
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


def test_an_interruption_ends_at_once(tmp_path: Path) -> None:
    """Ctrl-C while a reader keeps the program waiting: exit 130, in silence, also where -O names a pipe."""
    reading, writing = os.pipe()

    def held() -> int:
        os.close(writing)
        return reading

    assert _interrupted(["compare", "--json"], held, stdout=writing) == (130, b"")
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert _interrupted(["compare", "--json", "-O", str(fifo)], lambda: os.open(fifo, os.O_RDONLY)) == (130, b"")
