"""From a result to the reader: the format, the stream, its encoding."""

import codecs
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO, cast

from renkei_cli.core.errors import DataError, UsageError
from renkei_cli.core.i18n import _
from renkei_cli.core.text import register_nearest
from renkei_cli.output.files import open_file, report_written, require_name, silence_stream
from renkei_cli.output.messages import print_message
from renkei_cli.output.options import OutputOptions, resolve_width, use_color, use_plain
from renkei_cli.output.registry import FaultFormat, Format, RenderOptions, renderer
from renkei_cli.output.results import CaseList, CaseResult, result_cases

if TYPE_CHECKING:
    from typing import BinaryIO

    from renkei_cli.output.results import Result

_PROBE = "," * 100
"""What any encoding of text can hold; those of host names, as idna, can't."""
_FLAT = (Format.CSV, Format.TSV)


def write_result(result: "Result", options: OutputOptions, *, counted: str = "") -> None:
    """Write the result as the reader wants it; then tell people, not scripts, how much it was.

    Raise UsageError where options do not go together, DataError where the answer cannot be written.
    """
    _check_options(options)
    traits = options.format.traits
    if options.encoding and isinstance(result, CaseList):
        # Kept, so that a character that does not fit can be traced to its case.
        result = replace(result, cases=list(result.cases))
    # A file's name may hold what no encoding has, and every report of faults names files.
    lossy = isinstance(options.format, FaultFormat)
    with open_output(options, human=traits.human, lossy=lossy) as out:
        width, color = resolve_width(options), use_color(options)
        style = RenderOptions(options.format, width, color, use_plain(options), options.excel)
        # Where a character may be lacking, nothing is written before all of it is known to fit.
        held = io.StringIO() if options.encoding else None
        try:
            target = cast("BinaryIO", cast("io.TextIOWrapper", out).buffer) if traits.binary else held or out
            renderer(options.format).render(result, target, style)
            if held:
                out.write(held.getvalue())
        except UnicodeEncodeError as error:
            raise _unfit(error, cast("CaseResult", result), options) from error
    if not report_written(options.output, counted) and counted and traits.counted:
        print_message(counted)


def write_text(text: str, output: str | None) -> None:
    """Write a text as it is, in UTF-8, to a file or else to stdout."""
    with open_output(OutputOptions(output=output), human=False) as out:
        out.write(text)


def _check_options(options: OutputOptions) -> None:
    form = options.format
    if options.excel and form is not Format.CSV:
        raise UsageError(_("--excel belongs to the format csv"), _("write: -o csv --excel"))
    usual = next(iter(type(form)))
    if options.plain and form is not usual:
        message = _("--plain belongs to the format {name}").format(name=usual.value)
        raise UsageError(message, _("leave one of the two out"))
    if (options.encoding or options.nearest) and form not in _FLAT:
        raise UsageError(
            _("--encoding belongs to the formats csv and tsv"), _("leave it out: the other formats are always UTF-8")
        )
    if options.encoding:
        try:
            _PROBE.encode(options.encoding)
        except (LookupError, UnicodeError) as error:
            message = _("--encoding: there is no encoding {name}").format(name=repr(options.encoding))
            raise UsageError(message, _("write it as in {example}").format(example="utf-8, cp932, euc_jp")) from error


@contextmanager
def open_output(options: OutputOptions, *, human: bool, lossy: bool = False) -> Iterator[TextIO]:
    """Open the stream that the reader wants; what people read goes out in the terminal's encoding.

    With `human`, `lossy` or `options.nearest` a character that the encoding lacks is replaced by the nearest.
    Whoever stops reading early has seen enough: the command goes on, and ends as it would have.
    """
    require_name(options.output, "--output", "FILE")
    encoding, errors = options.encoding or "utf-8", "strict"
    if human or lossy or options.nearest:
        register_nearest()
        errors = "renkei.nearest"
    if not options.to_stdout:
        with suppress(BrokenPipeError), open_file(str(options.output), encoding, errors) as out:
            yield _marked(out, options)
        return
    try:
        out = cast("io.TextIOWrapper", sys.stdout)
        if human:
            out.reconfigure(errors=errors)
        else:
            out.reconfigure(encoding=encoding, errors=errors, newline="")
        paged = out.isatty() and (options.pager or os.environ.get("RENKEI_PAGER"))
        if paged and not options.format.traits.binary:
            from renkei_cli.output.pager import show_in_pager  # noqa: PLC0415 - few readers want one

            text = io.StringIO()
            yield text
            show_in_pager(text.getvalue(), out, asked=options.pager)
        else:
            yield _marked(out, options)
        out.flush()
    except BrokenPipeError:
        silence_stream(sys.stdout)


def _marked(out: TextIO, options: OutputOptions) -> TextIO:
    """Begin with a byte order mark where Excel is to know UTF-8 by it."""
    if options.excel and codecs.lookup(options.encoding or "utf-8").name == "utf-8":
        out.write("\ufeff")
    return out


def _unfit(error: UnicodeEncodeError, result: CaseResult, options: OutputOptions) -> DataError:
    """Name the character that an encoding lacks, and the cases that have it."""
    character = error.object[error.start]
    ids = [case["id"] for case in result_cases(result) if character in json.dumps(case, ensure_ascii=False)]
    message = _("{encoding} has no character {character} (U+{code})")
    if ids:
        message = _("{encoding} has no character {character} (U+{code}), which stands in {cases}")
    message = message.format(
        encoding=options.encoding, character=character, code=f"{ord(character):04X}", cases=", ".join(ids)
    )
    return DataError(message, _("--encoding-errors nearest takes the nearest that there is"))
