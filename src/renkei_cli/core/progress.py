"""A progress bar for long reading, on the reader's terminal."""

import sys
import time
from typing import TYPE_CHECKING, Self

from renkei_cli.core.i18n import _

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """A bar on stderr, drawn only on a terminal and only when the work takes longer than `delay` seconds."""

    def __init__(self, total: int, delay: float = 1.0) -> None:
        """Begin with none of `total` done."""
        self._total = total
        self._drawn_from = time.monotonic() + delay if sys.stderr.isatty() else float("inf")
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        """Return the bar."""
        return self

    def __exit__(self, *error: object) -> None:
        """Take the bar away."""
        if self._progress:
            self._progress.stop()

    def reach(self, done: float) -> None:
        """Show that so much is done."""
        if time.monotonic() < self._drawn_from:
            return
        if self._progress is None:
            # Few runs draw a bar, and loading it costs more than most runs.
            from rich.console import Console  # noqa: PLC0415 - see above
            from rich.progress import Progress  # noqa: PLC0415 - see above

            console = Console(stderr=True, color_system=None, force_jupyter=False)
            self._progress = Progress(*Progress.get_default_columns()[:3], console=console, transient=True)
            self._progress.add_task(_("reading the cases"), total=self._total)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=done)
