"""The JSON Schema of a case file, for editors and other validators."""

from typing import Annotated

from typer import Option

from renkei_cli import workshop
from renkei_cli.output.writer import hand_over
from renkei_cli.output.files import tell_written
from renkei_cli.core.i18n import N_, of_data
from renkei_cli.cli.options import Lang

Target = Annotated[str | None, Option("--output", "-O", metavar=N_("FILE"),
    help=N_("Write to a file instead of the screen."))]  # fmt: skip


def schema_of_cases(output: Target = None, lang: Lang = None) -> None:  # noqa: ARG001 - read where the program begins
    """Print the JSON Schema of a case file, in the reader's language."""
    hand_over(workshop.json_schema(of_data()), output)
    tell_written(output)
