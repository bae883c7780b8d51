"""One case, whole, with its sources."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


NAMES = ["himeshima", "姫島村", "ひめしまむら", "HIMESHIMA", "44322", "ITアイランド"]


def test_a_case_answers_to_many_names(run: Run) -> None:
    """An id, a participant's name, reading or code, or a piece of the title mean the case."""
    assert {name: run("show", name, "-o", "ids").out for name in NAMES} == dict.fromkeys(NAMES, "himeshima\n")


def test_a_page_says_what_the_source_does_not(run: Run) -> None:
    """Where a planner looks for a budget or a KPI, the page says that the source is silent."""
    page = run("show", "himeshima").out
    assert page.endswith("\n\n出典に記載なし: 連携の仕組み、実施期間、予算・財源、KPI、成果、連絡先\n")
    assert page.count("出典に記載なし") == 1


@pytest.mark.parametrize("argv", [[], ["-o", "markdown"], ["--plain"], ["--fields", "participants,merits"]])
def test_each_statement_has_its_source_and_who_gained(run: Run, argv: list[str]) -> None:
    """In whatever form people read a case, whole or in part."""
    lines = [line.strip(" #・-→:") for line in run("show", "himeshima", *argv, env={"COLUMNS": "200"}).out.splitlines()]
    text = "".join(lines).replace(" 〔", "〔")
    assert "大分県（計画の作成主体）〔見出し〕" in text
    assert "各部局が姫島村と連携して事業を進める。〔メリット1〕" in text
    assert "これは、大分県へのIT企業や人材の呼び込みに寄与すると期待できる。〔メリット2〕" in text
    gained = lines[next(at for at, line in enumerate(lines) if line.endswith("連携のメリット")) :]
    assert (gained.index("姫島村") < gained.index("大分県")) is True


def test_a_distance_of_nothing_is_not_told(run: Run) -> None:
    """Of a prefecture and a municipality of its own there is none."""
    assert "団体間の最大距離" not in run("show", "takamatsu").out
    assert "団体間の最大距離" in run("show", "hamada").out


def test_the_same_case_as_in_the_list(run: Run, cases: dict[str, Any]) -> None:
    """A case is the same object wherever it is printed."""
    assert json.loads(run("show", "saga", "--json").out) == cases["saga"]
