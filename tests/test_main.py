"""Every command in every surrounding: encodings, colours, closed, full or narrow streams, and readers who leave."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.cli.app import main
from renkei_cli.cli.commands import COMMANDS

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


def ended(*argv: str, through: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own, or from a line of the shell, where it is "$@"."""
    line = ["/bin/sh", "-c", through, "sh"] if through else []
    return subprocess.run([*line, *PROGRAM, *argv], capture_output=True, check=False, env={**os.environ, **env})  # noqa: S603 - our own program


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


def nearest(text: str, encoding: str) -> str:
    """Return what of a text is written in an encoding that lacks some of it."""
    return text.encode(encoding, "renkei.nearest").decode(encoding)


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "latin-1"])
def test_a_terminal_gets_the_nearest_characters(run: Run, console: Run, encoding: str) -> None:
    """What is printed is what UTF-8 would hold, each character the nearest that the encoding has, then 〓."""
    for argv in (*ANSWERS, *PAGES, FAULTY, ["事例"], ["show", "焰"], ["list", "--theem"]):
        whole = run(*argv)
        code, out, err = console(*argv, encoding=encoding)
        assert code == whole.code == max((FAILURES.get(word, 0) for word in argv), default=0)
        assert (out, err) == (nearest(whole.out, encoding), nearest(whole.err, encoding)), argv


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
            assert console(*argv, "-O", str(file), "--force", encoding="ascii")[0] == 0
        assert file.read_bytes() == whole
        assert "火焰型土器" in file.read_text(encoding="utf-8")


def test_where_the_locale_has_no_japanese(tmp_path: Path) -> None:
    """What is typed is read as UTF-8, paths go on as bytes, a terminal gets what it can show, and scripts get UTF-8."""
    file = tmp_path / "事例.txt"
    for line in ("search 火焰 -o ids", "list -t 隣県 --sort 名称 -o ids", f"filter type=隣県 -o ids -O {file}"):
        result = ended(*line.split(), **NO_LOCALE)
        assert (result.returncode, result.stdout or file.read_bytes()) == (0, b"tsunan-sakae\n")
    for line, code, said in (("show 津南町", 0, "火焰型土器"), ("list -h", 0, "事例"), ("nope", 2, "コマンド")):
        for encoding in ("cp932", "ascii"):
            result = ended(*line.split(), RENKEI_LANG="ja", PYTHONIOENCODING=encoding, **NO_LOCALE)
            printed = (result.stdout + result.stderr).decode(encoding)
            assert (line, result.returncode, "Traceback" in printed) == (line, code, False)
            assert nearest(said, encoding) in printed
    data = ended("show", "tsunan-sakae", "--json", PYTHONIOENCODING="ascii", **NO_LOCALE).stdout
    assert "火焰型土器" in data.decode("utf-8")


def test_what_is_no_text_is_no_crash(run: Run) -> None:
    """Bytes that no encoding has, and the half characters that Windows lets be typed, are words that mean nothing."""
    words = [os.fsdecode(word) for word in (b"\xff", b"\xed\xa0\x80", b"a\xe3\x81", b"title=\x80")]
    for argv in (["search"], ["show"], ["list", "-m"], ["list", "--fields"], ["filter"], ["help"], []):
        assert {run(*argv, word).code for word in (*words, "\ud800", "\ud800\udcff")} <= {0, 2, 3}
    result = ended("search", words[0])
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


COLOURS = {
    "": False, "FORCE_COLOR=1": True, "FORCE_COLOR=true": True, "FORCE_COLOR=0": False, "FORCE_COLOR=": False,
    "CLICOLOR_FORCE=1": True, "CLICOLOR_FORCE=0": False, "FORCE_COLOR=1 NO_COLOR=1": False,
    "FORCE_COLOR=1 NO_COLOR=": True, "FORCE_COLOR=1 TERM=dumb": True, "FORCE_COLOR=1 RENKEI_PLAIN=1": False,
    "GITHUB_ACTIONS=true PY_COLORS=1": False, "TTY_COMPATIBLE=1 TTY_INTERACTIVE=1": False, "CLICOLOR=1": False,
}  # fmt: skip


