"""Cases side by side, field by field."""

from typing import Annotated

from typer import Argument, Option

from renkei_cli.cli.commands.list import count_in_words, select_ids
from renkei_cli.cli.options import OUTPUT, DataOptions, FilterOptions, OutputOptionGroup
from renkei_cli.cli.parsing import text
from renkei_cli.core.i18n import N_, _, separator
from renkei_cli.core.text import command_line, option_words, quote_words
from renkei_cli.output.results import CaseComparison, result_fields
from renkei_cli.output.views import compared_fields, compared_rows, is_equal
from renkei_cli.output.writer import print_message, write_result
from renkei_cli.query import Filters
from renkei_cli.query.lookup import resolve_case
from renkei_cli.query.terms import select_cases

Names = Annotated[list[str] | None, text("id"), Argument(metavar=N_("ID"),
    help=N_("The cases, as for show; none compares all that the filters leave."))]  # fmt: skip
Differences = Annotated[bool, Option("--differences", rich_help_panel=OUTPUT,
    help=N_("Only the fields in which the cases differ."))]  # fmt: skip


def compare_cases(
    narrowing: FilterOptions,
    output: OutputOptionGroup,
    collection: DataOptions,
    names: Names = None,
    *,
    differences: Differences = False,
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
    equal = []
    if differences:
        human = options.format.traits.human_readable
        compared = compared_fields(result) if human else result_fields(result)
        # To people, what no case states is told below the table.
        stated = compared_rows(result)[0] if human else compared
        equal = [field for field in stated if is_equal(result.cases, field)]
        # Where nothing differs, the ids do.
        result = result._replace(shown=[field for field in compared if field not in equal] or [fields["id"]])
    write_result(result, options, counted=count_in_words(options, len(ids), len(ids)))
    if not options.format.traits.reports_count:
        return
    if equal and ids:
        message = _("the same in all cases: {fields}")
        print_message(message.format(fields=separator().join(field.label.here() for field in equal)))
    asked = {name: value for name, value in narrowing.filters()._asdict().items() if value}
    for case_id in dict.fromkeys(case_id for case_id in named if case_id not in left):
        # Which of the options left it out; if none did alone, all together.
        kept = {name: select_cases(index, Filters(**{name: value}))[0] for name, value in asked.items()}
        by = {name: value for name, value in asked.items() if case_id not in kept[name]} or asked
        print_message(_("{id} is left out by {options}").format(id=case_id, options=quote_words(option_words(by))))
    for case_id in dict.fromkeys(case_id for case_id in named if named.count(case_id) > 1):
        print_message(_("{id} is named more than once; it stands here once").format(id=case_id))
    if len(ids) == 1:
        line = command_line("show", ids, collection._asdict())
        message = _("there is nothing to compare with: name another case, or see this one whole: {line}")
        print_message(message.format(line=line))
