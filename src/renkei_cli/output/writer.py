"""From a report to the reader: the format, the stream, its width and colour."""

import codecs
import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, TextIO

from renkei_cli.casebook import casebook as library
from renkei_cli.core.diagnostics import ValidationReport
from renkei_cli.core.errors import DataError, UsageError
from renkei_cli.core.i18n import _
from renkei_cli.output.files import names_file, open_file_output, report_written, silence_stream
from renkei_cli.output.messages import detect_width, print_message
from renkei_cli.output.registry import COUNTED_FORMATS, HUMAN_FORMATS, FaultFormat, Format, RenderOptions, renderer
from renkei_cli.output.results import CaseList, Result, result_cases

PIPED_WIDTH = 120
"""Cells of a line where there is no terminal and COLUMNS says nothing."""
_PROBE = "," * 100
"""What any encoding of text can hold; those of host names, as idna, can't."""
_FLAT = (Format.CSV, Format.TSV)


class OutputOptions(NamedTuple):
    """How the reader wants the answer."""

    format: Format | FaultFormat = Format.TABLE
    output: str | None = None
    excel: bool = False
    encoding: str | None = None
    nearest: bool = False
    """Whether a character that the encoding lacks is replaced by the nearest."""
    color: str = "auto"
    plain: bool = False
    """Whether tables and pages are linear text; else RENKEI_PLAIN decides."""
    pager: bool = False
    """Whether what outgrows the screen goes through a pager; else RENKEI_PAGER decides."""


def write_result(report: Result, wish: OutputOptions, *, counted: str = "") -> None:
    """Write the report as wished; then tell people, not scripts, how much it was."""
    _refuse_what_does_not_fit(wish)
    human = wish.format in HUMAN_FORMATS
    if wish.encoding and isinstance(report, CaseList):
        # Kept, so that a character that does not fit can be traced to its case.
        report = report._replace(cases=list(report.cases))
    # A file's name may hold what no encoding has.
    with open_output(wish, human=human, lossy=isinstance(report, ValidationReport)) as out:
        style = RenderOptions(
            width=resolve_width(out),
            color=use_color(out, wish),
            plain=use_plain(wish),
            excel=wish.excel,
            write_yaml=library.write_yaml,
            write_cases=library.write_cases,
        )
        # Where a character may be lacking, nothing is written before all of it is known to fit.
        target = io.StringIO() if wish.encoding else out
        try:
            renderer(wish.format).render(report, target, style)
            if isinstance(target, io.StringIO):
                out.write(target.getvalue())
        except UnicodeEncodeError as error:
            raise _unfit(error, report, wish) from error
    if not report_written(wish.output, counted) and counted and wish.format in COUNTED_FORMATS:
        print_message(counted)


def write_text(text: str, output: str | None) -> None:
    """Write a text as it is, in UTF-8, to a file or else to stdout."""
    with open_output(OutputOptions(output=output), human=False) as out:
        out.write(text)


def _refuse_what_does_not_fit(wish: OutputOptions) -> None:
    if wish.excel and wish.format is not Format.CSV:
        raise UsageError(_("--excel belongs to the format csv"), _("write: -o csv --excel"))
    if wish.plain and wish.format not in (Format.TABLE, FaultFormat.TEXT):
        drawn = FaultFormat.TEXT if isinstance(wish.format, FaultFormat) else Format.TABLE
        message = _("--plain belongs to the format {name}").format(name=drawn.value)
        raise UsageError(message, _("leave one of the two out"))
    if (wish.encoding or wish.nearest) and wish.format not in _FLAT:
        raise UsageError(
            _("--encoding belongs to the formats csv and tsv"), _("leave it out: the other formats are always UTF-8")
        )
    if wish.encoding:
        try:
            _PROBE.encode(wish.encoding)
        except (LookupError, UnicodeError) as error:
            message = _("--encoding: there is no encoding {name}").format(name=repr(wish.encoding))
            raise UsageError(message, _("write it as in {example}").format(example="utf-8, cp932, euc_jp")) from error


