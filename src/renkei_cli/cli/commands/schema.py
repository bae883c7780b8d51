"""The JSON Schema of a case file, for editors and other validators."""

from renkei_cli.cli.options import Force, OutputFile
from renkei_cli.core.i18n import data_language
from renkei_cli.output.writer import check_free, report_written, write_text
from renkei_cli.schema.json_schema import format_json_schema


def schema_of_cases(output: OutputFile = None, *, force: Force = False) -> None:
    """Print the JSON Schema of a case file, in the reader's language."""
    check_free(output, force=force)
    write_text(format_json_schema(data_language()), output)
    report_written(output)
