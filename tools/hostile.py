"""Feed renkei files that are made to hurt, and print what each costs: time, memory, exit code, first message.

    python tools/hostile.py [NAME...]

The files are made in a folder that is removed at the end. tests/hostile holds what is said here of each.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

COMMAND = ("validate",)
"""What reads a file; the file comes after it."""
REFUSED = (1, 4)
"""The exit codes of a refusal: with faults, or unreadable."""
MEGABYTE = 1_000_000
MEMORY = 450 * MEGABYTE
"""Address space allowed beyond the file: 300 MB, and what the interpreter and its libraries take without any file."""
SECONDS = 60
"""Processor time allowed: the largest file takes the C parser about 5."""


class Input(NamedTuple):
    """A file made to hurt."""

    code: str
    """What is said of it: the code of a fault, or a part of the message; empty where there is nothing wrong."""
    make: Callable[[Path], Path]
    """Makes it in a folder and gives its path."""
    linux: bool = False


def text(*parts: str | bytes | Iterable[str]) -> Callable[[Path], Path]:
    """Make a file of texts, bytes and series of texts; nothing of it is held in memory."""

    def make(folder: Path) -> Path:
        path = folder / "case.yaml"
        with path.open("wb") as stream:
            for part in parts:
                if isinstance(part, bytes):
                    stream.write(part)
                else:
                    for piece in [part] if isinstance(part, str) else part:
                        stream.write(piece.encode())
        return path

    return make


class Times:
    """The same text again and again, a megabyte at a time."""

    def __init__(self, piece: str, number: int) -> None:
        """Repeat a piece."""
        self.piece, self.number = piece, number

    def __iter__(self):  # noqa: ANN204 - of texts
        """Give the text in large parts."""
        at_once = max(1, MEGABYTE // len(self.piece))
        for _whole in range(self.number // at_once):
            yield self.piece * at_once
        yield self.piece * (self.number % at_once)


class Numbered:
    """A text with a running number."""

    def __init__(self, piece: str, number: int) -> None:
        """Repeat a piece with numbers from 0 in the place of {}."""
        self.piece, self.number = piece, number

    def __iter__(self):  # noqa: ANN204 - of texts
        """Give the texts one by one."""
        return (self.piece.format(number) for number in range(self.number))


def laughs(folder: Path) -> Path:
    """Write nine levels of nine aliases each."""
    lines = ["a0: &a0 [lol]\n"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)]
    return text(*lines)(folder)


def fifo(folder: Path) -> Path:
    """Make a pipe that nobody ever writes to."""
    path = folder / "case.yaml"
    os.mkfifo(path)
    return path


def loop(folder: Path) -> Path:
    """Make a folder that holds nothing but a link to itself and an empty case file."""
    (folder / "case.yaml").touch()
    (folder / "again").symlink_to(folder, target_is_directory=True)
    return folder


def dangling(folder: Path) -> Path:
    """Make a folder with a link that points nowhere."""
    (folder / "case.yaml").symlink_to(folder / "nowhere")
    return folder


def circular(folder: Path) -> Path:
    """Make a link that points to itself."""
    (folder / "case.yaml").symlink_to(folder / "case.yaml")
    return folder / "case.yaml"


def named_like_a_file(folder: Path) -> Path:
    """Make a folder that is named like a case file and holds one."""
    (folder / "x.yaml").mkdir()
    return text("")(folder / "x.yaml").parent


def deep_folders(folder: Path) -> Path:
    """Nest 1,200 folders, more than Python nests calls."""
    inner = os.open(folder, os.O_RDONLY)
    for _level in range(1_200):
        os.mkdir("d", dir_fd=inner)
        deeper = os.open("d", os.O_RDONLY, dir_fd=inner)
        os.close(inner)
        inner = deeper
    os.close(inner)
    return folder


def named(name: bytes) -> Callable[[Path], Path]:
    """Make an empty case file of a strange name."""

    def make(folder: Path) -> Path:
        path = folder / os.fsdecode(name)
        path.touch()
        return path

    return make


CASE = "id: x\ntitle: {ja: 連携}\n"

INPUTS = {
    "aliases and anchors": Input("alias", text("title: &a {ja: 連携}\nsubtitle: *a\n")),
    "billion laughs": Input("alias", laughs),
    "custom tags": Input("tag", text("title: !!python/object/apply:os.system [id]\n")),
    "merge key": Input("merge-key", text("title: {<<: {ja: 連携}}\n")),
    "duplicate key": Input("duplicate-key", text("id: x\nid: y\n")),
    "1,000,000 duplicate keys": Input("too-many-faults", text(Times("id: x\n", 1_000_000))),
    "1,000,000 keys": Input("too-many-values", text(Numbered("k{}: 1\n", 1_000_000))),
    "1,000,000 items in a case": Input("too-many-values", text("themes:\n", Times("- x\n", 1_000_000))),
    "1,000,000 short cases": Input("too-many-faults", text("cases:\n", Times("- x\n", 1_000_000))),
    "1,000,000 complex keys": Input("too-many-faults", text(Times("? [a]\n: b\n", 1_000_000))),
    "1,000,000 empty lines": Input("empty", text(Times("\n", 1_000_000))),
    "control character": Input("control-character", text("id: \x1bx\n")),
    "control character by an escape": Input("control-character", text('id: "\\e[31m"\n')),
    "bidi character": Input("control-character", text("title: {ja: \u202e連携}\n")),
    "bidi character in a key": Input("control-character", text("ti\u202etle: {ja: 連携}\n")),
    "1,000,000 bidi characters": Input("too-many-faults", text("id: ", Times("\u202e", 1_000_000))),
    "lone surrogate by an escape": Input("escape", text('id: "\\ud800"\n')),
    "lone surrogate in bytes": Input("not-utf8", text(b"id: \xed\xa0\x80\n")),
    "UTF-8 with BOM": Input("full-width-space", text("\ufeff\u3000id: x\n")),
    "UTF-16 with BOM": Input("UTF-16", text(CASE.encode("utf-16"))),
    "UTF-16 without BOM": Input("UTF-16", text(CASE.encode("utf-16-le"))),
    "UTF-32": Input("UTF-32", text(CASE.encode("utf-32"))),
    "CP932": Input("CP932 (Shift_JIS)", text(CASE.encode("cp932"))),
    "EUC-JP": Input("EUC-JP", text(CASE.encode("euc_jp"))),
    "ISO-2022-JP": Input("ISO-2022-JP", text(CASE.encode("iso2022_jp"))),
    "Latin-1": Input("0xE9", text(b"id: caf\xe9\n")),
    "NUL byte": Input("not-text", text(b"id: x\0y\n")),
    "random bytes": Input("not-text", text(random.Random(1).randbytes(MEGABYTE))),  # noqa: S311 - no secret
    "1,000 levels, flow": Input("too-deep", text("title: ", Times("[", 1_000))),
    "100,000 levels, flow": Input("too-deep", text("title: ", Times("[", 100_000))),
    "100,000 levels, flow, a line each": Input("too-deep", text(Times("[\n", 100_000))),
    "100,000 levels, flow, as a key": Input("too-deep", text("? ", Times("{? ", 100_000))),
    "1,000 levels, block": Input("too-deep", text(" ".join(["-"] * 1_000), " x\n")),
    "100,000 levels, block": Input("too-deep", text(Times("- ", 100_000), "x\n")),
    "1,000 levels, indented": Input("too-deep", text("".join(f"{' ' * n}a:\n" for n in range(1_000)))),
    "text of 100 MB": Input("is larger than", text('id: "', Times("x", 100 * MEGABYTE), '"\n')),
    "text of 60 MB in quotes": Input("too-long", text('id: "', Times("x", 60 * MEGABYTE), '"\n')),
    "text of 60 MB without quotes": Input("too-long", text("id: ", Times("連", 20 * MEGABYTE), "\n")),
    "text of 60 MB with one emoji": Input("too-long", text("id: ", Times("x", 60 * MEGABYTE), "😀\n")),
    "key of 60 MB": Input("too-long", text(Times("k", 60 * MEGABYTE), ": x\n")),
    "comment of 60 MB": Input("too-long", text("#", Times("x", 60 * MEGABYTE))),
    "line of 60 MB": Input("too-many-values", text("themes: [", Times("x, ", 20 * MEGABYTE), "]\n")),
    "60 MB of lines with one emoji": Input("too-long", text("id: >\n  😀\n", Times(f"  {'x' * 97}\n", 600_000))),
    "12,000,000 lines in a text": Input("too-long", text("id: |\n", Times("  x\n", 12_000_000))),
    "1,000,000 open quotes": Input("after-quote", text("id: ", Times('"x" ', 1_000_000))),
    "100,000 %TAG lines": Input("directive", text(Numbered("%TAG !a{}! tag:x,\n", 100_000), "---\nid: x\n")),
    "pipe without a writer": Input("is no regular file", fifo),
    "/dev/zero": Input("is no regular file", lambda _folder: Path("/dev/zero"), linux=True),
    "folder that links to itself": Input("empty", loop),
    "link that points nowhere": Input("a link to something that is not there", dangling),
    "link that points to itself": Input("cannot be read", circular),
    "1,200 nested folders": Input("there is no case file in", deep_folders),
    "folder named x.yaml": Input("empty", named_like_a_file),
    "newline and control character in a name": Input("‹U+001B›", named(b"a\n\x1b[31m.yaml")),
    "name that is no UTF-8": Input("‹U+DC83›", named(b"\x83\x65.yaml"), linux=True),
}  # fmt: skip


class Outcome(NamedTuple):
    """What a run said and what it cost."""

    exit: int
    error: str
    seconds: float
    megabytes: float


def fed(path: Path, environ: dict[str, str]) -> Outcome:
    """Run renkei on a file within the limits."""
    size = path.stat().st_size if path.is_file() else 0

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY + size, MEMORY + size))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    with tempfile.TemporaryFile() as error:
        started = subprocess.Popen(
            [sys.executable, "-m", "renkei_cli", *COMMAND, path],
            stdin=subprocess.DEVNULL, stdout=error, stderr=subprocess.STDOUT,
            env=environ | {"PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}, preexec_fn=limited,  # noqa: PLW1509 - one thread
        )  # fmt: skip
        _pid, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        error.seek(0)
        said = error.read().decode("utf-8", "replace")
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Outcome(started.returncode, said, used.ru_utime + used.ru_stime, kilobytes * 1024 / MEGABYTE)


def main() -> None:
    """Print the table."""
    print(f"{'seconds':>7}  {'MB':>5}  {'file':>5}  exit  input: first message")
    for name in sys.argv[1:] or INPUTS:
        folder = tempfile.mkdtemp()
        try:
            path = INPUTS[name].make(Path(folder))
            size = path.stat().st_size / MEGABYTE if path.is_file() else 0
            outcome = fed(path, dict(os.environ) | {"XDG_CACHE_HOME": f"{folder}/.cache"})
        finally:
            subprocess.run(["rm", "-rf", folder], check=True)  # a folder that Python's own removal nests too deep for
        first = outcome.error.replace(f"{folder}/", "").partition("\n")[0]
        print(f"{outcome.seconds:7.2f}  {outcome.megabytes:5.0f}  {size:5.1f}  {outcome.exit:4}  {name}: {first[:150]}")


if __name__ == "__main__":
    main()
