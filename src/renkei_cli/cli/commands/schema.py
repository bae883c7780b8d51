"""The JSON Schema of a case file, for editors and other validators."""

from typing import Annotated

from typer import Option

from renkei_cli.core.i18n import N_, data_language
from renkei_cli.output.writer import report_written, write_text
from renkei_cli.schema.json_schema import format_json_schema

Target = Annotated[str | None, Option("--output", "-O", metavar=N_("FILE"),
    help=N_("Write to a file instead of the screen."))]  # fmt: skip


def schema_of_cases(output: Target = None) -> None:
    """Print the JSON Schema of a case file, in the reader's language."""
    write_text(format_json_schema(data_language()), output)
    report_written(output)
