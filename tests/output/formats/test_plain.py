"""Plain text, line after line, for screen readers and mail."""

from collections.abc import Callable
from typing import Any

import pytest

from renkei_cli.core.text import escape_invisible
from renkei_cli.output.wrap import width

Run = Callable[..., Any]
Golden = Callable[[str, str], None]
COMMANDS = {
    "list": ["list", "-n", "3"],
    "filter": ["filter", "type=隣県"],
    "search": ["search", "観光", "ガイド"],
    "show": ["show", "takamatsu"],
    "compare": ["compare", "himeshima", "takamatsu"],
    "help": ["help", "list"],
    "topic": ["help", "filters"],
}
BOXES = set("─│┼■\x1b")


def _solid(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_plain_text_looks_as_it_should(run: Run, golden: Golden, name: str, language: str) -> None:
    """One field a line, cases apart by an empty line; RENKEI_PLAIN=1 is --plain, 0 is not.

    No boxes, no colour even where it is asked for, no indentation, no padding; as wide as a mail at most.
    """
    argv = [*COMMANDS[name], "--lang", language]
    result = run(*argv, "--plain")
    assert result.code == 0
    golden(f"plain/{name}.{language}.txt", result.out)
    assert run(*argv, env={"RENKEI_PLAIN": "1"}).out == result.out
    assert run(*argv, env={"RENKEI_PLAIN": "0"}).out == run(*argv).out != result.out
    for columns in ("20", "60", "200"):
        out = run(*argv, "--plain", "--color", "always", env={"COLUMNS": columns}).out
        assert not BOXES & set(out)
        for line in out.splitlines():
            assert line == line.strip()
            assert "  " not in line
            assert width(line) <= min(int(columns), 72)


def test_other_formats_stay_as_they_are(run: Run) -> None:
    """Whatever the environment says; with the option itself it is a slip, which is told."""
    assert run("list", "--json", env={"RENKEI_PLAIN": "1"}).out == run("list", "--json").out
    for form in ("json", "csv", "markdown", "ids"):
        result = run("list", "-o", form, "--plain", "--lang", "en")
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("error: --plain belongs to the format table\n")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_plain_text_loses_nothing(run: Run, cases: dict[str, Any], language: str) -> None:
    """It has all that the widest table has; and it says what a page says, in the same order, but for the marks."""
    wide = run("list", "--lang", language, env={"COLUMNS": "400"}).out
    plainly = _solid(run("list", "--plain", "--lang", language).out)
    header, *rows = [line for line in wide.splitlines() if "─" not in line]
    assert all(label in plainly for label in header.split())
    assert all(_solid(cell) in plainly for row in rows for cell in row.split("  ") if cell)
    assert all(_solid(escape_invisible(case["title"][language])) in plainly for case in cases.values())
    marks = str.maketrans("", "", "■•・:： ")
    for case_id in cases:
        page, plainly = (run("show", case_id, *more, "--lang", language).out for more in ([], ["--plain"]))
        page = page.replace(f"ID: {case_id}", "")
        plainly = plainly.replace(f"ID: {case_id}", "").removeprefix("名称: ").removeprefix("Title: ")
        assert _solid(plainly).translate(marks) == _solid(page).translate(marks)


def test_a_comparison_has_each_case_for_each_field(run: Run) -> None:
    """A field that a case does not state says so; a comparison of none is silent, in any form."""
    out = run("compare", "saga", "hamada", "--fields", "title,funding,themes", "--plain", "--lang", "en").out
    assert out.split("\n\n")[1] == (
        "Budget and funding\nsaga: not stated in the source\nhamada: not stated in the source"
    )
    assert "\nhamada: Migration and ties with outsiders, Childcare and single parents,\n" in out
    for form in (["--plain"], ["-o", "table"], ["-o", "markdown"]):
        assert run("compare", "saga", "-t", "remote", *form).out == ""


def test_chosen_fields(run: Run) -> None:
    """--fields narrows plain text, too: several texts stand below their label, marked as items."""
    out = run("show", "himeshima", "--fields", "funding,id", "--plain", "--lang", "en").out
    assert out == "Budget and funding: not stated in the source\nID: himeshima\n"
    out = run("list", "-n", "1", "--fields", "id,activities", "--plain", "--lang", "en").out
    assert out.startswith("ID: saga\nActivities:\n• ")
