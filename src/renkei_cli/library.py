"""The door: case files in, an open index out."""

import gc
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Any, TextIO

from renkei_cli import files
from renkei_cli.collection import SMALL, Shelf, Signed, Wanted, maker, no_case_file, settled, shelf, sign
from renkei_cli.errors import DataError, FaultyDataError, UsageError, reason
from renkei_cli.i18n import _, plural
from renkei_cli.index import Builder, Index, open_file

if TYPE_CHECKING:
    from renkei_cli.authoring.interview import Asker, Interview
    from renkei_cli.authoring.schema import Case
    from renkei_cli.authoring.tabular import Imported
    from renkei_cli.diagnostics import Fault
    from renkei_cli.i18n import Language
    from renkei_cli.report import Validation

STDIN = "<stdin>"
"""What standard input is called in a fault's place."""

_GARBAGE = 20_000
"""Objects after which garbage is looked for while cases are compiled."""

INDEX_SUFFIX = ".sqlite"
"""How the name of a compiled index ends."""


def open_index(wanted: Wanted = Wanted(), *, quickly: bool = False) -> Index:  # noqa: B008 - a value that never changes
    """Open the index of a collection; compile it first where there is none, or a damaged one.

    FaultyDataError where the cases hold faults, DataError where they cannot be read. With `quickly`, DataError
    also where there is so much to compile that the reader would notice.
    """
    if len(wanted.paths) == 1 and not wanted.bundled and wanted.paths[0].endswith(INDEX_SUFFIX):
        return _handed(Path(wanted.paths[0]))
    made_by = maker()
    signed = sign(wanted)
    place = shelf(wanted, made_by)
    with suppress(sqlite3.DatabaseError, OSError):
        return open_file(place.path(signed))
    if quickly and sum(source.size for source in signed.sources.values()) > SMALL:
        raise DataError(_("the cases are not compiled yet"))
    return _compiled(wanted, signed, place, made_by)


def load(wanted: Wanted = Wanted()) -> "tuple[Case, ...]":  # noqa: B008 - a value that never changes
    """Give the cases of a collection, validated, as typed objects.

    FaultyDataError where the cases hold faults, DataError where they cannot be read.
    """
    from renkei_cli.authoring.check import Checker  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.source import entries  # noqa: PLC0415 - the same

    faults: list[Fault] = []
    paths = [source.path for source in files.found(wanted.named())]
    read = (entry for path in paths for entry in entries(shown(path), files.read(path), faults))
    cases = tuple(Checker(faults).cases(read))
    _refuse(faults)
    return cases


