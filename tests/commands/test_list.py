"""The cases, one a row, narrowed by named options."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
REMOTE = ["local-venture", "fujieda-eniwa", "hamada", "minokamo-yonago"]
WITHIN = ["saga", "takamatsu", "himeshima"]


@pytest.mark.parametrize(
    ("argv", "ids"),
    [
        (["--type", "遠隔"], REMOTE),
        (["--type", "遠"], REMOTE),
        (["--type", "remote"], REMOTE),
        (["--type", "ｒｅｍｏｔｅ"], REMOTE),
        (["--type", "県内"], WITHIN),
        (["--type", "隣県"], ["tsunan-sakae"]),
        (["--type", "県内", "--type", "隣県"], [*WITHIN, "tsunan-sakae"]),
        (["--type", "遠隔", "--theme", "観光"], []),
        (["--prefecture", "島根"], ["local-venture", "hamada"]),
        (["--prefecture", "北海道"], ["local-venture", "fujieda-eniwa", "hamada"]),
        (["-p", "oita", "-p", "44"], ["himeshima"]),
        (["--region", "kyushu"], ["saga", "himeshima", "local-venture"]),
        (["--municipality", "札幌市"], []),
        (["-m", "恵庭"], ["fujieda-eniwa"]),
        (["--theme", "tourism"], ["tsunan-sakae"]),
        (["--trigger", "視察"], ["fujieda-eniwa"]),
        (["--benefit", "shared_data"], ["minokamo-yonago"]),
        (["--collaborator", "大学"], ["saga"]),
        (["--collaborator", "ETIC"], ["local-venture"]),
        (["--collaborator", "npo"], ["local-venture"]),
        (["--since", "H29", "--until", "FY2017"], ["saga", "himeshima", "local-venture"]),
        (["--since", "2018"], ["himeshima", "local-venture"]),
        (["--sort", "-participants", "-n", "1"], ["local-venture"]),
        (["--limit", "2"], ["saga", "takamatsu"]),
        (["--type", "遠隔", "-n", "1"], ["local-venture"]),
        (["-n", "0"], []),
    ],
)
def test_options_leave_the_right_cases(run: Run, argv: list[str], ids: list[str]) -> None:
    """One option twice means or; two options mean and; values are folded before they are compared."""
    result = run("list", *argv, "-o", "ids")
    assert (result.code, result.out.split()) == (0, ids)


@pytest.mark.parametrize(
    ("argv", "count"),
    [([], "8 cases"), (["-m", "恵庭"], "1 case"), (["-n", "3"], "3 of 8 cases"), (["-m", "札幌市"], "no case fits")],
)
def test_people_are_told_how_many(run: Run, argv: list[str], count: str) -> None:
    """The count stands on stderr, beside the answer."""
    assert run("list", *argv, "--lang", "en").err.splitlines()[-1] == count


def test_scripts_get_whole_cases_and_no_count(run: Run) -> None:
    """--json is an array of cases with text in both languages, with none it is empty; stderr stays silent."""
    result = run("list", "--json")
    cases = json.loads(result.out)
    assert [case["type"] for case in cases].count("遠隔連携") == 4
    assert cases[2]["title"] == {"ja": "ITアイランド推進計画", "en": "IT Island Promotion Plan"}
    assert not result.err
    assert json.loads(run("list", "-m", "札幌市", "--json").out) == []


def test_the_undated_are_told(run: Run) -> None:
    """A case without a date can be neither since nor until; the reader learns that some were left out for it."""
    assert run("list", "--since", "2017", "--lang", "en").err.startswith("3 cases have no date in their source\n")
    assert run("list", "--until", "2017", "-p", "島根", "--lang", "en").err == "2 cases\n"


def test_a_limit_beyond_all_bounds(run: Run) -> None:
    """A number that no database holds is a limit all the same."""
    assert len(run("list", "-n", "9" * 30, "-o", "ids").out.split()) == 8