def resolve_width(out: TextIO) -> int:
    """Give the cells of a line: the terminal's, COLUMNS, else those of a pipe."""
    return detect_width(out) or PIPED_WIDTH


def use_color(out: TextIO, wish: OutputOptions) -> bool:
    """Tell whether there may be colour: on a terminal that can show it, unless the reader decides."""
    if use_plain(wish):
        return False
    if wish.color != "auto":
        return wish.color == "always"
    said = os.environ.get
    if said("NO_COLOR"):
        return False
    # Others obey these two as well. A file is no screen, whatever they say.
    if wish.output in (None, "-") and any(
        said(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")
    ):
        return True
    return out.isatty() and said("TERM") != "dumb" and said("CLICOLOR") != "0" and _obeys()


def _obeys() -> bool:
    """Tell whether the terminal obeys escape sequences; the console of an older Windows prints them."""
    if os.name != "nt":
        return True
    from rich import _windows  # noqa: PLC0415 - only there

    return _windows.get_windows_console_features().vt


def use_plain(wish: OutputOptions) -> bool:
    """Tell whether the reader wants linear text where there would be tables and pages."""
    return wish.plain or os.environ.get("RENKEI_PLAIN", "0") not in ("", "0")


@contextmanager
def open_output(wish: OutputOptions, *, human: bool, lossy: bool = False) -> Iterator[TextIO]:
    """Open the stream that the reader wants; what people read goes out in the terminal's encoding.

    Whoever stops reading early has seen enough: the command goes on, and ends as it would have.
    """
    try:
        with _open(wish, human=human, lossy=lossy) as out:
            yield out
    except BrokenPipeError:
        silence_stream(sys.stdout)


@contextmanager
def _open(wish: OutputOptions, *, human: bool, lossy: bool) -> Iterator[TextIO]:
    encoding, errors = wish.encoding or "utf-8", "renkei.nearest" if human or lossy or wish.nearest else "strict"
    if errors != "strict":
        from renkei_cli.core.text import register_nearest  # noqa: PLC0415 - data for scripts is never replaced

        register_nearest()
    if names_file(wish.output):
        with open_file_output(str(wish.output), encoding, errors) as out:
            _mark(out, wish)
            yield out
        return
    out = sys.stdout
    if human:
        _set(out, errors=errors)
    else:
        _set(out, encoding=encoding, errors=errors, newline="")
    _mark(out, wish)
    if out.isatty() and (wish.pager or os.environ.get("RENKEI_PAGER")):
        from renkei_cli.output import pager  # noqa: PLC0415 - few readers want one

        if (command := pager.wanted(asked=wish.pager)) is not None:
            with pager.paged(out, command, print_message) as pages:
                yield pages
            out.flush()
            return
    yield out
    out.flush()


def _set(out: TextIO, **settings: Any) -> None:  # noqa: ANN401 - what TextIOWrapper.reconfigure takes
    out.reconfigure(**settings)  # type: ignore[attr-defined]


def _mark(out: TextIO, wish: OutputOptions) -> None:
    """Begin with a byte order mark, by which Excel knows UTF-8."""
    if wish.excel and codecs.lookup(wish.encoding or "utf-8").name == "utf-8":
        out.write("\ufeff")


def _unfit(error: UnicodeEncodeError, report: Result, wish: OutputOptions) -> DataError:
    """Name the character that an encoding lacks, and the case that has it."""
    import json  # noqa: PLC0415 - only a failure looks through the cases

    character = error.object[error.start]
    cases = () if isinstance(report, ValidationReport) else result_cases(report)
    ids = [_id(case) for case in cases if character in json.dumps(case, ensure_ascii=False)]
    message = _("{encoding} has no character {character} (U+{code})")
    if ids:
        message = _("{encoding} has no character {character} (U+{code}), which stands in {cases}")
    message = message.format(
        encoding=wish.encoding, character=character, code=f"{ord(character):04X}", cases=", ".join(ids)
    )
    return DataError(message, _("--encoding-errors nearest takes the nearest that there is"))


def _id(case: Mapping[str, Any]) -> str:
    return str(case["id"])
