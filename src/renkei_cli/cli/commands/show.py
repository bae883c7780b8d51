"""Cases, whole, each with its sources."""

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated

from typer import Argument

from renkei_cli.cli.options import DataOptions, OutputOptionGroup, output_option
from renkei_cli.cli.parsing import text
from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import N_, _
from renkei_cli.output.results import CaseDetail, CaseList
from renkei_cli.output.writer import print_message, write_result
from renkei_cli.query.lookup import resolve_case

Names = Annotated[list[str] | None, text("id"), Argument(metavar=N_("ID"),
    help=N_("The case's id; also a participant's name, reading or code, or a piece of the title. "
            "- reads ids from standard input, one a line."))]  # fmt: skip
Short = Annotated[bool, output_option("--short", help=N_("Half a page: who, how it began and what was gained."))]


def show_cases(
    output: OutputOptionGroup, collection: DataOptions, names: Names = None, *, short: Short = False
) -> None:
    """Show cases."""
    if short and output.fields is not None:
        raise UsageError(_("--short and --fields contradict each other"), _("leave one of the two out"))
    if "-" in (names or ()) and "-" in (collection.data or ()):
        raise UsageError(_("standard input holds the cases or the ids, not both"), _("leave one of the two out"))
    index = collection.open_index()
    fields = index.fields()
    shown = output.shown_fields(fields)
    if short:
        shown = [field for field in fields.values() if field.in_short and "." not in field.key]
    options = output.output_options()
    asked = list(_names(names or ()))
    if not asked and options.format.traits.reports_count:
        print_message(_("no case is named; write it as in: {line}").format(line="renkei show himeshima"))
    ids = list(dict.fromkeys(resolve_case(index, name, collection._asdict()) for name in asked))
    cases = index.cases(ids)
    if asked == names and len(ids) == 1:
        write_result(CaseDetail(next(cases), fields, shown, short), options)
    else:
        write_result(CaseList(cases, fields, shown, ids=ids, pages=True, short=short), options)


def _names(given: Iterable[str]) -> Iterator[str]:
    """Yield the names that were given; - stands for those on standard input."""
    for name in given:
        if name == "-":
            lines = sys.stdin.buffer.read().decode("utf-8-sig", "replace").splitlines()
            yield from filter(None, map(str.strip, lines))
        else:
            yield name
