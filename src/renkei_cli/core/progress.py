"""How far a long compilation has come, on the reader's terminal."""

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Self, TextIO

from renkei_cli.core.i18n import _

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds after which a reader wants to know that something is going on."""


class Bar:
    """A bar on stderr, drawn only on a terminal and only when the work takes longer than `PATIENCE`."""

    def __init__(
        self,
        total: int,
        out: TextIO | None = None,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with none of `total` bytes done; `clock` gives seconds."""
        self._total = total
        self._out = out or sys.stderr
        self._clock = clock
        self._begins = clock() + patience if self._out.isatty() else float("inf")
        self._drawn: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        """Take the bar away."""
        if self._drawn:
            self._drawn[0].stop()

    def reach(self, done: float) -> None:
        """Show that so many bytes are done."""
        now = self._clock()
        if now < self._begins:
            return
        if self._drawn is None:
            self._drawn = _begun(self._out, self._total)
        progress, task = self._drawn
        progress.update(task, completed=done)
        progress.refresh()
        # Ten times a second is smooth, and costs nothing beside the work.
        self._begins = now + 0.1


def _begun(out: TextIO, total: int) -> "tuple[Progress, TaskID]":
    from rich.console import Console  # noqa: PLC0415 - few runs draw it
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn  # noqa: PLC0415 - the same

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(file=out, color_system=None, markup=False, emoji=False, highlight=False, force_jupyter=False)
    progress = Progress(*columns, console=console, transient=True, auto_refresh=False)
    progress.start()
    return progress, progress.add_task(_("reading the cases"), total=total)
