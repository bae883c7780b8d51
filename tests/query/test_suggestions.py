"""What to try instead of a value that means nothing, and where no case is left."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FOUND = Path(__file__).parents[1] / "found" / "dates.yaml"
NEAR_OITA = "cases of Oita Prefecture: himeshima; to list them: renkei list --prefecture 大分県\n"

EMPTY = {
    "list -m 大分市": "no case has Oita City, Oita Prefecture in it\n" + NEAR_OITA,
    "search 雪国文化 -m 大分市": NEAR_OITA,
    "compare -m 大分市": NEAR_OITA,
    "list -m 長野県": "Nagano Prefecture itself takes part in no case\ncases of Nagano Prefecture: tsunan-sakae",
    "list -m 三宅島三宅村": "Miyake Village, Tokyo Metropolis in it\ncases of Kanto: hamada; to list them: ",
    "list -p 東京": "no case has a local government of Tokyo Metropolis in it\ncases of Kanto: hamada; to list them: ",
    "list -m 府中市": "Fuchu City, Tokyo Metropolis; Fuchu City, Hiroshima Prefecture in it\n",
    "list --theme 環境 -t 隣県": "each by itself: --type 隣県: 1 case; --theme 環境: 1 case\n",
    "list --since 2030": "Years: from 2011 to 2018 in the cases that there are\n",
    "list --population >9000000": "Participants: Population: from 1,128 to ",
    "filter kpis!=": "KPIs: no case states it\n",
    "filter kpis.target>5": "KPIs: Target: no case states it\n",
    "filter title=": "Title: every case states it\n",
    "filter type!=remote type!=same_prefecture type!=neighbouring": "each by itself: 'type!=remote': 4 cases; ",
    "filter participant_count!=2 participants=2": "participants=2: 5 cases\n",
    "filter collaborators.kind=npo id=saga": "each by itself: collaborators.kind=npo: 1 case; id=saga: 1 case\n",
    "filter title=島": "Title: no case has this text; to look further: renkei filter 'title~島'\n",
    "filter title~温泉": "to look further: renkei search 温泉\n",
    "filter events>=2017": "'events>=2017' counts; for the dates: 'events.date>=2017'\nEvents: from 0 to 2 in the",
    "filter events.date>2030": "Events: Date: from 2011 to FY 2018 in the cases that there are\n",
    "filter participants(code=412023&roles=coordinator)": "each of the terms holds for one, but none fulfils them all",
}


@pytest.mark.usefixtures("unbroken")
def test_an_empty_answer_says_why_and_what_to_try(run: Run) -> None:
    """The local government's neighbours, what each option leaves by itself, what values there are."""
    for line, said in EMPTY.items():
        result = run(*line.split(), "-o", "ids", "--lang", "en")
        assert (line, result.code, result.out) == (line, 0, "")
        assert said in result.err, line


def test_nothing_else_is_said_where_there_is_nothing_near(run: Run) -> None:
    """In a collection without cases near, all its cases are named, with the option that names the collection."""
    result = run("list", "-m", "大分市", "--data", str(FOUND), "-o", "ids", "--lang", "en")
    assert result.err == f"no case has Oita City, Oita Prefecture in it\nall cases: renkei list --data {FOUND}\n"
    result = run("filter", "collaborators.kind=npo", "--data", str(FOUND), "-o", "ids", "--lang", "en")
    assert result.err == "Collaborators: Kind: no case has Non-profit\n"
    result = run("filter", "type!=県内連携", "--data", str(FOUND), "-o", "ids", "--lang", "en")
    assert result.err == "Type: no case has anything else\n"


OTHERWISE = {
    "-p 大分市": "another option takes this value: -m 大分市\n",
    "-p 長野村": "did you mean Nagano Prefecture",
    "-p 島根町": "did you mean Shimane Prefecture",
    "-p 九州": "another option takes this value: --region 九州\n",
    "--region 大分": "another option takes this value: -p 大分\nanother option takes this value: -m 大分\n",
    "-t 観光": "another option takes this value: --theme 観光\n",
    "-m 上野市": "did you mean Ueno Village, Gunma Prefecture?\n",
    "-m ひめじま": "did you mean Himeshima Village, Oita Prefecture; ",
    "-p 県": "to choose by it: renkei filter participants.kind=県\n",
    "-m 姫島町": "did you mean Himeshima Village, Oita Prefecture?\n",
    "-m 富谷町": "did you mean Tomiya City, Miyagi Prefecture?\n",
    "-m 村": "to choose by it: renkei filter participants.kind=村\n",
    "-m 町村": "to choose by it: renkei filter participants.kind=町村\n",
    "-m xyzzy": "write it as in 姫島村, ひめしま, himeshima, 443221\n",
    "--population 100..50": "--population: 100 is more than 50\nwrite --population 50..100\n",
    "--population 5千": "--population: '5千' is no number of people\nwrite it as in '<5000'",
}


def test_a_value_of_another_kind_is_never_taken(run: Run) -> None:
    """A city is no prefecture and no village: what was meant, or the option that takes it, is named."""
    for line, said in OTHERWISE.items():
        result = run("list", *line.split(), "--lang", "en", env={"COLUMNS": ""})
        assert (line, result.code, result.out) == (line, 2, "")
        assert said in result.err, line


POPULATIONS = {
    "<1500": "local-venture hamada",
    "-1500": "local-venture hamada",
    "1,600..1,700": "tsunan-sakae",
    "1600〜1700": "tsunan-sakae",
    "400000-": "takamatsu",
    "４０００００人以上": "takamatsu",
    ">=417496": "takamatsu",
    "1500人未満": "local-venture hamada",
}


def test_a_village_finds_cases_of_its_size(run: Run) -> None:
    """The people of one municipality count; a prefecture's never do."""
    for asked, ids in POPULATIONS.items():
        assert (asked, run("list", "--population", asked, "-o", "ids").out.split()) == (asked, ids.split())
    assert (
        run("list", "--population", "1600-1700", "--population", ">400000", "-o", "ids").out
        == "takamatsu\ntsunan-sakae\n"
    )


def test_every_date_of_a_case_is_known(run: Run) -> None:
    """A period, an approval, money and measures are dated too, each with its span; without an end it goes on."""
    for argv, left in (
        ("--since 2016", "lake road"), ("--since 2018-05 --until 2018-06", "lake road"), ("--until 2014", "road"),
        ("--since 2020-04 --until 2020-06", "road"), ("--since 2030", "road"), ("--until 2009", ""),
    ):  # fmt: skip
        result = run("list", *argv.split(), "--data", str(FOUND), "-o", "ids", "--lang", "en")
        assert (argv, result.out.split(), "no date" in result.err) == (argv, left.split(), False)
    shown = run("list", "--fields", "years", "--data", str(FOUND), "-o", "jsonl").out
    assert shown == '{"years": [2016, 2017, 2018, 2019, 2020]}\n{"years": [2010, 2015]}\n'
