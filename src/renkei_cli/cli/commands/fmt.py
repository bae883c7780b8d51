"""Case files in one order and style."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from difflib import unified_diff
from typing import Annotated

import typer

from renkei_cli.cli.errors import print_faults
from renkei_cli.cli.options import DisplayOptions, output_option
from renkei_cli.core import files
from renkei_cli.core.errors import EXIT_FAULTS, DataError, InvalidDataError
from renkei_cli.core.i18n import N_, plural
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.options import use_color
from renkei_cli.output.terminal import DIM, HEADING, PLAIN, apply_style
from renkei_cli.output.writer import open_output, print_message

Paths = Annotated[list[str], typer.Argument(metavar=N_("PATH"),
    help=N_("Case files, folders of them, or - for standard input."))]  # fmt: skip
Check = Annotated[bool, output_option("--check",
    help=N_("Write nothing; name the files that would change, and end with 1 if there are any."))]  # fmt: skip
Diff = Annotated[bool, output_option("--diff", help=N_("Write nothing; show what would change."))]


def fmt_cases(paths: Paths, looks: DisplayOptions, *, check: Check = False, diff: Diff = False) -> None:
    """Bring case files into the canonical form."""
    from renkei_cli.yamlio.formatter import format_bytes  # noqa: PLC0415 - 150 ms; TAB needs the options alone

    options = looks.output_options()
    writing = not (check or diff)
    found, unreadable = files.find_readable(paths)
    failed = list(unreadable.values())
    changed = seen = 0
    # A program that applies a diff wants every byte of it; a terminal gets what it can show.
    with nullcontext(sys.stdout) if writing else open_output(options, human_readable=sys.stdout.isatty()) as out:
        for path in found:
            try:
                before = files.read_file(path)
                name = files.display_path(path)
                after = format_bytes(name, before)
                if writing and files.is_stream(path):
                    out.flush()
                    sys.stdout.buffer.write(after)
                elif writing and after != before:
                    files.replace_file(path, before, after)
            except DataError as error:
                failed.append(error)
                continue
            seen += 1
            changed += after != before
            if check and after != before:
                out.write(f"{escape_invisible(name)}\n")
            if diff:
                out.writelines(_diff(name, before, after, color=use_color(options)))
    _print_outcome(changed, seen, failed, writing=writing)
    if failed:
        raise DataError(plural("{n} file is left as it was", "{n} files are left as they were", len(failed)))
    if check and changed:
        raise typer.Exit(EXIT_FAULTS)


def _print_outcome(changed: int, seen: int, failed: Sequence[DataError], *, writing: bool) -> None:
    if changed and not writing:
        print_message(plural("{n} file would change", "{n} files would change", changed))
    elif changed:
        print_message(plural("{n} file brought into the form", "{n} files brought into the form", changed))
    elif seen:
        print_message(plural("{n} file, nothing to change", "{n} files, nothing to change", seen))
    for failure in failed:
        if isinstance(failure, InvalidDataError):
            print_faults(failure.faults)
        else:
            print_message(failure.message)


def _diff(name: str, before: bytes, after: bytes, *, color: bool) -> Iterator[str]:
    """Yield a unified diff that other programs can apply; on a terminal, what it can show of it."""
    old, new = (content.decode("utf-8").splitlines(keepends=True) for content in (before, after))
    for line in unified_diff(old, new, name, name):
        shown = escape_invisible(line.rstrip("\r\n")) + "\n" if sys.stdout.isatty() else line
        shown = shown if shown.endswith("\n") else f"{shown}\n\\ No newline at end of file\n"
        look = HEADING if line.startswith(("---", "+")) else DIM if line.startswith("@@") else PLAIN
        yield apply_style([(shown[:-1], look)], color=True) + "\n" if color else shown
