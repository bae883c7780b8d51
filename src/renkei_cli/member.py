"""What a member of the crew does: it reads and checks files, and puts down the cases."""

import gc
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from renkei_cli import files
from renkei_cli.errors import DataError
from renkei_cli.i18n import activate
from renkei_cli.index import Record

if TYPE_CHECKING:
    from renkei_cli.authoring.check import Checker
    from renkei_cli.diagnostics import Fault

GARBAGE = 20_000
"""Objects after which garbage is looked for while cases are read: each case leaves little behind, and soon."""
NUMBER = 8
"""Bytes of a number that a process says."""
DONE = 1 << 63
"""Marks the number that tells where in the file of cases it stands what was found."""
_STEPS = 50
"""Times at most that a member says how far it is in a chunk. All of them fit a pipe: nobody waits to say them."""


class Found(NamedTuple):
    """What a member found in a file, looking at no other."""

    homes: dict[str, str]
    """The place of each id."""
    faults: "list[Fault]"
    begins: int
    """Where in the file of cases its first one stands."""
    total: int
    """How many cases it has that keep all rules."""


class Chunk(NamedTuple):
    """Files that are read in one go."""

    named: tuple[tuple[str, str], ...]
    """The path of each, and its name in messages."""
    size: int
    """In bytes."""
    target: str
    """The file of cases, one pickled behind the other; then what was found, by the files' paths."""


def work() -> None:
    """Read the chunks that standard input names until it ends, and say on standard output how far that is."""
    chunks, numbers = sys.stdin.buffer, sys.stdout.buffer

    def say(number: int) -> None:
        numbers.write(number.to_bytes(NUMBER, "big"))
        numbers.flush()

    gc.set_threshold(GARBAGE)
    with suppress(EOFError):
        activate(pickle.load(chunks))  # noqa: S301 - whoever began this process has written it
        while True:
            _read(pickle.load(chunks), say)  # noqa: S301 - the same


def _read(chunk: Chunk, say: Callable[[int], None]) -> None:
    """Read the files of a chunk, each as if there were no other."""
    from renkei_cli.authoring.check import Checker  # noqa: PLC0415 - the one door into the authoring wing

    found: dict[str, Found | None] = {}
    read = said = steps = 0
    with Path(chunk.target).open("wb") as cases:
        for path, shown in chunk.named:
            found[path] = None
            # Whoever asks for a file that can't be read meets the same, and tells it.
            with suppress(DataError):
                content = files.read(path)
                begins, total = cases.tell(), 0
                faults: list[Fault] = []
                checker = Checker(faults)
                for record, part in records(checker, shown, content):
                    pickle.dump(record, cases)
                    total += 1
                    # A file that has grown since it was counted makes no more steps than another.
                    if steps < _STEPS and read + part - said > chunk.size / _STEPS:
                        said, steps = int(read + part), steps + 1
                        say(said)
                found[path] = Found(checker.homes, faults, begins, total)
                read += len(content)
        ends = cases.tell()
        pickle.dump(found, cases)
    say(ends | DONE)


def records(checker: "Checker", shown: str, content: bytes) -> Iterator[tuple[Record, float]]:
    """Give the cases of a file that keep all rules, compiled, each with the number of bytes that are read by then."""
    from renkei_cli.authoring.compile import record  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.source import entries  # noqa: PLC0415 - the same

    # A line ends with LF, CR or both; where they are mixed, the share is a guess.
    lines = max(content.count(b"\n"), content.count(b"\r")) + 1
    for case, place in checker.placed(entries(shown, content, checker.faults)):
        yield record(case, f"{place.line}:{place.column}"), len(content) * min(place.line / lines, 1)
