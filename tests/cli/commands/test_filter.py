"""The cases, one a row, narrowed by terms over any field."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def test_every_term_must_hold(run: Run) -> None:
    """Two terms leave what each of them leaves."""
    assert run("filter", "type=遠隔", "participants>=4", "-o", "ids").out.split() == ["local-venture", "hamada"]


@pytest.mark.parametrize(("sort", "first"), [("id", "fujieda-eniwa"), ("-span_km", "local-venture")])
def test_the_order_is_the_readers(run: Run, sort: str, first: str) -> None:
    """--sort orders what the terms leave, and --limit cuts it then."""
    result = run("filter", "type=遠隔", "--sort", sort, "-n", "1", "-o", "ids")
    assert result.out.split() == [first]
