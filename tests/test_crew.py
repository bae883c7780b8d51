"""Reading with the help of other processes: the same to a byte, whatever becomes of them."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from renkei_cli import collection, compiling, files, i18n, member
from renkei_cli.crew import Crew, cores, strength
from renkei_cli.errors import DataError, FaultyDataError
from renkei_cli.index import Record

Write = Callable[..., Path]
CASE = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")
IDS = [f"c{number:03}" for number in range(600)]
"""Of more cases, a file each, than a process is given at a time."""


def _compiled(folder: Path, cache: Path, members: int) -> Path:
    """Compile a folder anew with so many processes; give the index, which lies in `cache` with nothing beside it."""
    wanted = collection.Wanted((str(folder),))
    signed = collection.sign(wanted)
    shelf = collection.Shelf(cache, "key")
    try:
        compiling.compiled(wanted, signed, shelf, "test", members).close()
    finally:
        assert [path for path in cache.iterdir() if path.suffix == ".tmp"] == []
    return shelf.path(signed)


def _refused(folder: Path, cache: Path, members: int) -> DataError:
    with pytest.raises(DataError) as refused:
        _compiled(folder, cache, members)
    return refused.value


def _ended(name: str) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda monkeypatch: monkeypatch.setattr(sys, "executable", name)


@pytest.mark.parametrize(
    "surroundings",
    [
        pytest.param(lambda _monkeypatch: None, id="helped"),
        pytest.param(_ended("/nonexistent/python"), id="none can be begun"),
        pytest.param(_ended(shutil.which("true") or ""), id="they end at once"),
    ],
)
def test_an_index_is_the_same_to_a_byte(
    write_cases: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, surroundings: Callable[..., None]
) -> None:
    """Whether other processes help or not, or can't, the index is the same."""
    folder = write_cases(*IDS)
    (folder / "more.yaml").write_text(
        "cases:\n" + "".join(f"  - {_indented(f'd{number}')}" for number in range(30)), encoding="utf-8"
    )
    alone = _compiled(folder, tmp_path / "alone", 0).read_bytes()
    surroundings(monkeypatch)
    assert _compiled(folder, tmp_path / "helped", 2).read_bytes() == alone


def _indented(case_id: str) -> str:
    return CASE.format(id=case_id).rstrip("\n").replace("\n", "\n    ") + "\n"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_faults_are_the_same_wherever_they_are_found(write_cases: Write, tmp_path: Path, language: str) -> None:
    """An id that is taken in another file, of another process too, names both places; other faults stay in order."""
    i18n.activate(language)
    folder = write_cases(*IDS)
    (folder / "c010.yaml").write_text("id: Ten\ntitel: 10\n", encoding="utf-8")
    (folder / "c020.yaml").write_bytes("id: 計画".encode("cp932"))
    (folder / "c590.yaml").write_text(CASE.format(id="c005").replace("県内", "遠隔"), encoding="utf-8")
    (folder / "c595.yaml").write_text(CASE.format(id="c596"), encoding="utf-8")
    alone, helped = (_refused(folder, tmp_path / str(number), number) for number in (0, 2))
    assert isinstance(alone, FaultyDataError)
    assert isinstance(helped, FaultyDataError)
    assert helped.faults == alone.faults
    taken = [fault for fault in helped.faults if fault.code == "id-unique"]
    assert [Path(fault.place.file).name for fault in taken] == ["c590.yaml", "c596.yaml"]
    assert f"{folder / 'c005.yaml'}:1:5" in taken[0].message
    assert f"{folder / 'c595.yaml'}:1:5" in taken[1].message


def test_a_file_that_cannot_be_read_is_told_as_ever(write_cases: Write, tmp_path: Path) -> None:
    """What another process can't read is tried again, and the reason told."""
    folder = write_cases(*IDS)
    (folder / "c300.yaml").unlink()
    os.mkfifo(folder / "c300.yaml")
    alone, helped = (_refused(folder, tmp_path / str(number), number) for number in (0, 2))
    assert helped.message == alone.message
    assert "c300.yaml" in helped.message


def _read(crew: Crew, source: files.Source) -> list[Record] | None:
    found = crew.found(source.path, lambda _bytes: None)
    return None if found is None else list(crew.records(found))


def test_nothing_that_was_read_is_lost_with_a_process(write_cases: Write, tmp_path: Path) -> None:
    """Where a process is killed, what it has given is still there, and the rest is left to whoever asks."""
    sources = files.found([str(write_cases(*IDS))])
    with Crew(sources, 2, tmp_path / "x.tmp") as crew:
        given = _read(crew, sources[0])
        for member in crew._members:
            member.process.kill()
            member.process.wait()
        rest = [_read(crew, source) for source in sources[1:]]
    assert given is not None
    assert [record.id for record in given] == [IDS[0]]
    read = [records for records in rest if records is not None]
    assert [record.id for (record,) in read] == IDS[1 : len(read) + 1]
    assert rest[len(read) :] == [None] * (len(rest) - len(read))
    assert rest[-1] is None
    assert list(tmp_path.glob("*.tmp")) == []


