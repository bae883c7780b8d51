"""What leaves the program: the answer to a stream, file or pager in its encoding, and messages beside it on stderr."""

import codecs
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from renkei_cli.core.errors import DataError, UsageError
from renkei_cli.core.files import SUFFIXES, atomic_write, write_error
from renkei_cli.core.i18n import _, in_brackets
from renkei_cli.core.text import escape_invisible, register_nearest
from renkei_cli.output.options import READING_WIDTH, OutputOptions, detect_width, resolve_width, use_color, use_plain
from renkei_cli.output.registry import FaultFormat, Format, RenderOptions
from renkei_cli.output.results import CaseList, CaseResult, explode, result_cases, without_refs
from renkei_cli.schema.fields import group_parts

if TYPE_CHECKING:
    from renkei_cli.core.diagnostics import ValidationReport

_PROBE = "," * 100  # what any encoding of text can hold; those of host names, as idna, can't
_STREAMS = ("/dev/std", "/dev/fd/", "/proc/")  # how names of streams begin that the program was started with


def write_result(result: "CaseResult | ValidationReport", options: OutputOptions, *, counted: str = "") -> None:
    """Write the result as the reader wants it; then tell people, not scripts, how much it was.

    Raise UsageError where options do not go together, DataError where the answer cannot be written.
    """
    _check_options(options)
    check_free(options.output, force=options.force)
    traits = options.format.traits
    folder = "diagnostics" if isinstance(options.format, FaultFormat) else "formats"
    writer = import_module(f"renkei_cli.output.{folder}.{traits.module or options.format.value}")
    if options.encoding and isinstance(result, CaseList):
        # Kept, so that a character that does not fit can be traced to its case.
        result = result._replace(cases=list(result.cases))
    if options.no_refs:
        result = without_refs(cast("CaseResult", result))
    in_words = traits.human_readable or (options.excel and not options.all_columns)
    remarks: list[str] = []
    if options.explode:
        result, remarks = explode(cast("CaseResult", result), options.explode, in_words=in_words)
    elif in_words and not isinstance(options.format, FaultFormat):
        result = cast("CaseResult", result)
        result = result._replace(shown=group_parts(result.shown, result.fields))
    width, color, plain = resolve_width(options), use_color(options), use_plain(options)
    looks = RenderOptions(options.format, width, color, plain, options.excel, options.all_columns)
    try:
        with open_output(options, human_readable=traits.human_readable) as out:
            remarks.append(writer.render(result, out, looks))
    except UnicodeEncodeError as error:
        raise _encoding_error(error, cast("CaseResult", result), options) from error
    for remark in filter(None, remarks):
        print_message(remark)
    if not report_written(options.output, counted) and counted and traits.reports_count:
        print_message(counted)


def write_text(text: str, output: str | None) -> None:
    """Write a text as it is, in UTF-8, to a file or else to stdout."""
    with open_output(OutputOptions(output=output), human_readable=False) as out:
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
    asked = options.format
    if options.excel and asked is not Format.CSV:
        raise UsageError(_("--excel belongs to the format csv"), _("write: -o csv --excel"))
    if options.all_columns and not options.excel:
        hint = _("leave it out: without --excel all columns are there")
        raise UsageError(_("--all-columns belongs to --excel"), hint)
    default = next(iter(type(asked)))
    if options.plain and asked is not default:
        message = _("--plain belongs to the format {name}")
        raise UsageError(message.format(name=default.value), _("leave one of the two out"))
    if options.no_refs and not asked.traits.human_readable:
        message = _("--no-refs belongs to the formats {names}")
        raise UsageError(message.format(names="table, markdown"), _("leave one of the two out"))
    if (options.encoding or options.nearest) and asked not in (Format.CSV, Format.TSV):
        hint = _("leave it out: the other formats are always UTF-8")
        raise UsageError(_("--encoding belongs to the formats csv and tsv"), hint)
    if options.explode and asked not in (Format.CSV, Format.TSV):
        hint = _("write: {line}").format(line=f"-o csv --explode {options.explode}")
        raise UsageError(_("--explode belongs to the formats csv and tsv"), hint)
    try:
        _PROBE.encode(options.encoding or "utf-8")
    except (LookupError, UnicodeError) as error:
        message = _("--encoding: there is no encoding {name}").format(name=repr(options.encoding))
        raise UsageError(message, _("write it as in {example}").format(example="utf-8, cp932, euc_jp")) from error


def check_free(file: str | None, *, force: bool) -> None:
    """Raise DataError where a file is there already that nobody asked to write over; streams and devices hold none."""
    if file and not force and not file.startswith(_STREAMS) and Path(file).is_file():
        hint = _("choose another name; --force writes over it")
        raise DataError(_("{path} is there already").format(path=file), hint)


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
    check_free(file, force=force)
    return file


