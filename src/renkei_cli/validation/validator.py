"""Case files held against the schema and the rules: each fault with its place, its line and the wrong piece."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from renkei_cli.core import diagnostics, files
from renkei_cli.core.diagnostics import Diagnostic, DiagnosticWithSource, Location, Severity
from renkei_cli.core.errors import DataError
from renkei_cli.core.i18n import _
from renkei_cli.schema.fields import Path, Value
from renkei_cli.schema.models import Case, CaseFile
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation import rules
from renkei_cli.validation.messages import brief, translate_error
from renkei_cli.validation.rules import RawCase, Violation
from renkei_cli.validation.suggestions import closest_key, field_at, is_printed, misspelt_cases
from renkei_cli.yamlio.encoding import MOST_FAULTS
from renkei_cli.yamlio.loader import Entry, entries
from renkei_cli.yamlio.writer import explain_code, names_another

_Model = TypeVar("_Model", bound=StrictModel)
_PIECE = re.compile(
    r"""
      "(?:[^"\\]|\\.)*"?                                      # in double quotes
    | '(?:[^']|'')*'?                                         # in single quotes
    | [\[{](?:[^\]}\#]*[\]}])?                                # in brackets, if they end on the line
    | [*&!][^\s,\[\]{}]*                                      # an alias, an anchor, a tag
    | (?:(?!:(?:\s|$)|\s\#|[,\]}](?:\s|$|[,\]}])).)+          # without quotes, up to a colon, a comment, a bracket
    """,
    re.VERBOSE,
)
_COMMENT = re.compile(r"\s#+\s*([^#]*?)\s*$")
_SHOWN = 400  # characters of a long line kept on each side of the wrong piece; no terminal shows more
_LONGEST_PIECE = 65_536  # characters in which the end of a piece is looked for
_LINES_OF_A_TEXT = 50  # lines of a text in which its wrong piece is looked for


def validate_files(paths: Sequence[str], today: date | None = None) -> diagnostics.ValidationReport:
    """Check case files, all of them and whole, and return every fault with its line.

    A file that cannot be read is a fault of its own, so that the others are checked nevertheless.
    """
    found: list[DiagnosticWithSource] = []
    validator = Validator([], lint=True, today=today)
    checked = 0
    for name, content in _contents(paths):
        if isinstance(content, DataError):
            fault = Diagnostic(Location(name, 0, 0), "unreadable", content.message, content.hint)
            found.append(DiagnosticWithSource(fault))
            continue
        checked += 1
        faults = validator.faults
        validator.lines = _split_lines(content) if b"#" in content else ()
        deque(validator.cases_with_locations(entries(name, content, faults)), maxlen=0)
        if len(faults) >= MOST_FAULTS:
            message = _("there are {n} faults up to here: the rest of the file is not read").format(n=MOST_FAULTS)
            place = faults[MOST_FAULTS - 1].place
            faults[MOST_FAULTS:] = [Diagnostic(place, "too-many-faults", message, _("mend these first"))]
        found += sorted(findings([*faults, *validator.warnings], content), key=lambda finding: finding.fault)
        faults.clear()
        validator.warnings.clear()
    return diagnostics.ValidationReport(found, checked, validator.count, tuple(rules.RULEBOOK.values()))


def findings(faults: Iterable[Diagnostic], content: bytes) -> list[DiagnosticWithSource]:
    """Return the faults of one file with their lines; where a piece of a text is wrong, it is found and named."""
    lines = _split_lines(content)
    return [_finding(fault, lines) for fault in faults]


def _split_lines(content: bytes) -> list[bytes]:
    """Return the lines of a file; each ends with LF, CR or both, and only those that are needed are decoded."""
    return re.split(rb"\r\n?|\n", content.removeprefix(b"\xef\xbb\xbf"))


def _finding(fault: Diagnostic, lines: Sequence[bytes]) -> DiagnosticWithSource:
    number, column = fault.place.line - 1, fault.place.column - 1
    if not 0 <= number < len(lines):
        return DiagnosticWithSource(fault)
    try:
        line = lines[number].decode()
    except UnicodeDecodeError:
        # In another encoding the line would be shown as gibberish.
        return DiagnosticWithSource(fault)
    piece = _PIECE.match(line, column, column + _LONGEST_PIECE)
    length = len(piece[0].rstrip()) if piece else 0
    indent = len(line) - len(line.lstrip(" "))
    for at in range(number, min(number + _LINES_OF_A_TEXT, len(lines))) if fault.part else ():
        below = lines[at].decode(errors="replace")
        # A text goes on below, further in.
        if at > number and below.strip() and len(below) - len(below.lstrip(" ")) <= indent:
            break
        if (found := below.find(fault.part, column if at == number else 0)) >= 0:
            line, number, column, length = below, at, found, len(fault.part)
            break
    first, last = max(0, column - _SHOWN), column + min(length, _SHOWN) + _SHOWN
    cut = {"before": first > 0, "after": last < len(line)}
    excerpt = diagnostics.SourceExcerpt(line[first:last], column - first, length, **cut)
    return DiagnosticWithSource(replace(fault, place=Location(fault.place.file, number + 1, column + 1)), excerpt)


def _contents(paths: Sequence[str]) -> Iterator[tuple[str, bytes | DataError]]:
    """Return the name of each file with what it holds, or with why it cannot be read."""
    sources, failed = files.find_readable(paths)
    yield from ((files.display_path(path), error) for path, error in failed.items())
    if not sources and not failed:
        raise files.no_case_file(paths)
    done = 0
    with files.reading_progress(sum(source.size for source in sources.values())) as reach:
        for source in sources.values():
            try:
                content: bytes | DataError = files.read_file(source.path)
            except DataError as error:
                content = error
            yield files.display_path(source.path), content
            reach(done := done + source.size)


def check_values(
    values: Mapping[str, Any], ids: dict[str, str] | None = None, place: str = ""
) -> tuple[Case | None, list[Violation]]:
    """Check the values of one case that stand in no file; return the case, or None and every fault with its path.

    Lists may be lists or tuples. `ids` tells where each id stands that is taken already; the case's own is added to it,
    as standing at `place`. The rules across fields are applied to a case that keeps the schema.
    """
    entry = Entry("", _plain(values))
    case, found = _check_schema(Case, entry)
    if case:
        raw = RawCase(entry.value, date.min)
        found = [violation for check in rules.CHECKS[Severity.ERROR] for violation in check(raw)]
        found += rules.seen_before("id-unique", ("id",), case.id, {} if ids is None else ids, place)
    return (None if found else case), found[:MOST_FAULTS]


def _plain(value: Value) -> Value:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return tuple(map(_plain, value)) if isinstance(value, list | tuple) else value


class Validator:
    """Checks entries of case files one by one; faults are collected, never raised."""

    def __init__(self, faults: list[Diagnostic], *, lint: bool = False, today: date | None = None) -> None:
        """Add to `faults`. With `lint`, also look across the fields of a case that fails the schema, and add warnings.

        `today` is the day after which nothing can have happened; the reader's own, where none is given.
        """
        self.faults = faults
        self.warnings: list[Diagnostic] = []
        self.id_locations: dict[str, str] = {}  # where each id stands that is taken already
        self.count = 0  # cases seen so far, faulty ones too
        self._lint, self._today = lint, today or datetime.now().astimezone().date()
        self._titles: dict[str, str] = {}
        self.lines: Sequence[bytes] = ()  # of the file, where it has comments

    def cases_with_locations(self, entries: Iterable[Entry]) -> Iterator[tuple[Case, Location]]:
        """Return the cases of one file or collection that keep all rules, each with where its id stands."""
        for entry in entries:
            if is_printed(entry.value, in_brackets=getattr(entry.node.event, "flow_style", False)):
                message = _("this is what renkei prints as JSON, no case file")
                hint = _("print it with -o yaml, and --data reads it")
                self._note(entry, Violation((), "json-output", message, hint))
                return
            if not entry.is_case:
                # The cases have been given one by one before.
                self._validated(CaseFile, entry._replace(value={"cases": (), **entry.value}))
            elif not entry.path and (key := misspelt_cases(entry.value)) is not None:
                self._misspelt(entry, key)
            elif case := self._case(entry):
                yield case, entry.place(("id",))

    def _misspelt(self, entry: Entry, key: str) -> None:
        """Name the key `cases`, and check what stands in its place."""
        path: Path = (key,) if key else ()
        message, hint = _("the key cases is missing"), _("write cases: and below it each case, begun with “- ”")
        if key == "cases":
            message = _("cases holds no list of cases")
        elif key not in ("", "casebook"):
            message = _("the list of cases is called cases, not {key}").format(key=brief(key))
            hint = _("write {value}").format(value="cases:")
        self._note(entry, Violation(path, "cases-key", message, hint, at_key=key != "cases"))
        held = entry.part(path).value
        for number, value in enumerate(held if isinstance(held, tuple) else ()):
            if isinstance(value, dict):
                self._case(entry.part((*path, number)))

    def _case(self, entry: Entry) -> Case | None:
        self.count += 1
        before = len(self.faults)
        case, faulty = self._validated(Case, entry)
        if not isinstance(entry.value, dict) or not (case or self._lint):
            return None
        raw, case_id = RawCase(entry.value, self._today), entry.value.get("id")
        found = [violation for check in rules.CHECKS[Severity.ERROR] for violation in check(raw)]
        if isinstance(case_id, str) and ("id",) not in faulty:
            found += rules.seen_before("id-unique", ("id",), case_id, self.id_locations, str(entry.place(("id",))))
        if self._lint:
            found += (violation for check in rules.CHECKS[Severity.WARNING] for violation in check(raw))
            if case and self.lines:
                found += self._stale_names(entry, raw)
            for path, title in raw.texts_at("title", "ja"):
                found += rules.seen_before("title-twice", path, title, self._titles, str(entry.place(path)))
        for violation in found:
            # What is no list, or nothing, lacks nothing besides.
            if faulty.get(violation.path) not in ("shape", "empty-value"):
                self._note(entry, violation)
        return case if len(self.faults) == before else None

    def _validated(self, model: type[_Model], entry: Entry) -> tuple[_Model | None, dict[Path, str]]:
        """Return what the schema makes of an entry, or the codes of what it finds wrong in it by their paths."""
        valid, violations = _check_schema(model, entry)
        # What YAML took for something else has been told already.
        told = {fault.place.line for fault in self.faults if not fault.path and fault.place.file == entry.file}
        faulty = {}
        for violation in violations:
            line = entry.place(violation.path).line
            # A key is empty when what stands below it is no value to YAML.
            follows = line in told or (violation.code == "empty-value" and line + 1 in told)
            if not follows:
                self._note(entry, violation)
                faulty[violation.path] = violation.code
        return valid, faulty

    def _stale_names(self, entry: Entry, case: RawCase) -> Iterator[Violation]:
        """Find codes, in a case that keeps the schema, whose comment is the name of something else."""
        for path, part in case.mappings:
            listed = ((key, at, code) for key in ("for", "parties") for at, code in enumerate(part.get(key) or ()))
            found = [((*path, key, at), code) for key, at, code in listed]
            for place, code in [((*path, "code"), part["code"]), *found] if "code" in part else found:
                field, comment = field_at(Case, place), self._comment_behind(entry, place)
                if comment and names_another(field, code, comment):
                    message = _("the comment behind {code} says {name}").format(code=code, name=comment)
                    hint = _("this code is {name}; renkei fmt renews the comment")
                    hint = hint.format(name=explain_code(field, code))
                    yield Violation(place, "stale-name", message, hint, comment)

    def _comment_behind(self, entry: Entry, path: Path) -> str:
        """Return the comment on the line of a value; none where other items of its list may stand there too."""
        place, item = entry.place(path), max(at for at, step in enumerate(path) if isinstance(step, int))
        if entry.part(path[:item]).node.event.flow_style:
            return ""
        found = _COMMENT.search(self.lines[place.line - 1].decode(errors="replace"), place.column - 1)
        return found[1] if found else ""

    def _note(self, entry: Entry, violation: Violation) -> None:
        path, code, message, hint, part, at_key, _lacks = violation
        severity = rules.RULEBOOK[code].severity
        # The same place as a JSON Pointer into the file.
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in (*entry.path, *path))
        pointer = "".join(f"/{step}" for step in steps)
        place = entry.place(path, of_key=at_key)
        noted = self.faults if severity is Severity.ERROR else self.warnings
        noted.append(Diagnostic(place, code, message, hint, severity, pointer, part))


def _check_schema(model: type[_Model], entry: Entry) -> tuple[_Model | None, list[Violation]]:
    try:
        return model.model_validate(entry.value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    told = (translate_error(detail, model, entry.written) for detail in details[: MOST_FAULTS + 1])
    violations = list(dict.fromkeys(filter(None, told)))
    # What follows from another fault is left out: a key that is missing because it is misspelt.
    meant = {(one.path[:-1], closest_key(model, one.path)) for one in violations if one.code == "unknown-key"}
    return None, [one for one in violations if one.code != "missing" or (one.path, one.lacks) not in meant]
