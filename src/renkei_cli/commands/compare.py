"""Cases side by side, field by field."""

from typing import Annotated

from typer import Argument

from renkei_cli.answer import give
from renkei_cli.commands.listing import count, selected, tell
from renkei_cli.fields import chosen_fields
from renkei_cli.i18n import N_
from renkei_cli.identity import case_named
from renkei_cli.library import open_index
from renkei_cli.options import Collection, Narrowing, Output, offering
from renkei_cli.report import Comparison

Names = Annotated[list[str] | None, Argument(metavar=N_("ID"), autocompletion=offering("ids"), show_default=False,
    help=N_("The cases, as for show; none compares all that the filters leave."))]  # fmt: skip


def compare_cases(narrowing: Narrowing, output: Output, collection: Collection, names: Names = None) -> None:
    """Compare cases."""
    index = open_index(collection.wanted())
    fields = index.fields()
    shown = chosen_fields(fields, output.fields)
    named = list(dict.fromkeys(case_named(index, name) for name in names or ()))
    selection = selected(index, narrowing.filters())
    tell(selection)
    left = index.ids() if selection.ids is None else selection.ids
    ids = [case_id for case_id in named if case_id in left] if named else left
    give(Comparison(list(index.cases(ids)), fields, shown), output.wish(), counted=count(len(ids), len(ids)))