def test_colour_in_a_pipe(run: Run) -> None:
    """FORCE_COLOR and CLICOLOR_FORCE ask for it, as everywhere; NO_COLOR wins, and so does --color."""
    for line, coloured in COLOURS.items():
        env = dict(setting.split("=") for setting in line.split())
        for argv in (*ANSWERS, ["--help"], ["list", "-h"]):
            assert ("\x1b[" in run(*argv, env=env).out) is coloured, (line, argv)
        assert "\x1b[" not in run("list", "--color", "never", env=env).out
        assert "\x1b" not in run("list", "--json", env=env).out + run("show", "saga", "-o", "csv", env=env).out


# --- streams ---


def test_the_installed_command_loses_nothing(process: Run, run: Run) -> None:
    """`renkei` is what `python -m renkei_cli` is, and has written all that it had to write when it ends."""
    ended = process("list", "--json")
    assert (ended.returncode, ended.stdout) == (0, run("list", "--json").out)
    start = "from importlib.metadata import distribution as of; of('renkei-cli').entry_points['renkei'].load()()"
    ended = subprocess.run([sys.executable, "-c", start, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert ended.stdout == "renkei 0.1.0\n"


def test_a_reader_who_has_seen_enough_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command found decides its end; more is to be written here than a pipe holds."""
    monkeypatch.chdir(tmp_path)
    cases = "".join(f"  - {{id: a{number}, type: x}}\n" for number in range(3000))
    (tmp_path / "many.yaml").write_text(f"cases:\n{cases}", encoding="utf-8")
    for line, code in (
        ("list --json", 0),
        ("list -O /dev/stdout", 0),
        ("validate many.yaml -o json -O /dev/stdout", 1),
        ("fmt --check --diff many.yaml", 1),
    ):
        result = ended(*line.split(), through='{ "$@"; echo $? >&3; } 3>code | head -c 1')
        assert (line, Path("code").read_text(encoding="ascii")) == (line, f"{code}\n")
        assert b"Traceback" not in result.stderr


LOST = "error: the answer cannot be written: "
CLOSED, FULL = f"{LOST}the stream is closed\n", f"{LOST}there is no room left\n"
STREAMS = (
    ('"$@" >&-', "list --json", 4, CLOSED),
    ('"$@" >&-', "list -o table", 4, CLOSED),
    ('"$@" >&-', "--help", 4, CLOSED),
    ('"$@" 2>&-', "list -o ids -n 1", 0, ""),
    ('"$@" 2>&-', "show nowhere", 3, ""),
    ('"$@" <&- >&- 2>&-', "list", 4, ""),
    ('"$@" <&-', "list -n 0", 0, "0 of 8 cases\n"),
    ('"$@" > /dev/full', "list --json", 4, FULL),
    ('"$@" > /dev/full', "show tsunan-sakae", 4, FULL),
    ('"$@" > /dev/full', "--help", 4, FULL),
    ('"$@" > /dev/full', "--version", 4, FULL),
    ('"$@"', "list -O /dev/full", 4, "error: /dev/full cannot be written: there is no room left\n"),
    ('"$@" 2> /dev/full', "list -n 0", 0, ""),
)


def test_a_stream_that_is_closed_or_full(tmp_path: Path) -> None:
    """An answer that cannot be written is a failure, and told; that nobody hears what is told is none."""
    full = Path("/dev/full").exists()
    for through, line, code, said in STREAMS:
        if full or "/dev/full" not in through + line:
            result = ended(*line.split(), through=through, RENKEI_LANG="en")
            assert (through, line, result.returncode, result.stderr.decode()) == (through, line, code, said)
    # A file does not take the place of a stream.
    file = tmp_path / "ids.txt"
    result = ended("list", "-o", "ids", "-n", "1", "-O", str(file), through='"$@" >&- 2>&-')
    assert (result.returncode, file.read_text(encoding="utf-8")) == (0, "saga\n")
    if not full:
        pytest.skip("the system has no /dev/full")


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
