"""Cases side by side, field by field."""

from typing import Annotated

from typer import Argument

from renkei_cli.cli.commands.list import count_in_words, select_ids
from renkei_cli.cli.options import DataOptions, FilterOptions, OutputOptionGroup
from renkei_cli.cli.parsing import text
from renkei_cli.core.i18n import N_, _
from renkei_cli.core.text import command_line, option_words, quote_words
from renkei_cli.output.results import CaseComparison
from renkei_cli.output.writer import print_message, write_result
from renkei_cli.query import Filters
from renkei_cli.query.lookup import resolve_case
from renkei_cli.query.terms import select_cases

Names = Annotated[list[str] | None, text("id"), Argument(metavar=N_("ID"),
    help=N_("The cases, as for show; none compares all that the filters leave."))]  # fmt: skip


def compare_cases(
    narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, names: Names = None
) -> None:
    """Compare cases."""
    index = collection.open_index()
    fields = index.fields()
    shown = output.shown_fields(fields)
    named = [resolve_case(index, name, collection._asdict()) for name in names or ()]
    selected = select_ids(index, narrowing, collection)
    left = index.ids() if selected is None else selected
    ids = [case_id for case_id in dict.fromkeys(named) if case_id in left] if named else left
    options = output.output_options()
    result = CaseComparison(list(index.cases(ids)), fields, shown)
    write_result(result, options, counted=count_in_words(options, len(ids), len(ids)))
    if not options.format.traits.reports_count:
        return
    asked = {name: value for name, value in narrowing.filters()._asdict().items() if value}
    for case_id in dict.fromkeys(case_id for case_id in named if case_id not in left):
        # Which of the options left it out; if none did alone, all together.
        kept = {name: select_cases(index, Filters(**{name: value})).ids or () for name, value in asked.items()}
        by = {name: value for name, value in asked.items() if case_id not in kept[name]} or asked
        print_message(_("{id} is left out by {options}").format(id=case_id, options=quote_words(option_words(by))))
    for case_id in dict.fromkeys(case_id for case_id in named if named.count(case_id) > 1):
        print_message(_("{id} is named more than once; it stands here once").format(id=case_id))
    if len(ids) == 1:
        line = command_line("show", ids, collection._asdict())
        message = _("there is nothing to compare with: name another case, or see this one whole: {line}")
        print_message(message.format(line=line))
