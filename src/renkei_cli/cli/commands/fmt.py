"""Case files in one order and style."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from difflib import unified_diff
from typing import Annotated, NamedTuple, TextIO

import typer
from typer import Argument, Option

from renkei_cli.cli.options import DisplayOptions
from renkei_cli.core import files
from renkei_cli.core.errors import DataError, InvalidDataError
from renkei_cli.core.i18n import N_, plural
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.messages import print_message
from renkei_cli.output.options import use_color
from renkei_cli.output.terminal import DIM, HEADING, PLAIN, apply_style
from renkei_cli.output.writer import open_output
from renkei_cli.yamlio.formatter import format_bytes

STDIN = "-"
_OUTPUT = N_("Output")

Paths = Annotated[list[str], Argument(metavar=N_("PATH"), show_default=False,
    help=N_("Case files, folders of them, or - for standard input."))]  # fmt: skip
Check = Annotated[bool, Option("--check", rich_help_panel=_OUTPUT,
    help=N_("Write nothing; name the files that would change, and end with 1 if there are any."))]  # fmt: skip
Diff = Annotated[bool, Option("--diff", rich_help_panel=_OUTPUT, help=N_("Write nothing; show what would change."))]


def fmt_cases(paths: Paths, looks: DisplayOptions, *, check: Check = False, diff: Diff = False) -> None:
    """Bring case files into the canonical form."""
    wish = looks.wish()
    # A program that applies a diff wants every byte of it; a terminal gets what it can show.
    answer = open_output(wish, human=sys.stdout.isatty()) if check or diff else nullcontext(sys.stdout)
    failed: list[DataError] = []
    changed = seen = 0
    with answer as out:
        tell = _Teller(out, check=check, diff=diff, color=use_color(wish))
        for path in _files(paths, failed):
            try:
                changed += _done(path, tell)
                seen += 1
            except DataError as error:
                failed.append(error)
            except BrokenPipeError:
                # Told is only what would change.
                changed += 1
                raise
    _report(changed, seen, writing=not (check or diff))
    if failed:
        for failure in failed:
            if isinstance(failure, InvalidDataError):
                for fault in failure.faults:
                    print_message(fault.said, place=str(fault.place))
            else:
                print_message(failure.message)
        raise DataError(plural("{n} file is left as it was", "{n} files are left as they were", len(failed)))
    if check and changed:
        raise typer.Exit(1)


def _files(paths: Sequence[str], failed: list[DataError]) -> Iterator[str]:
    """Give the files that paths name, each once."""
    seen: set[str] = set()
    for path in paths:
        try:
            named = [STDIN] if path == STDIN else [source.path for source in files.find_case_files([path])]
        except DataError as error:
            failed.append(error)
            continue
        yield from (name for name in named if name not in seen)
        seen.update(named)


class _Teller(NamedTuple):
    """Where and how it is told what would change; without `check` and `diff` it is done instead."""

    out: TextIO
    check: bool
    diff: bool
    color: bool

    def show(self, name: str, before: bytes, after: bytes) -> None:
        """Write the name, a unified diff that other programs can apply, or both."""
        if self.check and before != after:
            self.out.write(f"{escape_invisible(name)}\n")
        if not self.diff:
            return
        old, new = (content.decode("utf-8").splitlines(keepends=True) for content in (before, after))
        for line in unified_diff(old, new, name, name):
            shown = escape_invisible(line.rstrip("\r\n")) + "\n" if sys.stdout.isatty() else line
            shown = shown if shown.endswith("\n") else f"{shown}\n\\ No newline at end of file\n"
            self.out.write(apply_style([(shown[:-1], _look(line))], color=True) + "\n" if self.color else shown)


def _look(line: str) -> str:
    """Give the look of a line of a diff; its sign says the same."""
    if line.startswith(("---", "+++", "+")):
        return HEADING
    return DIM if line.startswith("@@") else PLAIN


def _done(path: str, tell: _Teller) -> bool:
    """Format one file, or tell what that would change; tell whether anything changes."""
    before = sys.stdin.buffer.read(files.LARGEST + 1) if path == STDIN else files.read_file(path)
    name = files.display_path(path)
    after = format_bytes(name, before)
    changed = after != before
    if tell.check or tell.diff:
        tell.show(name, before, after)
    elif path == STDIN:
        sys.stdout.flush()
        sys.stdout.buffer.write(after)
    elif changed:
        from renkei_cli.core.files import replace_file  # noqa: PLC0415 - most files are in the form already

        replace_file(path, before, after)
    return changed


def _report(changed: int, seen: int, *, writing: bool) -> None:
    if not (changed or seen):
        return
    if not changed:
        print_message(plural("{n} file, nothing to change", "{n} files, nothing to change", seen))
    elif writing:
        print_message(plural("{n} file brought into the form", "{n} files brought into the form", changed))
    else:
        print_message(plural("{n} file would change", "{n} files would change", changed))
