"""Files on the disk: found, read and written."""

import errno
import io
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from renkei_cli.core import files, i18n
from renkei_cli.core.errors import DataError
from renkei_cli.core.files import atomic_write, replace_file, write_files


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.activate("en")


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


def names(folder: Path, *paths: Path) -> list[str]:
    """List what is found, from the folder on."""
    found = files.find_case_files([str(path) for path in paths or (folder,)])
    return [os.path.relpath(source.path, folder) for source in found]


# --- finding and reading ---


def test_files_come_by_name_and_folders_last(tmp_path: Path) -> None:
    """Only YAML files that are not hidden; within folders in the same order; what is named twice comes twice.

    Links to files are followed, links to folders are not: a folder that links to itself ends.
    """
    for name in [
        "b.yaml",
        "a.yml",
        "c.txt",
        ".d.yaml",
        "z/b.yaml",
        "z/y/a.yaml",
        *(f"{name}/a.yaml" for name in ("h", "f", "e", "g", ".git")),
    ]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "link.yaml").symlink_to(tmp_path / "c.txt")
    for again in ("again", "again.yaml"):
        (tmp_path / again).symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == [
        "a.yml",
        "b.yaml",
        "link.yaml",
        *(f"{name}/a.yaml" for name in "efgh"),
        "z/b.yaml",
        "z/y/a.yaml",
    ]
    assert names(tmp_path, *[tmp_path / "c.txt", tmp_path / "e"] * 2) == ["c.txt", "e/a.yaml"] * 2


def test_a_path_that_cannot_be_is_refused(tmp_path: Path) -> None:
    """Also one that no system takes, one that no answer could name, and a link that points nowhere."""
    for path in ("", "nowhere.yaml", "a\0b"):
        for ask in (lambda path=path: files.find_case_files([path]), lambda path=path: files.read_file(path)):
            with pytest.raises(DataError, match="cannot be read"):
                ask()
    with pytest.raises(DataError, match=f"^the name of {tmp_path}/‹U\\+DC83›.yaml is not UTF-8\n"):
        names(tmp_path, tmp_path / os.fsdecode(b"\x83.yaml"))
    link = tmp_path / "x.yaml"
    link.symlink_to(tmp_path / "nowhere")
    for asked in (tmp_path, link):
        with pytest.raises(DataError, match=f"^{link} cannot be read: it is a link to something that is not there$"):
            names(tmp_path, asked)


def test_folders_without_case_files_are_named() -> None:
    """With what case files are called."""
    error = files.no_case_file(["a", "b"])
    assert (error.message, error.hint) == ("there is no case file in a, b", "case files end in .yaml, .yml")


def test_a_path_is_shown_from_where_the_reader_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is elsewhere keeps its whole path."""
    monkeypatch.chdir(tmp_path)
    assert files.display_path(str(tmp_path / "a" / "b.yaml")) == str(Path("a", "b.yaml"))
    assert files.display_path(str(tmp_path.parent)) == str(tmp_path.parent)


def test_a_file_is_read_whole_up_to_the_largest(tmp_path: Path) -> None:
    """Byte by byte, an empty one too; a larger one is refused."""
    path = tmp_path / "a.yaml"
    for content in (b"", b"\0\r\n\xff" * 100_000):
        path.write_bytes(content)
        assert files.read_file(str(path)) == content
    os.truncate(path, files.LARGEST)
    assert len(files.read_file(str(path))) == files.LARGEST
    os.truncate(path, files.LARGEST + 1)
    with pytest.raises(DataError, match="is larger than 64 MiB"):
        files.read_file(str(path))


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    """A folder and a pipe are named, not waited for; a pipe among case files is not left out unnoticed."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path, reason in ((tmp_path, "it is a folder"), (pipe, "is no regular file")):
        with pytest.raises(DataError, match=reason):
            files.read_file(str(path))
    assert names(tmp_path) == ["pipe.yaml"]


def test_what_may_not_be_read_is_named() -> None:
    """A file or a folder without permission, not the folder that was asked for."""
    with tempfile.TemporaryDirectory() as shared:
        Path(shared).chmod(0o755)
        with somebody_else():
            if not os.access(shared, os.R_OK, effective_ids=os.access in os.supports_effective_ids):
                pytest.skip("nobody else may enter the temporary folder")
        path = Path(shared, "inner", "case.yaml")
        path.parent.mkdir()
        path.touch()
        for locked in (path, path.parent):
            mode = locked.stat().st_mode
            locked.chmod(0)
            with somebody_else(), pytest.raises(DataError, match=f"^{locked} cannot be read: permission is lacking$"):
                [files.read_file(source.path) for source in files.find_case_files([shared])]
            locked.chmod(mode)


# --- writing ---


def test_a_file_is_written_anew_under_its_name(tmp_path: Path) -> None:
    """A link stays a link; another name of the same file keeps the old text; permissions stay."""
    first, second, link = (tmp_path / name for name in ("first", "second", "link"))
    first.write_bytes(b"old")
    first.chmod(0o640)
    second.hardlink_to(first)
    link.symlink_to(first)
    with atomic_write(link) as beside:
        assert stat.S_IMODE(beside.stat().st_mode) == 0o640
        beside.write_bytes(b"new")
    with suppress(InterruptedError), atomic_write(link) as beside:
        beside.write_bytes(b"what goes wrong halfway")
        raise InterruptedError
    assert (first.read_bytes(), second.read_bytes(), link.is_symlink()) == (b"new", b"old", True)
    assert stat.S_IMODE(first.stat().st_mode) == 0o640
    assert len(list(tmp_path.iterdir())) == 3


