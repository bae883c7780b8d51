"""The bar that shows how far a compilation has come."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from renkei_cli.core.progress import Bar


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_on_a_terminal_shows_how_much_is_done() -> None:
    """Without patience the bar is drawn at once, and taken away at the end."""
    out = _Terminal()
    with Bar(200, out, patience=0) as bar:
        bar.reach(100)
        bar.reach(101)
    assert "50%" in out.getvalue()
    assert "51%" not in out.getvalue()


def test_a_bar_moves_on_as_time_goes_by() -> None:
    """What is drawn once is drawn again when the eye can follow, not anew."""
    out = _Terminal()
    clock = iter((0.0, 1.0, 1.05, 1.2)).__next__
    with Bar(200, out, patience=1, clock=clock) as bar:
        bar.reach(100)
        bar.reach(122)
        bar.reach(150)
    assert [f"{n}%" in out.getvalue() for n in (50, 61, 75)] == [True, False, True]


def test_quick_work_draws_nothing() -> None:
    """Nobody waits for a bar that is gone at once."""
    out = _Terminal()
    with Bar(200, out) as bar:
        bar.reach(100)
    assert out.getvalue() == ""


def test_no_bar_is_drawn_where_nobody_watches() -> None:
    """In a file or a pipe there is no bar, however long it takes."""
    out = io.StringIO()
    with Bar(200, out, patience=0) as bar:
        bar.reach(100)
    assert out.getvalue() == ""


def test_the_answer_is_free_of_it(write_cases: Callable[..., Path], tmp_path: Path) -> None:
    """On a terminal, a compilation writes nothing to stdout but the answer."""
    ours, theirs = pty.openpty()
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "renkei_cli", "list", "-o", "ids", "--data", str(write_cases("one"))],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdout=subprocess.PIPE, stderr=theirs, check=True,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert ended.stdout == b"one\n"
