"""The bar that shows how far long reading has come."""

import io
import sys

import pytest

from renkei_cli.core.progress import Bar


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_where_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, if the work takes longer than the delay; it moves on, and is taken away at the end."""
    for stream, delay, drawn in ((_Terminal(), 0, True), (_Terminal(), 3600, False), (io.StringIO(), 0, False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with Bar(200, delay) as bar:
            bar.reach(50)
            bar.reach(150)
        assert ("75%" in stream.getvalue()) is bool(stream.getvalue()) is drawn
