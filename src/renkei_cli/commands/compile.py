"""The collection as one file that `--data` opens at once."""

from typing import Annotated

from typer import Argument

from renkei_cli.commands.listing import count
from renkei_cli.destination import tell_written
from renkei_cli.handover import hand_on
from renkei_cli.i18n import N_
from renkei_cli.options import Collection, Lang

Target = Annotated[str, Argument(metavar=N_("FILE"), show_default=False,
    help=N_("The compiled index to write; its name ends in .sqlite."))]  # fmt: skip


def compile_cases(target: Target, collection: Collection, lang: Lang = None) -> None:  # noqa: ARG001 - read where the program begins
    """Write a collection as a compiled index."""
    total = hand_on(collection.wanted(), target)
    tell_written(target, count(total, total))