def test_they_say_how_far_they_are(write_cases: Write, tmp_path: Path) -> None:
    """The bar moves on while a process is at a file, and never beyond it."""
    file = write_cases() / "all.yaml"
    text = "cases:\n" + "".join(f"  - {_indented(case_id)}" for case_id in IDS)
    file.write_text(text, encoding="utf-8")
    reached: list[float] = []
    (source,) = files.found([str(file)])
    with Crew([source], 2, tmp_path / "x.tmp") as crew:
        assert crew.found(source.path, reached.append)
    assert 10 < len(reached) <= 50
    assert reached == sorted(reached)
    assert source.size * 0.9 < reached[-1] <= source.size


def test_they_help_where_that_is_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Much to read, several cores, and an interpreter that can be begun; on no system more than two processes."""
    few, many = ([files.Source(name, size, 0, 0) for name in "abc"] for size in (2_000_000, 3_000_000))
    assert [strength(many, on) for on in (1, 2, 8)] == [0, 2, 2]
    assert strength(few, 8) == 0
    assert strength([files.Source("a", 9_000_000, 0, 0)], 8) == 0
    assert cores() >= 1
    with monkeypatch.context() as frozen:
        frozen.setattr(sys, "frozen", True, raising=False)
        assert strength(many, 8) == 0
    monkeypatch.setattr(sys, "executable", "")
    assert strength(many, 8) == 0


def _large(folder: Path) -> Path:
    """Write a collection of some 10 MB."""
    folder.mkdir()
    said = "".join(f"  - ja: {'計画を進める。' * 1000}{number}\n" for number in range(10))
    for number in range(50):
        (folder / f"c{number}.yaml").write_text(CASE.format(id=f"c{number}") + f"merits:\n{said}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "program", [[sys.executable, "-m", "renkei_cli"], [str(Path(sys.executable).with_name("renkei"))]]
)
def test_a_large_collection_is_read_by_the_program(tmp_path: Path, program: list[str]) -> None:
    """However the program is begun, it reads a large collection; what lies where the reader stands is no part of it."""
    for name in ("pickle.py", "subprocess.py"):
        (tmp_path / name).write_text("raise SystemExit('not ours')", encoding="utf-8")
    argv = [*program, "list", "--data", str(_large(tmp_path / "cases")), "-o", "ids"]
    env = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    if program[1:]:
        # Python itself looks there first for whoever begins it with -m.
        argv.insert(1, "-P")
    ended = subprocess.run(argv, env=env, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)  # noqa: S603 - our own program
    assert len(ended.stdout.split()) == 50
    assert ended.stderr == ""


@pytest.mark.parametrize("reaches", [os.killpg, os.kill])
def test_an_interruption_leaves_nobody_and_nothing_behind(tmp_path: Path, reaches: Callable[[int, int], None]) -> None:
    """Ctrl-C reaches all processes at a terminal, a signal from elsewhere one: exit 130, no process left, no file."""
    cache = tmp_path / "cache"
    argv = [sys.executable, "-m", "renkei_cli", "list", "--data", str(_large(tmp_path / "cases"))]
    env = os.environ | {"XDG_CACHE_HOME": str(cache)}
    with subprocess.Popen(argv, env=env, stderr=subprocess.PIPE, start_new_session=True) as running:  # noqa: S603 - our own program
        while not list(cache.rglob("*.tmp/0")):
            assert running.poll() is None
        reaches(running.pid, signal.SIGINT)
        _out, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (130, b"")
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)
    assert [path for path in cache.rglob("*") if path.is_file() or path.suffix == ".tmp"] == []


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_member_says_so_little_that_it_never_waits_to_be_heard(tmp_path: Path, end: str) -> None:
    """However lines end, and however much a file has grown since: else both sides would wait for each other."""
    file, said = tmp_path / "a.yaml", list[int]()
    text = "cases:\n" + "".join(f"  - {_indented(f'c{number}')}" for number in range(80))
    file.write_text(text, encoding="utf-8", newline=end)
    size = file.stat().st_size
    member._read(member.Chunk(((str(file), "a.yaml"),), size, str(tmp_path / "0")), said.append)
    *steps, _done = said
    assert 30 < len(steps) <= 50
    assert max(steps) <= size
    said.clear()
    member._read(member.Chunk(((str(file), "a.yaml"),), 1, str(tmp_path / "1")), said.append)
    assert len(said) == 51


def test_a_crew_that_cannot_be_sent_out_is_taken_home(write_cases: Write, tmp_path: Path) -> None:
    """An interruption while the first chunks are handed out leaves no folder either."""
    sources = files.found([str(write_cases("one", "two"))])

    class Interrupted(tuple):  # noqa: SLOT001 - stands for the files, and is read while they are parted
        def __iter__(self) -> "Iterator[Any]":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Crew(Interrupted(sources), 1, tmp_path / "index.sqlite")
    assert list(tmp_path.glob("*.tmp")) == []
