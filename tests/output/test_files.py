"""The file that an answer goes to."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.cli.app import main
from renkei_cli.output.messages import silence_stream

Run = Callable[..., Any]
TABLE = "名称,参加団体,出典\n甲,彦根市;長浜市,x\n"
IMPORT = ["import", "t.csv", "--role", "lead", "-O"]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbroken: None) -> None:  # noqa: ARG001 - messages are whole
    """Work in a folder with a table and a faulty case file."""
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(TABLE, encoding="utf-8")
    Path("t.yaml").write_text("[]\n", encoding="utf-8")


def test_a_file_is_replaced_whole_or_not_at_all(run: Run) -> None:
    """What cannot be encoded leaves the old file as it was, and nothing beside it; a link stays a link."""
    file, link = Path("cases.csv"), Path("link.csv")
    file.write_text("before", encoding="utf-8")
    link.symlink_to(file)
    argv = ["list", "--encoding", "cp932", "-O", str(link)]
    assert (run(*argv).code, file.read_text(encoding="utf-8")) == (4, "before")
    assert run(*argv, "--encoding-errors", "nearest").code == 0
    assert link.is_symlink()
    assert "火炎型土器" in file.read_text(encoding="cp932")
    assert sorted(os.listdir()) == ["cases.csv", "link.csv", "t.csv", "t.yaml"]  # noqa: PTH208 - names alone


def test_what_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    """A folder, a link that leads to itself, a stream that is closed, a disk that is full."""
    Path("loop.csv").symlink_to("loop.csv")
    for output, reason in {
        str(tmp_path): f"{tmp_path} cannot be written: it is a folder",
        "loop.csv": "loop.csv cannot be written: ",
        "none/x.csv": "none/x.csv cannot be written: ",
        "/dev/fd/987": "/dev/fd/987 cannot be written: ",
        "/dev/full": "/dev/full cannot be written: ",
    }.items():
        result = run("list", "-O", output, "--lang", "en")
        assert (result.code, result.out) == (4, "")
        assert result.err.startswith(f"error: {reason}")


def test_a_stream_is_written_on() -> None:
    """What others have written to a stream, and write to it afterwards, stays, though it may be a file."""
    for output in ("-", "/dev/stdout", "/dev/fd/1", "/dev/stderr"):
        with Path("f.txt").open("w", encoding="utf-8") as file:
            file.write("before\n")
            file.flush()
            streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            streams["stderr" if output.endswith("stderr") else "stdout"] = file.fileno()
            program = [sys.executable, "-m", "renkei_cli", "list", "-o", "ids", "-n", "1", "-O", output]
            assert subprocess.run(program, **streams, check=False).returncode == 0  # type: ignore[call-overload] # noqa: S603 - our own program
            file.seek(0, os.SEEK_END)
            file.write("after\n")
        assert Path("f.txt").read_text(encoding="utf-8") == "before\nsaga\nafter\n", output


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["list", "-O", "x.csv"], "written: x.csv (8 cases)"),
        (["list", "-n", "2", "-O", "x.txt"], "written: x.txt (2 of 8 cases)"),
        (["search", "IT", "-O", "x.json"], "written: x.json (1 case)"),
        (["compare", "saga", "hamada", "-O", "x.MD"], "written: x.MD (2 cases)"),
        (["show", "saga", "-O", "x.yaml"], "written: x.yaml"),
        (["schema", "-O", "x.json"], "written: x.json"),
        ([*IMPORT, "x.yml"], "written: x.yml (1 case imported)"),
        (["validate", "t.yaml", "-O", "x.json"], "written: x.json (files: 1, cases: 1, errors: 1, warnings: 0)"),
        (["new", "x.yaml", "--template"], "written: x.yaml"),
    ],
)
def test_a_written_file_is_told(run: Run, argv: list[str], told: str) -> None:
    """Whatever the form, the reader hears on stderr that it is there and how much is in it."""
    result = run(*argv, "--lang", "en")
    assert result.out == ""
    assert told in result.err.splitlines()


def test_a_reader_who_leaves_has_seen_enough(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that nobody reads any more is a success, be it stdout or named as a file."""
    reading, writing = os.pipe()
    os.close(reading)
    assert run("show", "saga", "-O", f"/dev/fd/{writing}")[:3] == (0, "", "")
    with os.fdopen(writing, "w", encoding="utf-8") as stdout, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stdout)
        assert main(["show", "saga"]) == 0


def test_what_is_no_file_is_not_told(run: Run) -> None:
    """The screen and a device are no files that anyone looks for."""
    assert {run("list", "-o", "csv", "-O", output).err for output in ("-", "/dev/null")} == {""}


def test_an_empty_name_is_refused(run: Run) -> None:
    """It is most often a variable that was not set."""
    for argv in (["list", "-O"], ["schema", "-O"], ["import", "t.csv", "-O"], ["import", "t.csv", "--folder"]):
        result = run(*argv, "", "--lang", "en")
        assert (result.code, result.out) == (2, "")
        assert f"{'--folder' if '--folder' in argv else '--output'}: its value is missing" in result.err


def test_a_case_file_is_called_one(run: Run) -> None:
    """YAML under another name is refused, with the name that would be right, and nothing is written."""
    for argv in (IMPORT, ["new", "--template"]):
        for name in ("x.csv", "x"):
            result = run(*argv, name, "--lang", "en")
            message = f"error: {name}: a case file is YAML, and its name ends in .yaml, .yml"
            assert (result.code, result.err.splitlines()) == (2, [message, "write it as in x.yaml"])
            assert not Path(name).exists()
        for place, reason in {
            ".": "it is a folder", "none/x.yaml": "there is no folder none", f"{'x' * 300}.yaml": "",
        }.items():  # fmt: skip
            result = run(*argv, place, "--lang", "en")
            assert result.code == 4
            assert result.err.startswith(f"error: {place} cannot be written: {reason}")


def test_an_import_overwrites_nothing_unasked(run: Run) -> None:
    """A file that is there stays, unless --force says otherwise; a stream is no file."""
    Path("x.yaml").write_text("mine", encoding="utf-8")
    result = run(*IMPORT, "x.yaml", "--lang", "en")
    assert (result.code, Path("x.yaml").read_text(encoding="utf-8")) == (4, "mine")
    assert "x.yaml is there already\nchoose another name; --force writes over it\n" in result.err
    assert run(*IMPORT, "x.yaml", "--force").code == 0
    assert Path("x.yaml").read_text(encoding="utf-8").startswith("cases:")
    assert run(*IMPORT, "/dev/stdout").out.startswith("cases:")


def test_what_is_silenced_waits_for_no_reader() -> None:
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
