"""One case, whole, with its sources."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("name", ["himeshima", "姫島村", "ひめしまむら", "HIMESHIMA", "44322", "ITアイランド"])
def test_a_case_answers_to_many_names(run: Run, name: str) -> None:
    """An id, a participant's name, reading or code, or a piece of the title mean the case."""
    result = run("show", name, "-o", "ids")
    assert (result.code, result.out) == (0, "himeshima\n")


def test_a_page_says_what_the_source_does_not(run: Run) -> None:
    """Where a planner looks for a budget or a KPI, the page says that the source is silent."""
    page = run("show", "himeshima").out
    assert "■ 予算・財源\n  出典に記載なし" in page
    assert "■ KPI\n  出典に記載なし" in page


def test_the_same_case_as_in_the_list(run: Run, cases: dict[str, Any]) -> None:
    """A case is the same object wherever it is printed."""
    assert json.loads(run("show", "saga", "--json").out) == cases["saga"]
