"""Which case a reader means."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
MEANT = {
    "himeshima": "himeshima ＨＩＭＥＳＨＩＭＡ 大分県 44 東国東郡姫島村 大分県東国東郡姫島村 姫島村（大分県）",
    "fujieda-eniwa": "eniwa fuji 恵庭市 012319 えにわ 12319",
    "takamatsu": "香川 盆栽",
}
REFUSED = (
    ("北海道", "hamada (Hamada de Shigoto"),
    ("himesima", "did you mean himeshima?"),
    ("ITアイランド推進の計画", "did you mean himeshima?"),
    (
        "札幌市",
        "Sapporo City, Hokkaido in it\ncases of Hokkaido: local-venture, fujieda-eniwa, hamada; to list them: ",
    ),
    ("府中市", "error: no case has Fuchu City, Tokyo Metropolis; Fuchu City, Hiroshima Prefecture in it"),
    ("1", "'1' may be any of 3 cases\nname one of local-venture"),
    ("大分市", "no case has Oita City, Oita Prefecture in it\ncases of Oita Prefecture: himeshima; to list them: "),
    ("長野市", "cases of Nagano Prefecture: tsunan-sakae; to list them: renkei list --prefecture 長野県\n"),
    ("津南村", "did you mean Tsunan Town, Niigata Prefecture?\n"),
    ("Himeshima Town", "did you mean Himeshima Village, Oita Prefecture; himeshima?\n"),
    ("移住", "cases by this value: renkei list --theme 移住\nto look for words: renkei search 移住\n"),
    ("12203", "no case has Shibetsu City, Hokkaido; Ichikawa City, Chiba Prefecture in it"),
    ("いけだちょう", "error: no case has Ikeda Town, "),
    ("", "`renkei list` shows them all"),
    ("zzz", "`renkei list` shows them all"),
)


def test_a_name_means_one_case(run: Run) -> None:
    """An id or the beginning of one, a participant, a prefecture, a piece of a title in either language."""
    for case_id, names in MEANT.items():
        for name in names.split():
            assert (name, run("show", name, "-o", "ids").out) == (name, f"{case_id}\n")
    assert run("show", "it island", "-o", "ids").out == "himeshima\n"


@pytest.mark.usefixtures("unbroken")
def test_no_name_is_guessed(run: Run) -> None:
    """Several that fit, or the nearest, are named; the exit code is 3."""
    for name, said in REFUSED:
        result = run("show", name, "--lang", "en")
        assert (name, result.code, result.out) == (name, 3, "")
        assert said in result.err
