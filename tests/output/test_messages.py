"""What is told beside the answer: set to the screen, whole in a pipe."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.output.wrap import width

Run = Callable[..., Any]
SLIPS = (
    "list --type x", "list --theme x", "list --fields x", "list --sort x", "filter x=1", "help x", "xyzzy",
    "list --data a/path/that/leads/through/many/folders/until/it/ends/nowhere/at/all.yaml",
    "import faulty.csv --source x", "import faulty.csv --role x", "fmt keys.yaml", "list --data keys.yaml",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with a faulty table and a faulty case file."""
    here = Path(__file__).parents[1]
    for file in (here / "tables" / "faulty.csv", here / "validation" / "examples" / "keys.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_messages_as_people_read_them(run: Run, golden: Callable[[str, str], None], language: str) -> None:
    """They are broken to the screen, lists keep their values whole, and all that is said in one line is there."""
    whole = [run(*line.split(), "--lang", language, env={"COLUMNS": ""}).err for line in SLIPS]
    for columns in (40, 60, 100, 160):
        said = [run(*line.split(), "--lang", language, env={"COLUMNS": str(columns)}).err for line in SLIPS]
        if columns in (60, 100):
            golden(f"notes/{columns}.{language}.txt", "\n".join(said))
        for broken, unbroken in zip(said, whole, strict=True):
            assert all(width(line) <= min(columns, 100) for line in broken.splitlines())
            assert "".join(broken.split()) == "".join(unbroken.split())


@pytest.mark.usefixtures("unbroken")
def test_in_a_pipe_each_message_is_a_line(run: Run) -> None:
    """Programs find a place and all that is said of it on one line; however narrow a screen, the place is whole."""
    lines = run("import", "faulty.csv", "--source", "x", "--lang", "en").err.splitlines()
    assert len([line for line in lines if line.startswith("faulty.csv:") and line.endswith("]")]) == len(lines) - 2
    lines = run("import", "faulty.csv", "--source", "x", "--lang", "en", env={"COLUMNS": "20"}).err.splitlines()
    assert lines.count("faulty.csv:2:") == 3


def test_a_terminal_says_how_wide_it_is() -> None:
    """The messages are broken for the terminal that shows them, though the answer goes elsewhere."""
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    shown, ours = pty.openpty()
    termios.tcsetwinsize(ours, (24, 40))
    subprocess.run(
        [sys.executable, "-m", "renkei_cli", "list", "--fields", "x", "--lang", "en"],
        stdin=ours, stdout=subprocess.PIPE, stderr=ours, check=False,
        env={name: value for name, value in os.environ.items() if name != "COLUMNS"},
    )  # fmt: skip
    os.close(ours)
    printed = b""
    # A terminal that has been left gives an error instead of an end.
    with suppress(OSError):
        while part := os.read(shown, 4096):
            printed += part
    os.close(shown)
    lines = printed.decode().split("\r\n")
    assert lines[0] == "error: --fields: there is no field 'x'"
    assert len(lines) > 8
    assert all(width(line) <= 40 for line in lines)


def test_a_traceback_is_left_as_it_is(process: Run, checkout: dict[str, str], tmp_path: Path) -> None:
    """Its lines are long, and made to be copied."""
    (tmp_path / "data" / "prefecture-neighbours.csv").write_text("one,other,how\n01\n", encoding="utf-8")
    result = process("list", env=checkout | {"RENKEI_DEBUG": "1", "COLUMNS": "40"})
    assert any(line.startswith('  File "') and line.endswith("in neighbours") for line in result.stderr.splitlines())
