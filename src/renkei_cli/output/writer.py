"""From a result to the reader: the format, the stream or file, its encoding, and that the reader hears of it."""

import codecs
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from renkei_cli.core.errors import DataError, UsageError
from renkei_cli.core.files import SUFFIXES, atomic_write, write_error
from renkei_cli.core.i18n import _, in_brackets
from renkei_cli.core.text import register_nearest
from renkei_cli.output.messages import print_message, silence_stream
from renkei_cli.output.options import OutputOptions, resolve_width, use_color, use_plain
from renkei_cli.output.registry import FaultFormat, Format, RenderOptions, render
from renkei_cli.output.results import CaseList, CaseResult, result_cases

if TYPE_CHECKING:
    from renkei_cli.output.results import Result

_PROBE = "," * 100  # what any encoding of text can hold; those of host names, as idna, can't
_STREAMS = ("/dev/std", "/dev/fd/", "/proc/")  # how names of streams begin that the program was started with


def write_result(result: "Result", options: OutputOptions, *, counted: str = "") -> None:
    """Write the result as the reader wants it; then tell people, not scripts, how much it was.

    Raise UsageError where options do not go together, DataError where the answer cannot be written.
    """
    _check_options(options)
    traits = options.format.traits
    if options.encoding and isinstance(result, CaseList):
        # Kept, so that a character that does not fit can be traced to its case.
        result = result._replace(cases=list(result.cases))
    # A file's name may hold what no encoding has, and every report of faults names files.
    lossy = isinstance(options.format, FaultFormat)
    style = RenderOptions(options.format, resolve_width(options), use_color(options), use_plain(options), options.excel)
    with open_output(options, human=traits.human, lossy=lossy) as out:
        # Where a character may be lacking, nothing is written before all of it is known to fit.
        held = io.StringIO() if options.encoding else None
        try:
            render(result, out.buffer if traits.binary else held or out, style)
            out.write(held.getvalue() if held else "")
        except UnicodeEncodeError as error:
            raise _unfit(error, cast("CaseResult", result), options) from error
    if not report_written(options.output, counted) and counted and traits.counted:
        print_message(counted)


def write_text(text: str, output: str | None) -> None:
    """Write a text as it is, in UTF-8, to a file or else to stdout."""
    with open_output(OutputOptions(output=output), human=False) as out:
        out.write(text)


def report_written(output: str | None, how_much: str = "") -> bool:
    """Tell the reader that a file was written, and how much is in it; return whether there was any to speak of."""
    if output is None or output.startswith(_STREAMS) or not Path(output).is_file():
        return False
    print_message(_("written: {path}").format(path=output) + (in_brackets(how_much) if how_much else ""))
    return True


# What is refused.


def require_name(given: str | None, option: str, what: str) -> None:
    """Raise UsageError where an option is given and names nothing."""
    if given == "":
        usage = _("write {usage}").format(usage=f"{option} {_(what)}")
        raise UsageError(_("{option}: its value is missing").format(option=option), usage)


def _check_options(options: OutputOptions) -> None:
    form = options.format
    if options.excel and form is not Format.CSV:
        raise UsageError(_("--excel belongs to the format csv"), _("write: -o csv --excel"))
    usual = next(iter(type(form)))
    if options.plain and form is not usual:
        message = _("--plain belongs to the format {name}").format(name=usual.value)
        raise UsageError(message, _("leave one of the two out"))
    if (options.encoding or options.nearest) and form not in (Format.CSV, Format.TSV):
        hint = _("leave it out: the other formats are always UTF-8")
        raise UsageError(_("--encoding belongs to the formats csv and tsv"), hint)
    try:
        _PROBE.encode(options.encoding or "utf-8")
    except (LookupError, UnicodeError) as error:
        message = _("--encoding: there is no encoding {name}").format(name=repr(options.encoding))
        raise UsageError(message, _("write it as in {example}").format(example="utf-8, cp932, euc_jp")) from error


