"""Case files in one order and style."""

import sys
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from typing import Annotated

import typer
from typer import Argument, Option

from renkei_cli import files, workshop
from renkei_cli.answer import note
from renkei_cli.errors import DataError
from renkei_cli.i18n import N_, plural
from renkei_cli.options import Lang
from renkei_cli.text import visible

STDIN = "-"

Paths = Annotated[list[str], Argument(metavar=N_("PATH"), show_default=False,
    help=N_("Case files, folders of them, or - for standard input."))]  # fmt: skip
Check = Annotated[bool, Option("--check",
    help=N_("Write nothing; name the files that would change, and end with 1 if there are any."))]  # fmt: skip
Diff = Annotated[bool, Option("--diff", help=N_("Write nothing; show what would change."))]


def fmt_cases(paths: Paths, *, check: Check = False, diff: Diff = False, lang: Lang = None) -> None:  # noqa: ARG001 - read where the program begins
    """Bring case files into the canonical form."""
    failed: list[DataError] = []
    changed = seen = 0
    for path in _files(paths, failed):
        try:
            changed += _done(path, check=check, diff=diff)
            seen += 1
        except DataError as error:
            failed.append(error)
    _report(changed, seen, writing=not (check or diff))
    if failed:
        for failure in failed:
            for line in getattr(failure, "faults", (failure.message,)):
                note(str(line))
        raise DataError(plural("{n} file is left as it was", "{n} files are left as they were", len(failed)))
    if check and changed:
        raise typer.Exit(1)


def _files(paths: Sequence[str], failed: list[DataError]) -> Iterator[str]:
    """Give the files that paths name, each once."""
    seen: set[str] = set()
    for path in paths:
        try:
            named = [STDIN] if path == STDIN else [source.path for source in files.found([path])]
        except DataError as error:
            failed.append(error)
            continue
        yield from (name for name in named if name not in seen)
        seen.update(named)


def _done(path: str, *, check: bool, diff: bool) -> bool:
    """Format one file, or tell what that would change; tell whether anything changes."""
    before = sys.stdin.buffer.read(files.LARGEST + 1) if path == STDIN else files.read(path)
    name = files.shown(path)
    after = workshop.formatted(name, before)
    changed = after != before
    if check and changed:
        sys.stdout.write(f"{visible(name)}\n")
    if diff:
        _show(name, before, after)
    if path == STDIN and not (check or diff):
        sys.stdout.flush()
        sys.stdout.buffer.write(after)
    elif changed and not (check or diff):
        from renkei_cli.rewriting import replace  # noqa: PLC0415 - most files are in the form already

        replace(path, before, after)
    return changed


def _show(name: str, before: bytes, after: bytes) -> None:
    """Write a unified diff, which other programs can apply."""
    old, new = (content.decode("utf-8").splitlines(keepends=True) for content in (before, after))
    for line in unified_diff(old, new, name, name):
        shown = visible(line.rstrip("\r\n")) + "\n" if sys.stdout.isatty() else line
        sys.stdout.write(shown if shown.endswith("\n") else f"{shown}\n\\ No newline at end of file\n")


def _report(changed: int, seen: int, *, writing: bool) -> None:
    if not (changed or seen):
        return
    if not changed:
        note(plural("{n} file, nothing to change", "{n} files, nothing to change", seen))
    elif writing:
        note(plural("{n} file brought into the form", "{n} files brought into the form", changed))
    else:
        note(plural("{n} file would change", "{n} files would change", changed))