def hand_on(wanted: Wanted, target: str) -> int:
    """Write a collection as a compiled index that `--data` opens anywhere; give the number of its cases.

    UsageError for a name by which `--data` would not know it, DataError where it cannot be written.
    """
    path = Path(target)
    if path.suffix != INDEX_SUFFIX:
        message = _("the name of a compiled index ends in {suffix}").format(suffix=INDEX_SUFFIX)
        raise UsageError(message, _("as in {example}").format(example=path.with_suffix(INDEX_SUFFIX).name))
    index = open_index(wanted)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            index.copy(beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise DataError(_("{path} cannot be written: {reason}").format(path=path, reason=reason(error))) from error
    except sqlite3.OperationalError as error:
        # SQLite does not say why. A file of that name would have met the same reason.
        raise DataError(
            _("{path} cannot be written: {reason}").format(path=path, reason=_refused(beside, error))
        ) from error
    return index.count()


def _refused(path: Path, error: Exception) -> str:
    try:
        path.touch()
        path.unlink()
    except OSError as refusal:
        return reason(refusal)
    return str(error)


def write_yaml(value: Mapping[str, Any] | Sequence[Any], stream: TextIO) -> None:
    """Write plain values as YAML."""
    from renkei_cli.authoring.source import write  # noqa: PLC0415 - the one door into the authoring wing

    write(value, stream)


def write_cases(cases: Sequence[Mapping[str, Any]], stream: TextIO) -> None:
    """Write cases, as JSON prints them, as a case file that can be checked and read again."""
    from renkei_cli.authoring.compile import authored  # noqa: PLC0415 - the one door into the authoring wing

    write_yaml({"cases": [authored(case) for case in cases]}, stream)


def shown(path: str) -> str:
    """Name a file from where the reader stands, if it is below."""
    with suppress(ValueError, OSError):
        return str(Path(path).relative_to(Path.cwd()))
    return path


def _handed(path: Path) -> Index:
    """Open an index that somebody compiled before."""
    files.found([str(path)])
    try:
        index = open_file(path)
    except sqlite3.DatabaseError as error:
        raise _no_index(path) from error
    if index.made_by() != maker():
        raise _no_index(path)
    return index


def _no_index(path: Path) -> DataError:
    message = _("{path} is no index that this version of renkei can read").format(path=path)
    return DataError(message, _("name the case files instead, or compile them again"))


def _refuse(faults: Sequence["Fault"]) -> None:
    if faults:
        message = plural("{n} fault in the case files", "{n} faults in the case files", len(faults))
        raise FaultyDataError(message, sorted(faults))


def _compiled(wanted: Wanted, signed: Signed, place: Shelf, made_by: str) -> Index:
    """Compile a collection and keep the index; where it can't be kept, it lives in memory for this run."""
    beside = place.path(signed).with_suffix(f".{os.getpid()}.tmp")
    # What a case leaves behind is little and gone soon: looking for it more seldom saves a tenth.
    usual = gc.get_threshold()
    gc.set_threshold(_GARBAGE)
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        _continued(place.latest(), beside)
        _built(signed, beside, made_by).close()
        kept = place.path(settled(signed, wanted))
        beside.replace(kept)
        place.tidy(kept)
        return open_file(kept)
    except (OSError, sqlite3.Error):
        # No folder to write to, no room, a name taken.
        return _built(signed, None, made_by)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        gc.set_threshold(*usual)


def _absorb(path: str, builder: Builder, homes: dict[str, str], faults: "list[Fault]") -> None:
    """Take over the cases of a compiled index."""
    from renkei_cli.diagnostics import Fault, Place  # noqa: PLC0415 - few collections hold an index

    for record in _handed(Path(path)).records():
        if record.id in homes:
            message = _("the id {id} is taken already, at {place}").format(id=record.id, place=homes[record.id])
            faults.append(Fault(Place(shown(path), 0, 0), "id-unique", message))
        else:
            homes[record.id] = f"{shown(path)}:{record.place}"
            builder.add(record)


def _continued(earlier: Path | None, beside: Path) -> None:
    """Begin a new index with the one before it, if that is sound."""
    if earlier:
        with suppress(sqlite3.DatabaseError):
            open_file(earlier).close()
            copyfile(earlier, beside)


def _built(signed: Signed, path: Path | None, made_by: str) -> Index:
    from renkei_cli.authoring import compile as compiling  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.check import Checker  # noqa: PLC0415 - the same
    from renkei_cli.authoring.source import entries  # noqa: PLC0415 - the same
    from renkei_cli.progress import Bar  # noqa: PLC0415 - the same

    builder = Builder(path, made_by, compiling.fields())
    try:
        stay = builder.keep(signed.signatures)
        faults: list[Fault] = []
        checker = Checker(faults)
        homes = checker.homes
        homes.update((case_id, f"{shown(file)}:{at}") for case_id, (file, at) in builder.places().items())
        changed = [signed.sources[file] for file in signed.signatures if file not in stay]
        done = 0
        with Bar(sum(source.size for source in changed)) as bar:
            for source in changed:
                builder.begin(source.path, signed.signatures[source.path])
                if source.path.endswith(INDEX_SUFFIX):
                    _absorb(source.path, builder, homes, faults)
                    continue
                content = signed.contents.get(source.path) or files.read(source.path)
                lines = content.count(b"\n") + 1
                for case, place in checker.placed(entries(shown(source.path), content, faults)):
                    builder.add(compiling.record(case, f"{place.line}:{place.column}"))
                    bar.reach(done + source.size * place.line / lines)
                done += source.size
        _refuse(faults)
        return builder.finish(signed.signatures)
    except BaseException:
        builder.discard()
        raise


def formatted(file: str, content: bytes) -> bytes:
    """Give the canonical form of a case file; FaultyDataError, naming the place, where anything would be lost."""
    from renkei_cli.authoring.formatting import formatted_bytes  # noqa: PLC0415 - the one door into the authoring wing

    return formatted_bytes(file, content)


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
) -> "Imported":
    """Turn the rows of a table, CSV or .xlsx, into cases; DataError where it can't be read as a table."""
    from renkei_cli.authoring.mapfile import read_map  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.rowcase import Wishes  # noqa: PLC0415 - the same
    from renkei_cli.authoring.tabular import read_table  # noqa: PLC0415 - the same

    given = read_map(*map_file) if map_file else None
    wishes = Wishes(source, role, long_summary)
    return read_table(file, content, given, wishes, encoding=encoding, sheet=sheet)


