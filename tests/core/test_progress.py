"""The bar that shows how far long reading has come."""

import io
import sys

import pytest

from renkei_cli.core.progress import Bar


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "delay", "drawn"),
    [
        (_Terminal(), 0, True),
        (_Terminal(), 3600, False),
        (io.StringIO(), 0, False),
    ],
    ids=["terminal", "quick work", "file"],
)
def test_a_bar_is_drawn_where_somebody_waits(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, delay: float, *, drawn: bool
) -> None:
    """On a terminal, if the work takes longer than the delay; it moves on, and is taken away at the end."""
    monkeypatch.setattr(sys, "stderr", stream)
    with Bar(200, delay) as bar:
        bar.reach(50)
        bar.reach(150)
    assert ("75%" in stream.getvalue()) is drawn
    assert bool(stream.getvalue()) is drawn
