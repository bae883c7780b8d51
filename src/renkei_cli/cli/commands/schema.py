"""The JSON Schema of a case file, for editors and other validators, and of what the commands print, for programs."""

from typing import Annotated

from typer import Argument

from renkei_cli.cli.options import Force, OutputFile
from renkei_cli.cli.parsing import ValueType
from renkei_cli.core.i18n import N_, data_language
from renkei_cli.output.results import HIT_FIELDS
from renkei_cli.output.writer import check_free, report_written, write_text
from renkei_cli.schema.json_schema import OUTPUTS, format_json_schema, format_schema, output_schema
from renkei_cli.schema.models import case_fields

Which = Annotated[str, ValueType(str, dict.fromkeys(("case", *OUTPUTS), ""), topic="json"), Argument(
    metavar=N_("WHAT"), help=N_("A case file, or the JSON that a command prints."))]  # fmt: skip


def schema_of_cases(which: Which = "case", output: OutputFile = None, *, force: Force = False) -> None:
    """Print a JSON Schema, in the reader's language."""
    check_free(output, force=force)
    language = data_language()
    fields = case_fields() | (HIT_FIELDS if which == "search" else {})
    text = format_json_schema(language) if which == "case" else format_schema(output_schema(which, fields, language))
    write_text(text, output)
    report_written(output)
