"""Each command in each format, as it is printed. After a change: `pytest --update-golden`, then read the difference."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Golden = Callable[[str, str], None]

COMMANDS = {
    "list": ["list", "-n", "3"],
    "filter": ["filter", "type=隣県"],
    "search": ["search", "観光", "ガイド"],
    "show": ["show", "takamatsu"],
    "compare": ["compare", "himeshima", "takamatsu"],
}
FIELDS = ["--fields", "id,type,title,themes,participants,span_km,events,funding"]
"""One of each kind, and one that the source does not state: enough to see a format, and few enough to read."""

WIDTHS = ("60", "80", "160")
TABLES = [
    *(("list", ["list"], columns) for columns in WIDTHS),
    *(("search", ["search", "観光"], columns) for columns in WIDTHS),
    *(("show", ["show", "himeshima"], columns) for columns in WIDTHS),
    ("filter", COMMANDS["filter"], "80"),
    ("compare", COMMANDS["compare"], "80"),
    ("compare", COMMANDS["compare"], "40"),
    ("compare-all", ["compare"], "160"),
]
HUMAN = {"markdown": ("markdown", []), "excel": ("csv", ["--excel"])}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("name", "argv", "columns"), TABLES)
def test_tables(run: Run, golden: Golden, name: str, argv: list[str], columns: str, language: str) -> None:
    """A table or page at this width, in this language."""
    result = run(*argv, "--lang", language, env={"COLUMNS": columns})
    assert result.code == 0
    golden(f"table/{name}-{columns}.{language}.txt", result.out)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", HUMAN)
def test_formats_that_speak_the_readers_language(
    run: Run, golden: Golden, form: str, command: str, language: str
) -> None:
    """Labels, and in Markdown the texts, are the reader's."""
    written, options = HUMAN[form]
    result = run(*COMMANDS[command], *FIELDS, "-o", written, *options, "--lang", language)
    assert result.code == 0
    golden(f"{form}/{command}.{language}.{written}", result.out)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "yaml", "ids"])
def test_formats_that_speak_data(run: Run, golden: Golden, form: str, command: str) -> None:
    """The same in either language."""
    fields = [] if form == "yaml" else FIELDS
    english, japanese = (run(*COMMANDS[command], *fields, "-o", form, "--lang", language) for language in ("en", "ja"))
    assert (english.code, english.raw) == (0, japanese.raw)
    golden(f"{form}/{command}.{form}", english.out)
