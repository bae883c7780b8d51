"""The cases, one a row, narrowed by terms over any field."""

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_every_term_must_hold(run: Run) -> None:
    """Two terms leave what each of them leaves."""
    assert run("filter", "type=遠隔", "participants>=4", "-o", "ids").out.split() == ["local-venture", "hamada"]


def test_the_order_is_the_readers(run: Run) -> None:
    """--sort orders what the terms leave, and --limit cuts it then."""
    for sort, first in (("id", "fujieda-eniwa"), ("-span_km", "local-venture")):
        assert run("filter", "type=遠隔", "--sort", sort, "-n", "1", "-o", "ids").out.split() == [first]
