"""The door into the authoring wing: case files checked, formed, made of tables and of answers."""

from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any

from renkei_cli.casebook.casebook import write_yaml
from renkei_cli.casebook.sources import no_case_file
from renkei_cli.core import files
from renkei_cli.core.errors import DataError
from renkei_cli.core.i18n import _

if TYPE_CHECKING:
    from renkei_cli.authoring.interview.session import Asker, Interview
    from renkei_cli.authoring.tables.importer import ImportResult
    from renkei_cli.core.i18n import Language
    from renkei_cli.output.results import ValidationReport

STDIN = "<stdin>"
"""What standard input is called in a fault's place."""


def formatted(file: str, content: bytes) -> bytes:
    """Give the canonical form of a case file; FaultyDataError, naming the place, where anything would be lost."""
    from renkei_cli.yamlio.formatter import format_bytes  # noqa: PLC0415 - the one door into the authoring wing

    return format_bytes(file, content)


def import_table(
    file: str,
    content: bytes,
    map_file: tuple[str, bytes] | None = None,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    source: str | None = None,
    role: str | None = None,
    long_summary: str = "fault",
) -> "ImportResult":
    """Turn the rows of a table, CSV or .xlsx, into cases; DataError where it can't be read as a table."""
    from renkei_cli.authoring.tables.importer import import_table  # noqa: PLC0415 - the same
    from renkei_cli.authoring.tables.map_file import read_map  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.tables.row_case import ImportOptions  # noqa: PLC0415 - the same

    given = read_map(*map_file) if map_file else None
    wishes = ImportOptions(source, role, long_summary)
    return import_table(file, content, given, wishes, encoding=encoding, sheet=sheet)


def case_file(cases: Sequence[Mapping[str, Any]], *, single: bool = False) -> bytes:
    """Write plain cases as a case file in the canonical form; with `single`, the one case is the file."""
    stream = StringIO()
    write_yaml(cases[0] if single else {"cases": list(cases)}, stream)
    return formatted("", stream.getvalue().encode("utf-8"))


def validate(paths: Sequence[str], stdin: bytes | None = None) -> "ValidationReport":
    """Check case files, all of them and whole, and give every fault with its line.

    A file that cannot be read is a fault of its own, so that the others are checked nevertheless.
    """
    from renkei_cli.core.progress import Bar  # noqa: PLC0415 - only this and compiling take long
    from renkei_cli.output.results import ValidationReport  # noqa: PLC0415 - the same
    from renkei_cli.validation.inspection import ValidationRun  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.validation.rules import RULEBOOK  # noqa: PLC0415 - the same

    inspection = ValidationRun()
    named: list[files.SourceFile] = []
    for path in paths:
        try:
            named += files.find_case_files([path])
        except DataError as error:
            inspection.unreadable(files.display_path(path), error.message, error.hint)
    sources = list({source.path: source for source in named}.values())
    if not sources and not inspection.findings and stdin is None:
        raise no_case_file(paths)
    done = 0
    with Bar(sum(source.size for source in sources)) as bar:
        for source in sources:
            try:
                inspection.file(files.display_path(source.path), files.read_file(source.path))
            except DataError as error:
                inspection.unreadable(files.display_path(source.path), error.message, error.hint)
            bar.reach(done := done + source.size)
    if stdin is not None and len(stdin) > files.LARGEST:
        message = _("{path} is larger than {n} MiB").format(path=STDIN, n=files.LARGEST >> 20)
        inspection.unreadable(STDIN, message, _("split it into several files"))
    elif stdin is not None:
        inspection.file(STDIN, stdin)
    return ValidationReport(inspection.findings, inspection.files, inspection.cases, tuple(RULEBOOK.values()))


def json_schema(language: "Language") -> str:
    """Give the JSON Schema of a case file, in words of `language`."""
    from renkei_cli.schema.json_schema import written  # noqa: PLC0415 - the one door into the authoring wing

    return written(language)


def schema_file() -> str:
    """Name the file of the schema that a new case file points to."""
    from renkei_cli.authoring.case_writer import schema_file as named  # noqa: PLC0415 - the one door

    return named()


def template() -> str:
    """Give an empty case file, every field explained in the reader's language."""
    from renkei_cli.authoring.template import template as empty  # noqa: PLC0415 - the one door into the authoring wing

    return empty()


def composed(file: str, content: bytes) -> str:
    """Give the case file that answers in JSON make; FaultyAnswersError names every key at fault."""
    from renkei_cli.authoring.case_writer import format_case  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.interview.answers import case_from_json  # noqa: PLC0415 - the same

    return format_case(case_from_json(file, content))


def interview(typed: Sequence[Sequence[str]]) -> "Interview":
    """Begin an interview about a new case, or take one up again."""
    from renkei_cli.authoring.interview.session import Interview  # noqa: PLC0415 - the one door into the authoring wing

    return Interview(typed)


def interviewed(file: str, begun: "Interview", asker: "Asker", save: "Callable[[Interview], None]") -> str:
    """Ask all that is left to ask, and give the case file that the answers make; "" where it is not wanted.

    KeyboardInterrupt or EOFError where the reader leaves.
    """
    from renkei_cli.authoring.case_writer import format_case  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.interview.answers import case_from  # noqa: PLC0415 - the same
    from renkei_cli.authoring.interview.session import converse  # noqa: PLC0415 - the same
    from renkei_cli.authoring.interview.verdict import nested  # noqa: PLC0415 - the same

    converse(begun, asker, save)
    return format_case(case_from(file, nested(dict(begun.answers())))) if begun.agreed else ""
