"""Files written as a whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from renkei_cli.core.errors import DataError
from renkei_cli.core.files import atomic_write, replace_file, write_files


def test_a_file_that_changes_meanwhile_is_left(tmp_path: Path) -> None:
    """What somebody else has written since the file was read is not overwritten."""
    path = tmp_path / "a.yaml"
    path.write_text("newer", encoding="utf-8")
    with pytest.raises(DataError):
        replace_file(str(path), b"older", b"form")
    assert path.read_text(encoding="utf-8") == "newer"


def test_a_file_with_several_names_keeps_them(tmp_path: Path) -> None:
    """It is written through; a link stays a link."""
    first, second, link = (tmp_path / name for name in ("first", "second", "link"))
    first.write_bytes(b"old")
    second.hardlink_to(first)
    link.symlink_to(first)
    with atomic_write(link) as beside:
        beside.write_bytes(b"new")
    assert second.read_bytes() == b"new"
    assert link.is_symlink()
    assert len(list(tmp_path.iterdir())) == 3


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    """Whoever could not read it before can't read it now."""
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with atomic_write(path) as beside:
        beside.write_bytes(b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o600)


def test_a_link_that_stands_in_the_way_is_not_followed(tmp_path: Path) -> None:
    """What it points to stays as it is."""
    path, victim = tmp_path / "a", tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / f".a.{os.getpid()}.tmp").symlink_to(victim)
    with atomic_write(path) as beside:
        beside.write_bytes(b"new")
    assert (path.read_bytes(), path.is_symlink(), victim.read_bytes()) == (b"new", False, b"mine")


def test_what_goes_wrong_halfway_leaves_the_file(tmp_path: Path) -> None:
    """The file is as it was, and nothing stands beside it."""
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def half() -> None:
        with atomic_write(path) as beside:
            beside.write_bytes(b"ne")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        half()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder that takes no file is an error, and nothing half-written stays."""
    # No file can stand beside one whose name is as long as names may be.
    long = tmp_path / ("x" * 255)
    long.write_bytes(b"old")
    with pytest.raises(DataError):
        replace_file(str(long), b"old", b"new")
    assert long.read_bytes() == b"old"
    long.unlink()
    (tmp_path / "file").touch()
    with pytest.raises(DataError):
        write_files({tmp_path / "one.yaml": b"1", tmp_path / "file" / "two.yaml": b"2"})
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
