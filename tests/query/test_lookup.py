"""Which case a reader means."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("name", "case_id"),
    [
        ("himeshima", "himeshima"),
        ("ＨＩＭＥＳＨＩＭＡ", "himeshima"),
        ("eniwa", "fujieda-eniwa"),
        ("fuji", "fujieda-eniwa"),
        ("恵庭市", "fujieda-eniwa"),
        ("012319", "fujieda-eniwa"),
        ("えにわ", "fujieda-eniwa"),
        ("大分県", "himeshima"),
        ("香川", "takamatsu"),
        ("盆栽", "takamatsu"),
        ("it island", "himeshima"),
        ("44", "himeshima"),
        ("12319", "fujieda-eniwa"),
    ],
)
def test_a_name_means_one_case(run: Run, name: str, case_id: str) -> None:
    """An id or the beginning of one, a participant, a prefecture, a piece of a title in either language."""
    assert run("show", name, "-o", "ids").out == f"{case_id}\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("北海道", "hamada (Hamada de Shigoto"),
        ("himesima", "did you mean himeshima?"),
        ("ITアイランド推進の計画", "did you mean himeshima?"),
        ("札幌市", "error: no case has Sapporo City, Hokkaido in it\n`renkei list` shows all cases"),
        ("府中市", "error: no case has Fuchu City, Tokyo Metropolis; Fuchu City, Hiroshima Prefecture in it"),
        ("1", "'1' may be any of 3 cases\nname one of local-venture"),
        ("12203", "no case has Shibetsu City, Hokkaido; Ichikawa City, Chiba Prefecture in it"),
        ("いけだちょう", "error: no case has Ikeda Town, "),
        ("", "`renkei list` shows them all"),
        ("zzz", "`renkei list` shows them all"),
    ],
)
@pytest.mark.usefixtures("unbroken")
def test_no_name_is_guessed(run: Run, name: str, said: str) -> None:
    """Several that fit, or the nearest, are named; the exit code is 3."""
    result = run("show", name, "--lang", "en")
    assert (result.code, result.out) == (3, "")
    assert said in result.err