def case_file(cases: Sequence[Mapping[str, Any]], *, single: bool = False) -> bytes:
    """Write plain cases as a case file in the canonical form; with `single`, the one case is the file."""
    stream = StringIO()
    write_yaml(cases[0] if single else {"cases": list(cases)}, stream)
    return formatted("", stream.getvalue().encode("utf-8"))


def validate(paths: Sequence[str], stdin: bytes | None = None) -> "Validation":
    """Check case files, all of them and whole, and give every fault with its line.

    A file that cannot be read is a fault of its own, so that the others are checked nevertheless.
    """
    from renkei_cli.authoring.inspection import Inspection  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.rulebook import RULEBOOK  # noqa: PLC0415 - the same
    from renkei_cli.progress import Bar  # noqa: PLC0415 - only this and compiling take long
    from renkei_cli.report import Validation  # noqa: PLC0415 - the same

    inspection = Inspection()
    named: list[files.Source] = []
    for path in paths:
        try:
            if path.endswith(INDEX_SUFFIX):
                raise DataError(_("a compiled index has no lines to point at"), _("name the case files instead"))  # noqa: TRY301
            named += files.found([path])
        except DataError as error:
            inspection.unreadable(shown(path), error.message, error.hint)
    sources = list({source.path: source for source in named}.values())
    if not sources and not inspection.findings and stdin is None:
        raise no_case_file(paths)
    done = 0
    with Bar(sum(source.size for source in sources)) as bar:
        for source in sources:
            try:
                inspection.file(shown(source.path), files.read(source.path))
            except DataError as error:
                inspection.unreadable(shown(source.path), error.message, error.hint)
            bar.reach(done := done + source.size)
    if stdin is not None and len(stdin) > files.LARGEST:
        message = _("{path} is larger than {n} MB").format(path=STDIN, n=files.LARGEST // 1_000_000)
        inspection.unreadable(STDIN, message, _("split it into several files"))
    elif stdin is not None:
        inspection.file(STDIN, stdin)
    return Validation(inspection.findings, inspection.files, inspection.cases, tuple(RULEBOOK.values()))


def json_schema(language: "Language") -> str:
    """Give the JSON Schema of a case file, in words of `language`."""
    from renkei_cli.authoring.jsonschema import written  # noqa: PLC0415 - the one door into the authoring wing

    return written(language)


def schema_file() -> str:
    """Name the file of the schema that a new case file points to."""
    from renkei_cli.authoring.manuscript import schema_file as named  # noqa: PLC0415 - the one door

    return named()


def template() -> str:
    """Give an empty case file, every field explained in the reader's language."""
    from renkei_cli.authoring.template import template as empty  # noqa: PLC0415 - the one door into the authoring wing

    return empty()


def composed(file: str, content: bytes) -> str:
    """Give the case file that answers in JSON make; FaultyDataError names every key at fault."""
    from renkei_cli.authoring.answers import case_from_json  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.manuscript import manuscript  # noqa: PLC0415 - the same

    return manuscript(case_from_json(file, content))


def interview(typed: Sequence[Sequence[str]]) -> "Interview":
    """Begin an interview about a new case, or take one up again."""
    from renkei_cli.authoring.interview import Interview  # noqa: PLC0415 - the one door into the authoring wing

    return Interview(typed)


def interviewed(file: str, begun: "Interview", asker: "Asker", save: "Callable[[Interview], None]") -> str:
    """Ask all that is left to ask, and give the case file that the answers make; "" where it is not wanted.

    KeyboardInterrupt or EOFError where the reader leaves.
    """
    from renkei_cli.authoring.answers import case_from  # noqa: PLC0415 - the one door into the authoring wing
    from renkei_cli.authoring.interview import converse  # noqa: PLC0415 - the same
    from renkei_cli.authoring.manuscript import manuscript  # noqa: PLC0415 - the same
    from renkei_cli.authoring.verdict import nested  # noqa: PLC0415 - the same

    converse(begun, asker, save)
    return manuscript(case_from(file, nested(dict(begun.answers())))) if begun.agreed else ""
