"""Cases whose text holds the words, best first, with the hit in its sentence."""

import csv
import io
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.core.files import data_folder

Run = Callable[..., Any]
_MODEL = (
    "大分県は、姫島村の雇用創出、課題解決、人材育成を図ると同時に、"
    "この事業を「OITA4.0」の象徴となるモデルとして打ち出す。"
)
_NONE = "no case speaks of {}: try a shorter word or another one, or look for a theme: renkei help themes"
_AGRIFOOD = "of the theme Agriculture, forestry, fisheries and food: "
_ABSENT = "no case has {} in it"
_SMALL = "words of two or three capitals are found in capitals alone; in small letters: 8 cases, renkei search {}"


FOUND = {
    ("観光", "ガイド"): "tsunan-sakae",
    ("ひめしま",): "himeshima",
    ("himeshima",): "himeshima",
    ("観光", "-ガイド"): "fujieda-eniwa",
    ("雪国　文化",): "tsunan-sakae",
    ('"雪国文化"',): "tsunan-sakae",
    ('"雪国文化',): "tsunan-sakae",
    ("観光", '-"ガイド'): "fujieda-eniwa",
    ("盆栽", "OR", "藻類", "--sort", "id"): "saga takamatsu",
    ("盆栽", "--type", "遠隔"): "",
    ("観光", "-m", "恵庭"): "fujieda-eniwa",
    ("IT", "firms"): "himeshima",
    ("IT企業",): "himeshima",
    ("EU",): "takamatsu",
}


def test_words_find_the_right_cases(run: Run) -> None:
    """All words must occur; quotes keep together, a minus excludes, OR joins; the named options narrow besides."""
    assert {words: " ".join(run("search", *words, "-o", "ids").out.split()) for words in FOUND} == FOUND


def test_a_case_carries_its_hits(run: Run) -> None:
    """With --json each case has the sentences that hold the words, where they stand and what to mark."""
    [case] = json.loads(run("search", "ガイド", "-n", "1", "--json").out)
    hit = case["hits"][0]
    assert [hit["text"][begin:end] for begin, end in hit["marks"]] == ["ガイド"]
    assert hit["field"] in case


def test_flat_rows_hold_sentences_and_their_places(run: Run) -> None:
    """For a script in columns side by side; for a person behind the sentence."""
    for form, separator in (("csv", ","), ("tsv", "\t")):
        header, row = csv.reader(io.StringIO(run("search", "象徴", "-o", form).out), delimiter=separator)
        found = dict(zip(header, row, strict=True))
        assert (found["hit_count"], found["hits.text"], found["hits.ref"]) == ("1", _MODEL, "merits/2")
    excel = run("search", "象徴", "-o", "csv", "--excel").out
    assert (excel.splitlines()[0][-5:], excel.splitlines()[-1][-7:]) == (",該当箇所", "〔メリット2〕")
    rows = csv.DictReader(io.StringIO(run("search", "観光", "-o", "csv").out, newline=""))
    assert [row["hits.text"].count("\n") for row in rows] == [len(one["hits"]) - 1 for one in _found(run)]


def _found(run: Run) -> list[dict[str, Any]]:
    return list(json.loads(run("search", "観光", "--json").out))


def test_an_order_takes_the_place_of_the_best_first(run: Run) -> None:
    """--sort orders what was found."""
    found = run("search", "連携", "--sort", "-id", "-o", "ids").out.split()
    assert found == sorted(found, reverse=True)


@pytest.mark.usefixtures("unbroken")
def test_an_open_quote_is_told(run: Run) -> None:
    """The words are looked for without it; a closed one, or a format for scripts, is told nothing."""
    said = "a quote is not closed; the words were looked for without it"
    assert run("search", '"snow-country', "--lang", "en").err.splitlines() == ["1 case", said]
    assert run("search", '"snow-country culture"', "--lang", "en").err.splitlines() == ["1 case"]
    assert run("search", '"snow-country', "-o", "ids").err == ""