def _encoding_error(error: UnicodeEncodeError, result: CaseResult, options: OutputOptions) -> DataError:
    character = error.object[error.start]
    ids = [case["id"] for case in result_cases(result) if character in json.dumps(case, ensure_ascii=False)]
    message = _("{encoding} has no character {character} (U+{code})")
    if ids:
        message = _("{encoding} has no character {character} (U+{code}), which stands in {cases}")
    named = {"character": character, "code": f"{ord(character):04X}", "cases": ", ".join(ids)}
    hint = _("--encoding-errors nearest takes the nearest that there is")
    return DataError(message.format(encoding=options.encoding, **named), hint)


# Where the answer goes.


@contextmanager
def open_output(options: OutputOptions, *, human_readable: bool) -> Iterator[TextIO]:
    """Open the stream that the reader wants; what people read goes out in the terminal's encoding.

    There, in faults, which name files, and with `nearest` a character that the encoding lacks gives way to the nearest.
    Whoever stops reading early has seen enough: the command goes on, and ends as it would have.
    """
    require_name(options.output, "--output", "FILE")
    encoding = options.encoding or "utf-8"
    register_nearest()
    lossy = human_readable or options.nearest or isinstance(options.format, FaultFormat)
    errors = "renkei.nearest" if lossy else "strict"
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
        if not human_readable:
            out.reconfigure(encoding=encoding, errors=errors, newline="")
        paged = out.isatty() and (options.pager or os.environ.get("RENKEI_PAGER", "").strip())
        # Where a character may be lacking, nothing is written before all of it is known to fit.
        held = io.StringIO(newline="")
        target = held if paged or options.encoding else out
        target.write(mark)
        yield target
        if paged:
            _show_in_pager(held.getvalue(), out)
        else:
            out.write(held.getvalue())
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


def _show_in_pager(text: str, terminal: TextIO) -> None:
    """Show a text by the pager of RENKEI_PAGER, else of PAGER, else less; on the terminal itself where that fails."""
    named = (os.environ.get(name, "").strip() for name in ("RENKEI_PAGER", "PAGER"))
    command = next(filter(None, named), "less")
    utf8 = {"LESSCHARSET": "utf-8"} if codecs.lookup(terminal.encoding).name == "utf-8" else {}
    # What fits the screen less shows without waiting for a key.
    environ = {"LESS": "FRX", "LV": "-c", **utf8, **os.environ}
    # Ctrl-C is for the pager, which stops searching at it, or ends; what is ignored it would ignore as well.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        # On Windows a backslash is no escape.
        words = shlex.split(command, posix=os.name != "nt")
        shown = subprocess.run(  # noqa: S603 - the reader's own choice
            words, input=text, encoding=terminal.encoding, errors=terminal.errors, env=environ, check=False
        )
        # Below 0 the reader broke it off.
        failure = _("the pager {command} ended with an error") if shown.returncode > 0 else ""
    except (OSError, ValueError, IndexError):
        failure = _("the pager {command} cannot be started")
    finally:
        signal.signal(signal.SIGINT, before)
    if failure:
        print_message(failure.format(command=repr(command)))
        terminal.write(text)


# What the reader is told beside the answer.


def print_message(message: str, *, place: str = "") -> None:
    """Write a message to stderr; its place, as file:line:column, comes first and is never broken.

    On a screen it is broken where phrases end; in a pipe whose width is not known it is one line.
    """
    register_nearest()
    encoding = sys.stderr.encoding or "utf-8"
    head = f"{place}: " if place else ""
    shown = (escape_invisible(part).encode(encoding, "renkei.nearest") for part in (head, message))
    head, text = (part.decode(encoding) for part in shown)
    lines = [head + text]
    known = detect_width(sys.stderr)
    # The cells that it takes at most: to measure it loads what most messages do without.
    widest = len(lines[0]) + sum(not character.isascii() for character in lines[0])
    if known and widest > (cells := min(known, READING_WIDTH)):
        from renkei_cli.output.wrap import hanging_indent, message_prefix, width  # noqa: PLC0415 - most messages fit

        if copied := re.fullmatch("(.*?[:：] ?)((?:renkei|pandoc|-o) .*)", text):
            # A line that is to be copied is never broken.
            lines = hanging_indent(head + copied[1], cells, hang=2)
            sys.stderr.write("".join(f"{line}\n" for line in (*lines, f"  {copied[2]}")))
            return
        prefix = head or message_prefix(text, cells)
        hang = 4 if head else width(prefix) or 2
        lines = hanging_indent(text.removeprefix(prefix), cells, head=prefix, hang=hang)
    # Where nobody can hear it, the answer is none the worse.
    with suppress(OSError):
        sys.stderr.write("".join(f"{line}\n" for line in lines))


def silence_stream(stream: TextIO) -> None:
    """Let nothing more reach the reader, not even what waits to be written: the one who reads may never do so."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
