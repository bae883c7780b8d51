"""Cases side by side, field by field."""

from collections.abc import Sequence
from typing import Annotated

from typer import Argument

from renkei_cli.casebook.casebook import open_index
from renkei_cli.casebook.index import Index
from renkei_cli.cli.commands.listing import count, selected, tell
from renkei_cli.cli.options import DataOptions, FilterOptions, OutputOptionGroup, completes
from renkei_cli.core.i18n import N_, _
from renkei_cli.core.shell import command_line, option_words, quote_words
from renkei_cli.output.messages import print_message
from renkei_cli.output.registry import COUNTED_FORMATS
from renkei_cli.output.results import CaseComparison
from renkei_cli.output.writer import write_result
from renkei_cli.query.filters import Filters
from renkei_cli.query.lookup import resolve_case
from renkei_cli.schema.fields import parse_field_list

Names = Annotated[list[str] | None, Argument(metavar=N_("ID"), autocompletion=completes("ids"), show_default=False,
    help=N_("The cases, as for show; none compares all that the filters leave."))]  # fmt: skip


def compare_cases(
    narrowing: FilterOptions, output: OutputOptionGroup, collection: DataOptions, names: Names = None
) -> None:
    """Compare cases."""
    index = open_index(collection.wanted())
    fields = index.fields()
    shown = parse_field_list(fields, output.fields)
    meant = [resolve_case(index, name) for name in names or ()]
    named = list(dict.fromkeys(meant))
    selection = selected(index, narrowing.filters())
    tell(selection)
    left = index.ids() if selection.ids is None else selection.ids
    ids = [case_id for case_id in named if case_id in left] if named else left
    wish = output.wish()
    write_result(CaseComparison(list(index.cases(ids)), fields, shown), wish, counted=count(len(ids), len(ids)))
    if wish.format in COUNTED_FORMATS:
        _tell_who_is_left_out(index, [case_id for case_id in named if case_id not in left], narrowing.filters())
        _tell_what_is_no_comparison(meant, ids, collection)


def _tell_who_is_left_out(index: Index, left_out: Sequence[str], filters: Filters) -> None:
    """Say which named case the options left out, and which of them did; where none did alone, all together."""
    asked = {name: value for name, value in filters._asdict().items() if value}
    kept = {name: selected(index, Filters(**{name: value})).ids or () for name, value in asked.items()}
    for case_id in left_out:
        by = [name for name in asked if case_id not in kept[name]] or list(asked)
        line = quote_words(option_words({name: asked[name] for name in by}))
        print_message(_("{id} is left out by {options}").format(id=case_id, options=line))


def _tell_what_is_no_comparison(named: Sequence[str], ids: Sequence[str], collection: DataOptions) -> None:
    """Say which case was named twice, and that one alone is better shown."""
    for case_id in dict.fromkeys(case_id for case_id in named if named.count(case_id) > 1):
        print_message(_("{id} is named more than once; it stands here once").format(id=case_id))
    if len(ids) == 1:
        line = command_line("show", ids, collection._asdict())
        print_message(
            _("there is nothing to compare with: name another case, or see this one whole: {line}").format(line=line)
        )
