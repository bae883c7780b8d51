"""Tables and pages for a reader at a terminal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.output.formats.table import _sentence

Run = Callable[..., Any]


def test_the_columns_that_were_asked_for(run: Run) -> None:
    """--fields names the columns, and their order; a blank says that the source is silent."""
    header, _rule, first, *_rest = run("list", "--fields", "funding,id", "--lang", "en").out.splitlines()
    assert header.split() == ["Budget", "and", "funding", "ID"]
    assert first.split() == ["not", "stated", "in", "the", "source", "saga"]


def test_what_finds_no_room_folds(run: Run) -> None:
    """Columns fold from the right below their row, behind their labels, the id never; nothing is left out."""
    result = run("list", "-n", "1", "--lang", "en", env={"COLUMNS": "30"})
    assert result.err == "1 of 8 cases\n"
    assert result.out.splitlines()[:4] == [
        "ID    Type",
        "─" * 30,
        "saga  Within a prefecture",
        "      Title: Saga Algae",
    ]
    assert "      Participants: Saga\n" in result.out


@pytest.mark.parametrize(
    ("columns", "fields", "folded"),
    [
        ("22", "type,activities", "\n  Activities:\n    Saga City has put\n      forward its\n"),
        ("20", "type,title,funding", "\n  Budget and\n    funding: not\n    stated in the\n    source\n"),
        ("30", "id,type,title,benefits", "\n      Benefits: Synergy,\n        Shared know-how\n"),
    ],
)
def test_what_folds_is_still_itself(run: Run, columns: str, fields: str, folded: str) -> None:
    """Several texts stand below their label; a single one, or a blank, behind it."""
    out = run("list", "-n", "1", "--fields", fields, "--lang", "en", env={"COLUMNS": columns}).out
    assert folded in out


def test_hits_fold(run: Run) -> None:
    """So do the sentences that a search found, with where they stand."""
    out = run("search", "exchange", "--lang", "en", env={"COLUMNS": "30"}).out
    assert "  Hits:\n    " in out
    assert "    [Merits 2]\n" in out


def test_a_page_of_chosen_fields(run: Run) -> None:
    """--fields narrows a page too, in the order asked."""
    page = run("show", "himeshima", "--fields", "funding,id", "--lang", "en").out
    assert page == "■ Budget and funding\n  not stated in the source\n\n■ ID\n  himeshima\n"


@pytest.mark.parametrize(
    ("fields", "columns", "form"),
    [
        ("type,trigger", "80", "rows"),
        ("id,type", "80", "rows"),
        ("type,trigger,benefits,themes,purpose,merits", "60", "below"),
    ],
)
def test_many_cases_with_chosen_fields(run: Run, fields: str, columns: str, form: str) -> None:
    """Where the fields fit beside each other a case is a row, else each field lists its cases."""
    out = run("compare", "--fields", fields, "--lang", "en", env={"COLUMNS": columns}).out
    assert out.startswith("ID" if form == "rows" else "■ Type\n  saga\n    Within a prefecture\n")
    assert all(name in out for name in ("saga", "minokamo-yonago"))


def test_a_long_listing_is_one_table(run: Run, tmp_path: Path) -> None:
    """More rows than are measured at first go on in the same columns under one header."""
    entry = """
  - id: case-{n}
    type: 遠隔連携
    title: {{ja: 計画{n}}}
    participants:
      - {{code: "015814", roles: [{{code: plan_author, ref: [heading]}}]}}
      - {{code: "154822", roles: [{{code: plan_author, ref: [heading]}}]}}
    source: {{document: {{ja: 書}}, heading: {{ja: 題}}}}
"""
    file = tmp_path / "many.yaml"
    file.write_text("cases:" + "".join(entry.format(n=n) for n in range(1000, 1250)), encoding="utf-8")
    lines = run("list", "--fields", "id,title", "--data", str(file)).out.splitlines()
    assert [line for line in lines if line.startswith("ID")] == lines[:1]
    assert sum(line.startswith("case-") for line in lines) == 250
    assert len({len(line) for line in lines if line.startswith("─")}) == 1


def test_what_is_searched_for_is_marked(run: Run) -> None:
    """In colour, the words in a sentence stand out even where the line breaks within."""
    out = run("search", "雪国文化", "--color", "always", env={"COLUMNS": "60"}).out
    assert "\x1b[1;4m" in out


def test_a_hit_with_characters_that_nobody_sees() -> None:
    """Where characters are named, the places of the words are no longer those of the text: nothing is marked."""
    hit = {"text": "観光\u202eガイド", "marks": [[0, 2]], "ref": []}
    assert list(_sentence(hit, 40)) == [[(one, "") for one in "観光‹U+202E›ガイド"]]
