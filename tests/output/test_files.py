"""The file that an answer goes to."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.output.files import silence_stream

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, and hear messages as they are in a pipe."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS")


@pytest.mark.parametrize("output", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/stderr"])
@pytest.mark.parametrize("argv", [["list", "-o", "ids", "-n", "1"], ["import", "t.csv", "--role", "lead"]])
def test_a_stream_is_written_on(output: str, argv: list[str]) -> None:
    """What others have written to a stream, and write to it afterwards, stays, though it may be a file."""
    Path("t.csv").write_text("名称,参加団体,出典\n甲,彦根市;長浜市,x\n", encoding="utf-8")
    redirected = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with Path("f.txt").open("w", encoding="utf-8") as file:
        file.write("before\n")
        file.flush()
        redirected["stderr" if output.endswith("stderr") else "stdout"] = file.fileno()
        program = [sys.executable, "-m", "renkei_cli", *argv, "-O", output]
        ended = subprocess.run(program, **redirected, check=False)  # type: ignore[call-overload] # noqa: S603 - our own program
        file.seek(0, os.SEEK_END)
        file.write("after\n")
    assert ended.returncode == 0
    first, *body, last = Path("f.txt").read_text(encoding="utf-8").splitlines()
    assert (first, last) == ("before", "after")
    assert any(line in ("saga", "cases:") for line in body)
    assert not any("f.txt" in line or output in line for line in body)


def test_a_stream_that_is_closed_is_told(run: Run) -> None:
    """As any file that cannot be written."""
    result = run("list", "-O", "/dev/fd/987", "--lang", "en")
    assert (result.code, result.err) == (4, "error: /dev/fd/987 cannot be written: the stream is closed\n")


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["list", "-O", "x.csv"], "written: x.csv (8 cases)"),
        (["list", "-n", "2", "-O", "x.txt"], "written: x.txt (2 of 8 cases)"),
        (["search", "IT", "-O", "x.json"], "written: x.json (1 case)"),
        (["compare", "saga", "hamada", "-O", "x.MD"], "written: x.MD (2 cases)"),
        (["show", "saga", "-O", "x.yaml"], "written: x.yaml"),
        (["schema", "-O", "x.json"], "written: x.json"),
        (["compile", "x.sqlite"], "written: x.sqlite (8 cases)"),
        (["import", "t.csv", "--role", "lead", "-O", "x.yml"], "written: x.yml (1 case imported)"),
        (["validate", "t.yaml", "-O", "x.json"], "written: x.json (files: 1, cases: 1, errors: 1, warnings: 0)"),
        (["new", "x.yaml", "--template"], "written: x.yaml"),
    ],
)
def test_a_written_file_is_told(run: Run, argv: list[str], told: str) -> None:
    """Whatever the form, the reader hears on stderr that it is there and how much is in it."""
    Path("t.csv").write_text("名称,参加団体,出典\n甲,彦根市;長浜市,x\n", encoding="utf-8")
    Path("t.yaml").write_text("[]\n", encoding="utf-8")
    result = run(*argv, "--lang", "en")
    assert result.out == ""
    assert told in result.err.splitlines()


@pytest.mark.parametrize("output", ["-", "/dev/null"])
def test_what_is_no_file_is_not_told(run: Run, output: str) -> None:
    """The screen and a device are no files that anyone looks for."""
    assert run("list", "-o", "csv", "-O", output).err == ""


@pytest.mark.parametrize(
    "argv",
    [["list", "-O", ""], ["schema", "-O", ""], ["import", "t.csv", "-O", ""], ["import", "t.csv", "--folder", ""]],
)
def test_an_empty_name_is_refused(run: Run, argv: list[str]) -> None:
    """It is most often a variable that was not set."""
    result = run(*argv, "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert f"{'--folder' if '--folder' in argv else '--output'}: its value is missing" in result.err


@pytest.mark.parametrize("name", ["x.csv", "x.json", "x"])
@pytest.mark.parametrize("argv", [["import", "t.csv", "--role", "lead", "-O"], ["new", "--template"]])
def test_a_case_file_is_called_one(run: Run, argv: list[str], name: str) -> None:
    """YAML under another name is refused, with the name that would be right, and nothing is written."""
    Path("t.csv").write_text("名称,参加団体,出典\n甲,彦根市;長浜市,x\n", encoding="utf-8")
    result = run(*argv, name, "--lang", "en")
    assert (result.code, result.err.splitlines()) == (
        2,
        [f"error: {name}: a case file is YAML, and its name ends in .yaml, .yml", "write it as in x.yaml"],
    )
    assert not Path(name).exists()


def test_an_import_overwrites_nothing_unasked(run: Run) -> None:
    """A file that is there stays, unless --force says otherwise."""
    Path("t.csv").write_text("名称,参加団体,出典\n甲,彦根市;長浜市,x\n", encoding="utf-8")
    Path("x.yaml").write_text("mine", encoding="utf-8")
    argv = ["import", "t.csv", "--role", "lead", "-O", "x.yaml", "--lang", "en"]
    result = run(*argv)
    assert (result.code, Path("x.yaml").read_text(encoding="utf-8")) == (4, "mine")
    assert "x.yaml is there already\nchoose another name; --force writes over it\n" in result.err
    assert run(*argv, "--force").code == 0
    assert Path("x.yaml").read_text(encoding="utf-8").startswith("cases:")


def test_what_is_muted_waits_for_no_reader() -> None:
    """What was still to be written is let go: nobody need read for the stream to close."""
    reading, writing = os.pipe()
    stream = os.fdopen(writing, "w", encoding="utf-8")
    stream.write("heard")
    stream.flush()
    stream.write("unheard")
    silence_stream(stream)
    stream.close()
    assert os.read(reading, 100) == b"heard"
    assert os.read(reading, 100) == b""
    os.close(reading)