IN_VAIN: list[tuple[list[str], list[str]]] = [
    (["kpi"], [_NONE.format("kpi")]),
    (
        ["IT", "雪国 foo", "FOR", "OR", "zz"],
        [
            "IT: 1 case; 雪国 foo: 0 cases; FOR OR zz: 0 cases",
            _SMALL.format("for OR zz"),
            _NONE.format("雪国 foo"),
        ],
    ),
    (
        ["IT", "plum", "OR", "pine", "snow-country culture"],
        [
            "IT: 1 case; plum OR pine: 0 cases; snow-country culture: 1 case",
            _NONE.format("plum OR pine"),
        ],
    ),
    (
        ["IT", "snow-country culture"],
        [
            "IT: 1 case; snow-country culture: 1 case",
            "no case holds them all; OR takes either: renkei search IT OR 'snow-country culture'",
        ],
    ),
    (["FOR"], [_SMALL.format("for")]),
    (["IT", "-island"], ["without the excluded words: 1 case"]),
    (["IT", "-t", "remote"], ["without the options that narrow: 1 case"]),
    (["農業"], [f"{_AGRIFOOD}2 cases, renkei list --theme 農業"]),
    (["fishery", "-p", "Kagawa"], [f"{_AGRIFOOD}1 case, renkei list --prefecture Kagawa --theme fisheries"]),
    (["fishery", "--theme", "digital"], [_NONE.format("fishery")]),
    (
        ["農業", "zz"],
        ["農業: 0 cases; zz: 0 cases", f"{_AGRIFOOD}2 cases, renkei list --theme 農業", _NONE.format("zz")],
    ),
    (
        ["夕張市"],
        [
            _ABSENT.format("Yubari City, Hokkaido"),
            "cases of Hokkaido: local-venture, fujieda-eniwa, hamada; to list them: renkei list --prefecture 北海道",
        ],
    ),
]


@pytest.mark.usefixtures("unbroken")
def test_a_search_in_vain_says_what_to_try(run: Run) -> None:
    """Where nothing is found, it is said for which words there are cases, whatever the format."""
    for words, told in IN_VAIN:
        result = run("search", *words, "--lang", "en")
        assert (words, result.code, result.out) == (words, 0, "")
        assert result.err.splitlines()[1:] == told
        assert (words, run("search", *words, "--lang", "en", "--json").err.splitlines()) == (words, told)


@pytest.mark.usefixtures("unbroken")
def test_more_than_what_was_found_is_told(run: Run, write_cases: Callable[..., Path]) -> None:
    """A theme with further cases, and a phrase whose words apart find more; where neither does, nothing is told."""
    for words, told in (
        (["特産品"], ["of the theme Local brands and sales channels: 4 cases, renkei list --theme 特産品"]),
        (["特産品", "-p", "佐賀"], ["without the options that narrow: 2 cases"]),
        (["Start-ups"], ["of the theme Start-ups and new ventures: 1 case, renkei list --theme startup"]),
        (["観光 交流"], [
            "words in quotes were looked for as they stand, together; one by one: 2 cases, renkei search 観光 交流"]),
        (["snow-country culture"], []),
        (['"観光 交流"'], []),
        (["移住"], []),
    ):  # fmt: skip
        lines = run("search", *words, "--lang", "en").err.splitlines()[1:]
        assert (words, lines) == (words, told)
    folder = str(write_cases("own"))
    for word, line in (("夕張市", _ABSENT.format("Yubari City, Hokkaido")), ("443221", _NONE.format("443221"))):
        assert run("search", word, "--data", folder, "--lang", "en").err.splitlines()[1] == line


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (['"snow country"', "OR", "藻類", "盆栽"], "'snow country' OR 藻類 OR 盆栽"),
        (["藻類", "盆栽", "-girl"], "藻類 OR 盆栽 -girl"),
        (["藻類", "盆栽", "-snow $HOME"], "藻類 OR 盆栽 '-snow $HOME'"),
        (["藻類", "盆栽", "-藻類", "-盆栽"], "藻類 OR 盆栽"),
        (["藻類", "盆栽", "-t", "遠隔", "--since", "2001"], "藻類 OR 盆栽"),
        (
            ["藻類", "盆栽", "-p", "佐賀", "-p", "香川", "--since=2001", "-n", "3"],
            "藻類 OR 盆栽 --prefecture 佐賀 --prefecture 香川 --since 2001",
        ),
        (
            ["藻類", "盆栽", "--data", "a b's", "--with-bundled"],
            "藻類 OR 盆栽 --data 'a b'\"'\"'s' --with-bundled",
        ),
        (["藻類", "盆栽", "--data=-x"], "藻類 OR 盆栽 --data=-x"),
        (
            ['"IOT brand"', "OR", "FOR", "--data", "-x", "-m", "himeshima"],
            "'IOT brand' OR for --municipality himeshima --data=-x",
        ),
    ],
)
@pytest.mark.usefixtures("unbroken")
def test_a_suggested_search_can_be_run(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str], line: str
) -> None:
    """Phrases stay phrases; the options stay where they leave a case; a shell hands all of it on as it is."""
    monkeypatch.chdir(tmp_path)
    text = (data_folder() / "cases.yaml").read_text(encoding="utf-8").replace("- id: ", "- id: own-")
    for folder in ("a b's", "-x"):
        Path(folder).mkdir()
        Path(folder, "own.yaml").write_text(text, encoding="utf-8")
    remark = run("search", *argv, "--lang", "en").err.splitlines()[-1]
    assert remark.partition("renkei search ")[2] == line
    found = run(*shlex.split(remark.partition("renkei ")[2]), "-o", "ids")
    assert found.out
