"""The command tree: what is promised of names, options, formats and exit codes, restated by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from renkei_cli.cli.app import tree
from renkei_cli.cli.commands import COMMANDS
from renkei_cli.core import errors
from renkei_cli.output.registry import FaultFormat, Format

Run = Callable[..., Any]

GENERAL = "--help -h --lang"
COLLECTION = "--data --with-bundled"
LOOKS = "--plain --pager --color"
OUTPUT = f"--format -o --json --fields --output -O --excel --encoding --encoding-errors {LOOKS} {COLLECTION} {GENERAL}"
ORDER = "--sort --limit -n"
NARROWING = (
    "--type -t --prefecture -p --region --municipality -m --theme --trigger --benefit --collaborator --since --until"
)
OPTIONS = {
    "list": f"{NARROWING} {ORDER} {OUTPUT}",
    "filter": f"{ORDER} {OUTPUT}",
    "search": f"{NARROWING} {ORDER} {OUTPUT}",
    "show": OUTPUT,
    "compare": f"{NARROWING} {OUTPUT}",
    "validate": f"--strict --format -o --json --output -O {LOOKS} {COLLECTION} {GENERAL}",
    "fmt": f"--check --diff --plain --pager --color {GENERAL}",
    "import": "--output -O --folder --map --source --role --skip-faulty --encoding --sheet --force "
    + GENERAL,
    "schema": f"--output -O {GENERAL}",
    "new": f"--from --template --force --plain --pager --color {GENERAL}",
    "completion": GENERAL,
    "help": f"{LOOKS} {GENERAL}",
}
FORMATS = "table json jsonl csv tsv yaml markdown ids"
TAKES = {
    ("list",): FORMATS,
    ("filter", "type=隣県"): FORMATS,
    ("search", "観光"): FORMATS,
    ("show", "saga"): FORMATS,
    ("compare", "saga", "himeshima"): FORMATS,
}


def _command(name: str) -> Any:  # noqa: ANN401 - Typer's own Click
    context: Any = None
    return tree().get_command(context, name)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_options_of_each_command(run: Run, command: str) -> None:
    """Just these; the help page names them all."""
    names = {name for parameter in _command(command).params for name in parameter.opts if name.startswith("-")}
    assert names | {"--help", "-h"} == set(OPTIONS[command].split())
    page = run(command, "-h", env={"COLUMNS": "160"}).out
    assert [name for name in OPTIONS[command].split() if name not in page] == []


@pytest.mark.parametrize("argv", TAKES)
@pytest.mark.parametrize("form", Format)
def test_the_formats_that_each_command_takes(run: Run, argv: tuple[str, ...], form: Format) -> None:
    """Those that are promised answer; any other is refused with those that do."""
    result = run(*argv, "-o", form.value, "--lang", "en")
    if form.value in TAKES[argv].split():
        assert (result.code, bool(result.out)) == (0, True)
    else:
        assert (result.code, result.out) == (2, "")


def test_every_format_is_promised() -> None:
    """A format that is added is added here."""
    assert {form.value for form in Format} == set(FORMATS.split())
    assert {form.value for form in FaultFormat} == {"text", "json", "jsonl", "sarif", "github"}


def test_the_version(run: Run) -> None:
    """One line, for bug reports."""
    assert run("--version").out == "renkei 0.1.0\n"


def test_exit_codes() -> None:
    """Each way to fail has its number; scripts rely on them."""
    kinds = (errors.UsageError, errors.NotFoundError, errors.DataError, errors.InvalidDataError)
    assert [kind.exit_code for kind in kinds] == [2, 3, 4, 4]
    assert (errors.EXIT_OK, errors.EXIT_FAULTS, errors.EXIT_USAGE, errors.EXIT_DATA) == (0, 1, 2, 4)
    assert (errors.EXIT_BUG, errors.EXIT_INTERRUPTED) == (70, 130)


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["list", "-m", "札幌市"], 0, ""),
        (["list", "--fields", "titel"], 2, "title"),
        (["list", "--colour"], 2, "--color"),
        (["list", "-o", "xlsx"], 2, "markdown"),
        (["list", "--excel"], 2, "csv"),
        (["list", "extra"], 2, "extra"),
        (["lst"], 2, "list"),
        (["zzz"], 2, "list, filter"),
        (["show"], 2, "ID"),
        (["filter", "foo=1"], 2, "participants"),
        (["search", "-観光"], 2, "renkei search"),
        (["show", "himesima"], 3, "himeshima"),
        (["list", "-o", "csv", "--encoding", "cp932"], 4, "焰"),
        (["list", "-O", "no/such/folder/cases.csv"], 4, "no/such/folder"),
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_wrong_is_named_with_what_would_be_right(
    run: Run, argv: list[str], code: int, said: str, language: str
) -> None:
    """A mistake goes to stderr with the table's exit code and a way out; stdout stays empty."""
    result = run(*argv, "--lang", language)
    assert result.code == code
    assert said in result.err
    if code:
        assert result.out == ""
        assert result.err.startswith("エラー" if language == "ja" else "error")
    assert "Traceback" not in result.err


def test_a_language_that_is_none_is_told(run: Run) -> None:
    """RENKEI_LANG=fr gets a note and means English; the locale itself and TAB get none."""
    result = run("list", "-o", "ids", "-n", "1", env={"RENKEI_LANG": "fr", "LANG": "ja_JP.UTF-8"})
    assert (result.code, result.out) == (0, "saga\n")
    assert result.err == "RENKEI_LANG=fr names no language that renkei speaks; write one of ja, en\n"
    assert run("list", "-o", "ids", env={"RENKEI_LANG": "fr", "_RENKEI_COMPLETE": "bash"}).err == ""
    assert run("list", "-o", "ids", env={"RENKEI_LANG": "en_GB", "LANG": "fr", "_RENKEI_COMPLETE": ""}).err == ""
