"""The command tree: what is promised of names, options, formats and exit codes, restated by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from renkei_cli.cli.app import command_tree
from renkei_cli.cli.commands import COMMANDS, load_module
from renkei_cli.core import errors
from renkei_cli.output.registry import FaultFormat, Format

Run = Callable[..., Any]

GENERAL = "--help -h --lang"
COLLECTION = "--data --with-bundled"
LOOKS = "--plain --pager --color"
FORM = "--format -o --json --fields --output -O --force --no-refs --excel --all-columns --explode --encoding"
OUTPUT = f"{FORM} --encoding-errors {LOOKS} {COLLECTION} {GENERAL}"
ORDER = "--sort --limit -n"
NARROWING = (
    "--type -t --prefecture -p --region --municipality -m --theme --trigger --benefit --collaborator --population "
    "--since --until"
)
OPTIONS = {
    "list": f"{NARROWING} {ORDER} {OUTPUT}",
    "filter": f"{NARROWING} {ORDER} {OUTPUT}",
    "search": f"{NARROWING} {ORDER} {OUTPUT}",
    "show": f"{OUTPUT} --short",
    "compare": f"{NARROWING} {OUTPUT} --differences",
    "validate": f"--strict --format -o --json --output -O --force {LOOKS} {COLLECTION} {GENERAL}",
    "fmt": f"--check --diff --plain --pager --color {GENERAL}",
    "import": "--output -O --folder --map --source --role --skip-faulty --encoding --sheet --force " + GENERAL,
    "schema": f"--output -O --force {GENERAL}",
    "new": f"--from --template --force --plain --pager --color {GENERAL}",
    "completion": GENERAL,
    "help": f"{LOOKS} {GENERAL}",
}
FORMATS = "table json jsonl csv tsv yaml markdown ids"
WRONG = [
    (["list", "--fields", "titel"], 2, "title"),
    (["list", "-o", "xlsx"], 2, "--excel -O cases.csv"),
    (["list", "-o", "Word"], 2, "pandoc cases.md -o cases.docx"),
    (["list", "-o", "xml"], 2, "markdown"),
    (["list", "--excel", "--json"], 2, "csv"),
    (["list", "--all-columns"], 2, "--excel"),
    (["list", "--explode", "kpis"], 2, "csv"),
    (["list", "--explode", "title", "-o", "csv"], 2, "participants"),
    (["compare", "--explode", "kpis", "-o", "csv"], 2, "renkei list"),
    (["zzz"], 2, "list, filter"),
    (["filter", "foo=1"], 2, "participants"),
    (["search", "-観光"], 2, "renkei search"),
    (["show", "himesima"], 3, "himeshima"),
    (["list", "-o", "csv", "--fields", "background.ja", "--encoding", "cp932"], 4, "焰"),
    (["list", "-O", "no/such/folder/cases.csv"], 4, "no/such/folder"),
]
"""Command lines, their exit codes, and what the message names."""


def test_every_command_can_be_loaded_and_has_its_options(run: Run) -> None:
    """Just these; the help page names them all, and each is documented in the table of commands."""
    assert list(COMMANDS) == list(OPTIONS)
    for name in COMMANDS:
        assert getattr(load_module(name), COMMANDS[name].function).__doc__
        context: Any = None
        command: Any = command_tree().get_command(context, name)
        taken = {opt for parameter in command.params for opt in parameter.opts if opt.startswith("-")}
        assert (name, taken) == (name, set(OPTIONS[name].split()))
        page = run(name, "-h", env={"COLUMNS": "160"}).out
        assert [option for option in OPTIONS[name].split() if option not in page] == []


def test_formats(run: Run) -> None:
    """A format that is added is added here; its name may stand beside its option: -ojson."""
    assert [form.value for form in Format] == FORMATS.split()
    assert {form.value for form in FaultFormat} == {"text", "json", "jsonl", "sarif", "github"}
    assert [form for form in Format if run("list", f"-o{form}") != run("list", "-o", form)] == []


def test_exit_codes() -> None:
    """Each way to fail has its number; scripts rely on them."""
    kinds = (errors.UsageError, errors.NotFoundError, errors.DataError, errors.InvalidDataError)
    assert [kind.exit_code for kind in kinds] == [2, 3, 4, 4]
    assert (errors.EXIT_OK, errors.EXIT_FAULTS, errors.EXIT_USAGE, errors.EXIT_DATA) == (0, 1, 2, 4)
    assert (errors.EXIT_BUG, errors.EXIT_INTERRUPTED) == (70, 130)


@pytest.mark.parametrize(("language", "begins"), [("ja", "エラー"), ("en", "error")])
def test_what_is_wrong_is_named_with_what_would_be_right(run: Run, language: str, begins: str) -> None:
    """A mistake goes to stderr with the table's exit code and a way out; stdout stays empty."""
    for argv, code, named in WRONG:
        result = run(*argv, "--lang", language)
        assert (argv, result.code, result.out) == (argv, code, "")
        assert named in result.err
        assert result.err.startswith(begins)


def test_the_version_and_an_unknown_language(run: Run) -> None:
    """One line; RENKEI_LANG=fr gets a note and means English; the locale itself and TAB get none."""
    assert run("--version").out == "renkei 0.1.0\n"
    result = run("list", "-o", "ids", "-n", "1", env={"RENKEI_LANG": "fr", "LANG": "ja_JP.UTF-8"})
    assert (result.code, result.out) == (0, "saga\n")
    assert result.err == "RENKEI_LANG=fr names no language that renkei speaks; write one of ja, en\n"
    assert run("list", "-o", "ids", env={"RENKEI_LANG": "fr", "_RENKEI_COMPLETE": "bash"}).err == ""
    assert run("list", "-o", "ids", env={"RENKEI_LANG": "en_GB", "LANG": "fr"}).err == ""