def test_a_new_file_obeys_the_umask(tmp_path: Path) -> None:
    """Also one at the end of a link to something that is not there; a name may be as long as names may be."""
    link, path = tmp_path / "link", tmp_path / ("x" * 255)
    link.symlink_to(path)
    before = os.umask(0o027)
    try:
        with atomic_write(link) as beside:
            beside.write_bytes(b"new")
    finally:
        os.umask(before)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_a_full_disk_costs_nothing(tmp_path: Path) -> None:
    """A case file under two names that finds no room keeps its text under both; with room, one of them changes."""
    bundled = (Path(__file__).parents[2] / "data" / "cases.yaml").read_bytes()
    loose = bundled.replace(b"cases:\n", b"cases:   \n", 1)
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_bytes(loose)
    second.hardlink_to(first)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); "
    # What measures the tests would find no room either.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    for preparation, code, content in ((limit, 4, loose), ("", 0, bundled)):
        program = f"{preparation}from renkei_cli.__main__ import run; run()"
        argv = [sys.executable, "-B", "-c", program, "fmt", str(first), "--lang", "en"]
        ended = subprocess.run(argv, env=env, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own program
        assert ended.returncode == code, ended.stderr
        assert ("there is no room left" in " ".join(ended.stderr.split())) is bool(code)
        assert (first.read_bytes(), second.read_bytes()) == (content, loose)
        assert len(list(tmp_path.iterdir())) == 2


def test_what_killed_runs_left_is_removed(tmp_path: Path) -> None:
    """After a day, and not what others put there."""
    end = f"-{0:016x}.tmp"
    gone = (f".a.1{end}", f".b.22{end}")
    kept = (f".a.3{end}", f"a.1{end}", ".a.1.tmp", f".a.x{end}", ".a.1-0.tmp", "mine", f".d.1{end}")
    (tmp_path / kept[-1]).mkdir()
    for name in gone + kept[:-1]:
        (tmp_path / name).touch()
    for path in tmp_path.iterdir():
        if path.name != kept[0]:
            os.utime(path, (0, 0))
    with atomic_write(tmp_path / "a") as beside:
        beside.write_bytes(b"new")
    assert {path.name for path in tmp_path.iterdir()} == {"a", *kept}


def test_a_file_that_changes_meanwhile_is_left(tmp_path: Path) -> None:
    """What somebody else has written since the file was read is not overwritten."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"newer")
    with pytest.raises(DataError, match="has changed meanwhile"):
        replace_file(str(path), b"older", b"form")
    replace_file(str(path), b"newer", b"newest")
    assert path.read_bytes() == b"newest"


def test_links_in_a_circle_are_named(tmp_path: Path) -> None:
    """They are not replaced by a file."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(DataError, match="its links lead in a circle"):
        files.read_file(str(one))
    with pytest.raises(DataError, match="its links lead in a circle"):
        write_files({one: b"new"})
    assert one.is_symlink()


def test_new_files_get_the_folders_they_need(tmp_path: Path) -> None:
    """All are written, or none: a folder that takes no file, or that is not there, is an error, and is named."""
    written = {tmp_path / "new" / "deep" / "a.yaml": b"1", tmp_path / "new" / "b.yaml": b"2"}
    write_files(written)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == written
    (tmp_path / "file").touch()
    for path, reason in ((tmp_path / "file" / "b", "a part of the path is no folder"), (tmp_path, "is there already")):
        with pytest.raises(DataError, match=reason):
            write_files({tmp_path / "one.yaml": b"1", path: b"2"})
    with pytest.raises(IsADirectoryError), atomic_write(tmp_path):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {"file", "new"}
    lacking, absent = tmp_path / "lacking" / "a", FileNotFoundError(errno.ENOENT, "")
    assert files.write_error(lacking, absent).message.endswith(f": there is no folder {lacking.parent}")
    assert files.write_error("a", absent).message.endswith(": there is no such file or folder")


def test_a_file_that_may_not_be_written_is_left() -> None:
    """As with any other program, though its folder would allow to put another in its place."""
    with tempfile.TemporaryDirectory() as shared:
        Path(shared).chmod(0o777)
        path = Path(shared, "a.yaml")
        path.write_bytes(b"old")
        path.chmod(0o444)
        with somebody_else(), pytest.raises(DataError, match="permission is lacking"):
            replace_file(str(path), b"old", b"new")
        assert path.read_bytes() == b"old"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_where_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, if there is much to read; it moves on, and is taken away at the end."""
    for stream, total, drawn in (
        (_Terminal(), 5_000_000, True),
        (_Terminal(), 4, False),
        (io.StringIO(), 5_000_000, False),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        with files.reading_progress(total) as reach:
            reach(1_000_000)
            reach(3_750_000)
        assert ("75%" in stream.getvalue()) is bool(stream.getvalue()) is drawn
