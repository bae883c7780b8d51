"""One case, whole, with its sources."""

import json
from collections.abc import Callable
from pathlib import Path
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
    page = run("show", "himeshima", *argv, env={"COLUMNS": "200"}).out
    lines = [line.strip(" #・-→:：") for line in page.splitlines()]
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


def test_the_page_begins_with_what_it_is_about(run: Run) -> None:
    """The summary, the purpose and who takes part stand first; themes come before what is done."""
    for language, labels in (("ja", "概要 目的 参加団体 テーマ"), ("en", "Summary Purpose Participants Themes")):
        page = run("show", "hamada", "--lang", language).out
        headings = [line.removeprefix("■ ") for line in page.splitlines() if line.startswith("■")]
        assert headings[:4] == labels.split()
        assert page.index("ID: hamada") < page.index(f"■ {headings[0]}")


def test_a_case_of_ones_own_is_not_filled_in(run: Run, write_cases: Callable[..., Path]) -> None:
    """Where nobody has counted the source's bullets, a blank says nothing of the source; in lists neither."""
    data = ["--data", str(write_cases("one")), "--with-bundled"]
    assert "\n\n未記入: 概要、目的、テーマ、" in run("show", "one", *data).out
    for argv in (
        ["list", "--fields", "id,kpis"],
        ["list", "--fields", "id,kpis", "--plain"],
        ["compare", "one", "saga"],
    ):
        out = run(*argv, *data).out
        assert (argv, "未記入" in out, "出典に記載なし" in out) == (argv, True, True)
    assert run("compare", "one", "saga", *data).out.endswith(
        "\n\n未記入・出典に記載なし: 実施期間、予算・財源、KPI、成果\n"
    )


def test_half_a_page(run: Run) -> None:
    """--short is what one tells a colleague; in a form for programs the same fields."""
    short = run("show", "hamada", "--short")
    assert (short.code, len(short.out.splitlines()) <= 16) == (0, True)
    assert "\n連携の効果  発信力、選択肢の拡充、知見の共有\n" in short.out
    assert "〔" not in short.out
    keys = ["id", "type", "title", "summary", "themes", "trigger", "benefits", "participants"]
    assert list(json.loads(run("show", "hamada", "--short", "--json").out)) == keys
    assert "連携の効果: 発信力、選択肢の拡充、知見の共有\n" in run("show", "hamada", "--short", "--plain").out
    assert "## 連携の効果" in run("show", "hamada", "--short", "-o", "markdown").out
    refused = run("show", "hamada", "--short", "--fields", "title")
    assert (refused.code, refused.err.splitlines()[0]) == (2, "エラー: --short と --fields は同時に指定できません")


def test_without_places_in_the_source(run: Run) -> None:
    """--no-refs leaves them out wherever people read, and is refused where programs do."""
    for argv in (["show", "hamada"], ["show", "hamada", "saga"], ["compare", "hamada", "saga", "-o", "markdown"],
                 ["search", "移住"], ["list", "--fields", "themes", "-o", "markdown"]):  # fmt: skip
        with_refs, without = run(*argv).out, run(*argv, "--no-refs").out
        assert (argv, "〔" in with_refs or "list" in argv, "〔" in without) == (argv, True, False)
    refused = run("show", "hamada", "--no-refs", "--json")
    assert (refused.code, refused.out) == (2, "")


def test_several_cases_one_after_the_other(run: Run) -> None:
    """Named, or from a pipe; programs get an array, and one of none where none is named."""
    alone = [run("show", case_id).out for case_id in ("saga", "hamada")]
    both = run("show", "saga", "浜田市", "saga").out
    assert both == f"\n{'─' * 80}\n\n".join(alone)
    assert run("show", "-", stdin=b"saga\n\n hamada \n").out == both
    assert run("show", "saga", "hamada", "--plain").out == "\n".join(
        run("show", case_id, "--plain").out for case_id in ("saga", "hamada")
    )
    markdown = run("show", "saga", "hamada", "-o", "markdown").out
    assert [line for line in markdown.splitlines() if line.startswith("# ")] == [
        "# 佐賀藻類産業推進プロジェクト", "# 浜田deしごと応援計画",
    ]  # fmt: skip
    for argv, stdin in ((["saga", "hamada"], b""), (["-"], b"saga\nhamada\n")):
        assert [case["id"] for case in json.loads(run("show", *argv, "--json", stdin=stdin).out)] == ["saga", "hamada"]
    assert [case["id"] for case in json.loads(run("show", "-", "--json", stdin=b"saga").out)] == ["saga"]
    assert run("show", "-", "--json", stdin=b"")[:3] == (0, "[]\n", "")
    both_from_it = run("show", "-", "--data", "-", stdin=b"saga")
    assert (both_from_it.code, both_from_it.out) == (2, "")
    missing = run("show", "saga", "atlantis")
    assert (missing.code, missing.out) == (3, "")


@pytest.mark.usefixtures("unbroken")
def test_none_is_no_error(run: Run) -> None:
    """A list of nothing, handed on by xargs, is shown as nothing; people are told how a case is named."""
    told = "事例が指定されていません。次のように書いてください: renkei show himeshima\n"
    assert run("show")[:3] == run("show", "-", stdin=b"\n")[:3] == (0, "", told)


def test_one_calendar_a_page(run: Run, write_cases: Callable[..., Path]) -> None:
    """Dates are counted as the case's own sentences count years: by eras, unless they count as the West does."""
    west = run("show", "local-venture").out
    assert ("2016年度　" in west, "2016年度）" in west, "平成" in west) == (True, True, False)
    assert "平成27年度　" in run("show", "hamada").out
    both = 'events: [{date: FY2016, text: {ja: "平成28年度に、2020年を目標に始めた。"}}]'
    data = str(write_cases("one", **dict([both.split(": ", 1)])))
    assert "平成28年度　" in run("show", "one", "--data", data).out


def test_a_misprint_is_told_beside_the_source(run: Run) -> None:
    """Not below the title, where it would look like one of ours."""
    page = run("show", "minokamo-yonago", env={"COLUMNS": "100"}).out
    told = "\n  出典では名称が「二市連携 ICT 活用于育て支援事業」と誤植されている。\n"
    assert page.index("■ 出典\n") < page.index(told)


def test_the_same_case_as_in_the_list(run: Run, cases: dict[str, Any]) -> None:
    """A case is the same object wherever it is printed."""
    assert json.loads(run("show", "saga", "--json").out) == cases["saga"]
