"""Compiled indexes: written, opened again, refused."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.usefixtures("unbroken")
def test_a_compiled_index_answers_as_its_cases_do(run: Run, tmp_path: Path) -> None:
    """What is compiled is opened by `--data`, and gives the same answer."""
    target = tmp_path / "cases.sqlite"
    written = run("compile", str(target), "--lang", "en")
    assert (written.code, written.out, written.err) == (0, "", f"written: {target} (8 cases)\n")
    assert run("list", "--data", str(target), "--json").out == run("list", "--json").out


@pytest.mark.usefixtures("unbroken")
def test_an_index_goes_together_with_case_files(run: Run, tmp_path: Path, write_cases: Callable[..., Path]) -> None:
    """Its cases are taken over whole; a case that is there twice is named with both places."""
    folder, index = write_cases("one", themes="[{code: tourism}]"), tmp_path / "index.sqlite"
    run("compile", str(index), "--data", str(folder))
    both = ["--data", str(index), "--with-bundled"]
    assert run("list", *both, "-o", "ids").out.split()[-2:] == ["minokamo-yonago", "one"]
    assert run("search", "観光", *both, "--type", "県内", "-o", "ids").out == "one\n"
    answer = run("list", "--data", str(folder), "--data", str(index), "--lang", "en")
    assert answer.code == 4
    assert f"{index}: the id one is taken already, at {folder}/one.yaml:1:5" in answer.err


def test_it_takes_the_place_of_an_earlier_one(run: Run, tmp_path: Path, write_cases: Callable[..., Path]) -> None:
    """A second run replaces the file, and leaves nothing beside it."""
    target = tmp_path / "out" / "cases.sqlite"
    target.parent.mkdir()
    run("compile", str(target))
    assert run("compile", str(target), "--data", str(write_cases("one"))).code == 0
    assert run("list", "--data", str(target), "-o", "ids").out == "one\n"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(
    ("target", "code", "said"),
    [
        ("cases.db", 2, "cases.sqlite"),
        ("nowhere/cases.sqlite", 4, "there is no folder"),
        ("folder.sqlite", 4, "it is a folder"),
    ],
)
def test_what_cannot_be_written_is_named(run: Run, tmp_path: Path, target: str, code: int, said: str) -> None:
    """A name that would not be known again, and places that take no file."""
    (tmp_path / "folder.sqlite").mkdir()
    answer = run("compile", str(tmp_path / target), "--lang", "en")
    assert answer.code == code
    assert said in answer.err


def test_a_full_disk_leaves_nothing(run: Run, tmp_path: Path) -> None:
    """Where SQLite finds no room, that is said."""
    run("list", "-o", "ids")
    code = (
        "import resource, sys; from renkei_cli.cli import main\n"
        "usual = resource.getrlimit(resource.RLIMIT_FSIZE)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, usual[1])); code = main(sys.argv[1:])\n"
        # Whoever measures the test writes files of its own.
        "resource.setrlimit(resource.RLIMIT_FSIZE, usual); sys.exit(code)"
    )
    argv = [sys.executable, "-c", code, "compile", str(tmp_path / "cases.sqlite"), "--lang", "en"]
    ended = subprocess.run(argv, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own program
    assert ended.returncode == 4
    assert "cannot be written" in ended.stderr
    assert [path.name for path in tmp_path.iterdir() if "sqlite" in path.name] == []


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_what_is_no_index_is_refused(run: Run, tmp_path: Path, content: bytes | None) -> None:
    """An empty file, another file, an index of another program: each is named, with what to do."""
    target = tmp_path / "cases.sqlite"
    if content is None:
        run("compile", str(target))
        with sqlite3.connect(target) as connection:
            connection.execute("UPDATE made SET by = 'another'")
        connection.close()
    else:
        target.write_bytes(content)
    answer = run("list", "--data", str(target), "--lang", "en")
    assert (answer.code, answer.out) == (4, "")
    assert "cases.sqlite is no index" in answer.err
    assert "compile them again" in answer.err


def test_an_index_damaged_within_is_told(run: Run, tmp_path: Path) -> None:
    """Damage that shows only while reading ends with a message and the table's exit code."""
    target = tmp_path / "cases.sqlite"
    run("compile", str(target))
    content = bytearray(target.read_bytes())
    content[16384:] = b"\xff" * (len(content) - 16384)
    target.write_bytes(content)
    answer = run("list", "--data", str(target), "--lang", "en")
    assert answer.code == 4
    assert "Traceback" not in answer.err
