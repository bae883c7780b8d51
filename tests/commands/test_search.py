"""Cases whose text holds the words, best first, with the hit in its sentence."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["観光", "ガイド"], ["tsunan-sakae"]),
        (["ひめしま"], ["himeshima"]),
        (["himeshima"], ["himeshima"]),
        (["観光", "-ガイド"], ["fujieda-eniwa"]),
        (["雪国　文化"], ["tsunan-sakae"]),
        (['"雪国文化"'], ["tsunan-sakae"]),
        (["盆栽", "OR", "藻類"], ["saga", "takamatsu"]),
        (["盆栽", "--type", "遠隔"], []),
        (["観光", "-m", "恵庭"], ["fujieda-eniwa"]),
    ],
)
def test_words_find_the_right_cases(run: Run, words: list[str], ids: list[str]) -> None:
    """All words must occur; quotes keep together, a minus excludes, OR joins; the named options narrow besides."""
    result = run("search", *words, "-o", "ids")
    assert (result.code, sorted(result.out.split())) == (0, sorted(ids))


def test_a_case_carries_its_hits(run: Run) -> None:
    """With --json each case has the sentences that hold the words, where they stand and what to mark."""
    [case] = json.loads(run("search", "ガイド", "-n", "1", "--json").out)
    hit = case["hits"][0]
    assert [hit["text"][begin:end] for begin, end in hit["marks"]] == ["ガイド"]
    assert hit["field"] in case


def test_an_order_takes_the_place_of_the_best_first(run: Run) -> None:
    """--sort orders what was found."""
    found = run("search", "連携", "--sort", "-id", "-o", "ids").out.split()
    assert found == sorted(found, reverse=True)
