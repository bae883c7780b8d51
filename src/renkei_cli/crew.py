"""Other processes that read and check case files ahead of the one that compiles them."""

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from subprocess import DEVNULL, PIPE, Popen
from tempfile import mkdtemp
from typing import IO, TYPE_CHECKING, NamedTuple, Self, cast

from renkei_cli import files
from renkei_cli.i18n import current
from renkei_cli.index import Record
from renkei_cli.member import DONE, NUMBER, Chunk, Found

if TYPE_CHECKING:
    from types import TracebackType

_MOST = 2
"""Processes at most: each takes 50 MB, and the one that writes the index takes up what two have read."""
_WORTHWHILE = 8_000_000
"""Bytes of files from which on it pays to begin processes."""
_CHUNK = 1_000_000
"""Bytes of files that a process is given at a time, unless one file has more."""
_FILES = 250
"""Files that it is given at most."""
_AHEAD = 2
"""Chunks that a process is given before what was in the first is asked for."""
# Neither what lies where the reader stands nor another version may be taken for the program: it is looked for as here.
_BEGIN = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from renkei_cli.member import work; work()"


class _Member(NamedTuple):
    """A process, and the pipes to it and from it."""

    process: Popen[bytes]
    chunks: IO[bytes]
    numbers: IO[bytes]


def cores() -> int:
    """Count the cores on which this process may run."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def strength(sources: Sequence[files.Source], on: int) -> int:
    """Tell how many processes are to read `on` so many cores; none where that gains nothing."""
    sizes = [source.size for source in sources]
    # A single file is not parted.
    worthwhile = sum(sizes) >= _WORTHWHILE and sum(sizes) - max(sizes) >= _WORTHWHILE // 2
    # A program frozen into one file has no interpreter that could be begun.
    able = bool(sys.executable) and not getattr(sys, "frozen", False)
    return min(on, _MOST) if able and worthwhile and on > 1 else 0


class Crew:
    """Processes that read files in the order in which those will be asked for.

    What is read by another process is as if it were read here. None is needed: where one can't be begun, or is
    ended from without, the rest is left to whoever asks.
    """

    def __init__(self, sources: Sequence[files.Source], number: int, beside: Path | None) -> None:
        """Begin `number` processes; what they find lies in a folder beside `beside` until it is asked for."""
        self._folder: Path | None = None
        self._chunks: list[Chunk] = []
        self._sent = 0
        self._taken = 0
        self._found: dict[str, Found | None] = {}
        self._cases: IO[bytes] | None = None
        self._members: list[_Member] = []
        try:
            if number and beside:
                # Nobody else may write there: what lies in it is taken as it is.
                self._folder = Path(mkdtemp(".tmp", dir=beside.parent))
                self._chunks = list(_parted(sources, self._folder))
            for _member in range(min(number, len(self._chunks))):
                self._members.append(_begun())
            for _chunk in range(_AHEAD * len(self._members)):
                self._send()
        except OSError:
            self._disband()
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        """Send everybody home, and take away what was not asked for."""
        if not error:
            for member in self._members:
                _dismiss(member)
            self._members = []
        self._end()

    def _end(self) -> None:
        self._disband()
        self._put_away()
        if self._folder:
            rmtree(self._folder, ignore_errors=True)

    def found(self, path: str, reach: Callable[[float], None]) -> Found | None:
        """Give what was found in a file, None where it is to be read here.

        Files are asked for in order. `reach` is told how many bytes are read, from the beginning of this file.
        """
        if self._members and path not in self._found:
            try:
                self._advance(reach)
            except (OSError, EOFError, pickle.UnpicklingError):
                self._disband()
        return self._found.get(path)

    def records(self, found: Found) -> Iterator[Record]:
        """Give the cases of the file that was asked for last."""
        cases = cast("IO[bytes]", self._cases)
        cases.seek(found.begins)
        for _record in range(found.total):
            yield pickle.load(cases)  # noqa: S301 - a process of ours has written it

    def _send(self) -> None:
        """Give the next chunk to the process whose turn it is."""
        if self._sent < len(self._chunks):
            chunks = self._members[self._sent % len(self._members)].chunks
            pickle.dump(self._chunks[self._sent], chunks)
            chunks.flush()
            self._sent += 1

    def _advance(self, reach: Callable[[float], None]) -> None:
        """Wait until the next chunk is read."""
        self._put_away()
        numbers = self._members[self._taken % len(self._members)].numbers
        while not (number := _heard(numbers)) & DONE:
            reach(number)
        self._cases = Path(self._chunks[self._taken].target).open("rb")  # noqa: SIM115 - closed when it is put away
        self._taken += 1
        self._cases.seek(number ^ DONE)
        self._found = pickle.load(self._cases)  # noqa: S301 - as above
        self._send()

    def _put_away(self) -> None:
        """Take away the chunk that was asked for last."""
        if self._cases:
            self._cases.close()
            Path(self._chunks[self._taken - 1].target).unlink(missing_ok=True)
        self._found, self._cases = {}, None

    def _disband(self) -> None:
        for member in self._members:
            member.process.kill()
            _dismiss(member)
        self._members = []


def _parted(sources: Sequence[files.Source], folder: Path) -> Iterator[Chunk]:
    """Part files into chunks, in order."""
    named: list[tuple[str, str]] = []
    size = number = 0
    for place, source in enumerate(sources, 1):
        named.append((source.path, files.shown(source.path)))
        size += source.size
        if size >= _CHUNK or len(named) == _FILES or place == len(sources):
            yield Chunk(tuple(named), size, str(folder / str(number)))
            named, size, number = [], 0, number + 1


def _begun() -> _Member:
    """Begin a process. What it has to say of itself, it says by ending."""
    # Apart from the surroundings (-I): they might bring other modules than ours.
    options = ["-I", "-X", f"utf8={sys.flags.utf8_mode}", *(["-B"] if sys.dont_write_bytecode else [])]
    process = Popen([sys.executable, *options, "-c", _BEGIN], stdin=PIPE, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 - ourselves
    member = _Member(process, cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout))
    for told in (sys.path, current()):
        pickle.dump(told, member.chunks)
    return member


def _dismiss(member: _Member) -> None:
    """Tell a process that there is no more to read, and wait until it has gone."""
    for pipe in (member.chunks, member.numbers):
        # What one that has ended was not told yet can't be told any more.
        with suppress(OSError):
            pipe.close()
    member.process.wait()


def _heard(numbers: IO[bytes]) -> int:
    said = numbers.read(NUMBER)
    if len(said) < NUMBER:
        raise EOFError
    return int.from_bytes(said, "big")
