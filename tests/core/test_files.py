"""Case files on the disk."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from renkei_cli.core import files, i18n
from renkei_cli.core.errors import DataError


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.activate("en")


@pytest.fixture
def shared() -> Iterator[Path]:
    """Give a folder that everyone may enter."""
    path = Path(mkdtemp())
    path.chmod(0o755)
    yield path
    rmtree(path)


@contextmanager
def somebody_else() -> Iterator[None]:
    """Be another user for a while, if this is the superuser: permissions do not bind that one."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def read_all(folder: Path) -> list[bytes]:
    """Read what is found."""
    return [files.read_file(source.path) for source in files.find_case_files([str(folder)])]


def names(folder: Path, *paths: Path) -> list[str]:
    """List what is found, from the folder on."""
    return [
        os.path.relpath(source.path, folder)
        for source in files.find_case_files([str(path) for path in paths or (folder,)])
    ]


def test_files_come_by_name_and_folders_last(tmp_path: Path) -> None:
    """Only YAML files that are not hidden; within folders in the same order; what is named twice comes twice."""
    for name in ["b.yaml", "a.yml", "c.txt", ".d.yaml", "z/b.yaml", "z/y/a.yaml", "e/a.yaml", ".git/a.yaml"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert names(tmp_path) == ["a.yml", "b.yaml", "e/a.yaml", "z/b.yaml", "z/y/a.yaml"]
    assert names(tmp_path, tmp_path / "c.txt", tmp_path / "e") == ["c.txt", "e/a.yaml"]


def test_links_to_folders_are_passed_over_and_links_to_files_are_not(tmp_path: Path) -> None:
    """A folder that links to itself ends, whatever the link is called."""
    (tmp_path / "case.txt").touch()
    (tmp_path / "a.yaml").symlink_to(tmp_path / "case.txt")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again.yaml").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize("named", ["folder", "file"])
def test_a_link_that_points_nowhere_is_named(tmp_path: Path, named: str) -> None:
    """Neither left out unnoticed nor taken for its folder."""
    link = tmp_path / "x.yaml"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(DataError) as refused:
        names(tmp_path, tmp_path if named == "folder" else link)
    assert refused.value.message == f"{link} cannot be read: it is a link to something that is not there"


@pytest.mark.parametrize("path", ["", "nowhere.yaml", "a\0b"])
def test_a_path_that_cannot_be_is_refused(path: str) -> None:
    """Also one that no system takes."""
    for ask in (lambda: files.find_case_files([path]), lambda: files.read_file(path)):
        with pytest.raises(DataError, match="cannot be read"):
            ask()


def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    """No answer could name it."""
    with pytest.raises(DataError) as refused:
        files._source(str(tmp_path / os.fsdecode(b"\x83.yaml")), tmp_path.stat())
    assert refused.value.message == f"the name of {tmp_path}/‹U+DC83›.yaml is not UTF-8"


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    """Byte by byte, an empty one too."""
    path = tmp_path / "a.yaml"
    for content in (b"", b"\0\r\n\xff" * 100_000):
        path.write_bytes(content)
        assert files.read_file(str(path)) == content


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    """A folder, a pipe and a socket are named, not waited for."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe):
        with pytest.raises(DataError, match="is no regular file"):
            files.read_file(str(path))
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "s.yaml"))
        with pytest.raises(DataError, match="cannot be read"):
            files.read_file(str(tmp_path / "s.yaml"))
    assert sorted(names(tmp_path)) == ["pipe.yaml", "s.yaml"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """One of the largest size is."""
    path = tmp_path / "a.yaml"
    with path.open("wb") as stream:
        stream.truncate(files.LARGEST)
    assert len(files.read_file(str(path))) == files.LARGEST
    os.truncate(path, files.LARGEST + 1)
    with pytest.raises(DataError, match="is larger than 64 MiB"):
        files.read_file(str(path))


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_read_is_named(shared: Path, what: str) -> None:
    """A file or a folder without permission, not the folder that was asked for."""
    inner = shared / "inner"
    inner.mkdir()
    path = inner / "case.yaml"
    path.touch()
    locked = path if what == "file" else inner
    mode = locked.stat().st_mode
    locked.chmod(0)
    with somebody_else(), pytest.raises(DataError) as refused:
        read_all(shared)
    locked.chmod(mode)
    assert refused.value.message.startswith(f"{locked} cannot be read: ")


def test_a_file_that_is_gone_since_it_was_found_is_named(tmp_path: Path) -> None:
    """Between the listing and the reading anything can happen."""
    path = tmp_path / "a.yaml"
    path.touch()
    (source,) = files.find_case_files([str(tmp_path)])
    path.unlink()
    with pytest.raises(DataError, match=r"a\.yaml cannot be read"):
        files.read_file(source.path)


@pytest.mark.parametrize("change", [b"longer than before", b"", b"as much"])
def test_a_file_that_changes_once_is_read_again(tmp_path: Path, change: bytes) -> None:
    """What is given is the file as it was at one time."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"at rest")
    changes = iter([change])

    def reads(opened: int, most: int) -> bytes:
        content = os.read(opened, most)
        for changed in changes:
            path.write_bytes(changed)
            os.utime(path, ns=(0, 0))
        return content

    assert files.read_file(str(path), whole=reads) == change


def test_a_file_that_never_holds_still_is_refused(tmp_path: Path) -> None:
    """After three attempts, and whoever writes it is not waited for."""
    path = tmp_path / "a.yaml"
    path.touch()
    sizes: list[int] = []

    def reads(opened: int, most: int) -> bytes:
        content = os.read(opened, most)
        sizes.append(len(content))
        with path.open("ab") as stream:
            stream.write(b"x")
        return content

    with pytest.raises(DataError, match="changes while it is read"):
        files.read_file(str(path), whole=reads)
    assert sizes == [0, 1, 2]


def test_what_the_system_gives_in_parts_is_put_together() -> None:
    """A pipe gives what is there; a file on a network may do so too."""
    reading, writing = os.pipe()
    os.write(writing, b"one")
    os.set_blocking(reading, True)
    with os.fdopen(writing, "wb") as stream:
        stream.write(b" two")
    assert files._whole(reading, 100) == b"one two"
    os.close(reading)
