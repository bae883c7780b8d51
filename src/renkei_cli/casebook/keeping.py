"""Which compiled indexes stay in the cache folder; what no run needs that finds one."""

import time
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from renkei_cli.casebook.sources import CacheLocation

_KEPT = 32
"""Indexes that stay in the cache folder; the one that was compiled longest ago goes first."""
_LONGEST = 86_400
"""Seconds after which nobody is writing an index any more: the run was killed."""


def latest(shelf: CacheLocation) -> Path | None:
    """Give the index of an earlier state of the collection, if one is there."""
    return max(shelf.folder.glob(f"{shelf.key}-*.sqlite"), key=_age, default=None)


def tidy(shelf: CacheLocation, newest: Path) -> None:
    """Remove this collection's other indexes, the oldest of all where they are too many, and unfinished ones."""
    own = [path for path in shelf.folder.glob(f"{shelf.key}-*.sqlite") if path != newest]
    others = sorted(shelf.folder.glob("*.sqlite"), key=_age)
    long_ago = time.time() - _LONGEST
    left_behind = (path for path in shelf.folder.glob("*.tmp") if _age(path) < long_ago)
    for path in (*own, *(path for path in others[:-_KEPT] if path != newest), *left_behind):
        # Where another run reads it, some systems do not let go of it. The next compilation tries again.
        with suppress(OSError):
            if path.suffix == ".tmp" and path.is_dir():
                rmtree(path)
            else:
                path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