def check_writable(file: str, *, force: bool) -> str:
    """Return the name of a case file if it may be written.

    Raise UsageError where it does not end as case files do, DataError where it is taken, or has no folder.
    """
    path = Path(file)
    if file.startswith(_STREAMS):
        return file
    try:
        if path.is_dir():
            raise write_error(file, _("it is a folder"))
        if not path.parent.is_dir():
            raise write_error(file, _("there is no folder {name}").format(name=path.parent))
        regular = path.is_file() or not path.exists()
    except OSError as error:
        raise write_error(file, error) from error
    if path.suffix.lower() not in SUFFIXES and regular:
        message = _("{file}: a case file is YAML, and its name ends in {suffixes}")
        hint = _("write it as in {example}").format(example=path.with_suffix(SUFFIXES[0]))
        raise UsageError(message.format(file=file, suffixes=", ".join(SUFFIXES)), hint)
    if not force and os.path.lexists(path):
        hint = _("choose another name; --force writes over it")
        raise DataError(_("{path} is there already").format(path=file), hint)
    return file


def _unfit(error: UnicodeEncodeError, result: CaseResult, options: OutputOptions) -> DataError:
    """Name the character that an encoding lacks, and the cases that have it."""
    character = error.object[error.start]
    ids = [case["id"] for case in result_cases(result) if character in json.dumps(case, ensure_ascii=False)]
    message = _("{encoding} has no character {character} (U+{code})")
    if ids:
        message = _("{encoding} has no character {character} (U+{code}), which stands in {cases}")
    named = {"character": character, "code": f"{ord(character):04X}", "cases": ", ".join(ids)}
    hint = _("--encoding-errors nearest takes the nearest that there is")
    return DataError(message.format(encoding=options.encoding, **named), hint)


# Where it goes.


@contextmanager
def open_output(options: OutputOptions, *, human: bool, lossy: bool = False) -> Iterator[TextIO]:
    """Open the stream that the reader wants; what people read goes out in the terminal's encoding.

    With `human`, `lossy` or `options.nearest` a character that the encoding lacks is replaced by the nearest.
    Whoever stops reading early has seen enough: the command goes on, and ends as it would have.
    """
    require_name(options.output, "--output", "FILE")
    encoding = options.encoding or "utf-8"
    register_nearest()
    errors = "renkei.nearest" if human or lossy or options.nearest else "strict"
    # Excel knows UTF-8 by a byte order mark.
    mark = "\ufeff" if options.excel and codecs.lookup(encoding).name == "utf-8" else ""
    if not options.to_stdout:
        with suppress(BrokenPipeError), _open_file(Path(str(options.output)), encoding, errors) as out:
            out.write(mark)
            yield out
        return
    try:
        out = cast("io.TextIOWrapper", sys.stdout)
        out.reconfigure(errors=errors)
        if not human:
            out.reconfigure(encoding=encoding, errors=errors, newline="")
        paged = out.isatty() and (options.pager or os.environ.get("RENKEI_PAGER"))
        if paged and not options.format.traits.binary:
            from renkei_cli.output.pager import show_in_pager  # noqa: PLC0415 - few readers want one

            text = io.StringIO()
            yield text
            show_in_pager(text.getvalue(), out, asked=options.pager)
        else:
            out.write(mark)
            yield out
        out.flush()
    except BrokenPipeError:
        silence_stream(sys.stdout)


@contextmanager
def _open_file(path: Path, encoding: str, errors: str) -> Iterator[TextIO]:
    """Open a file that takes its place only when it is whole; a stream, pipe or device is written as it is."""
    try:
        # What stands behind a stream may be a file, and holds what others wrote.
        regular = not str(path).startswith(_STREAMS) and (path.is_file() or not path.exists())
        with (
            atomic_write(path) if regular else nullcontext(path) as place,
            place.open("w" if regular else "a", encoding=encoding, errors=errors, newline="") as out,
        ):
            try:
                yield out
            except BaseException:
                silence_stream(out)
                raise
    except OSError as error:
        raise (error if isinstance(error, BrokenPipeError) else write_error(path, error)) from error
