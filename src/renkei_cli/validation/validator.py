"""Values against the schema, and the rules across fields and cases."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from renkei_cli.core.diagnostics import Diagnostic, Location, Severity
from renkei_cli.core.i18n import _
from renkei_cli.schema.models import Case, CaseFile
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation import keys
from renkei_cli.validation.cross_field import RULES
from renkei_cli.validation.messages import translate_error
from renkei_cli.validation.raw_case import RawCase
from renkei_cli.validation.violations import Violation, brief
from renkei_cli.validation.warnings import DOUBTS, titles
from renkei_cli.validation.wave_dashes import Waves
from renkei_cli.yamlio.loader import MOST_FAULTS, Entry, Path, too_many

_Model = TypeVar("_Model", bound=StrictModel)


class Validator:
    """Checks entries of case files one by one; faults are collected, never raised."""

    def __init__(
        self, faults: list[Diagnostic], homes: Mapping[str, str] | None = None, *, thorough: bool = False
    ) -> None:
        """Add to `faults`; `homes` tells where each id stands that is taken already.

        A thorough check also looks across the fields of a case that fails the schema, and adds warnings.
        """
        self.faults = faults
        self.doubts: list[Diagnostic] = []
        """Warnings: they keep no case from being used, nor the rest of a file from being read."""
        self.homes = dict(homes or {})
        self.thorough = thorough
        self.count = 0
        """Cases seen so far, faulty ones too."""
        self._told = 0
        self._titles: dict[str, str] = {}
        self._waves = Waves()

    def cases(self, entries: Iterable[Entry]) -> Iterator[Case]:
        """Give the cases that keep all rules."""
        return (case for case, _place in self.placed(entries))

    def placed(self, entries: Iterable[Entry]) -> Iterator[tuple[Case, Location]]:
        """Give the cases of one file, or of several as one collection, that keep all rules, with their ids' places."""
        self._waves = Waves()
        for entry in entries:
            if entry.is_case and not entry.path and (key := keys.misspelt_cases(entry.value)) is not None:
                self._misspelt(entry, key)
            elif entry.is_case:
                if case := self.case(entry):
                    yield case, entry.place(("id",))
            else:
                # The cases have been given one by one before.
                self._validated(CaseFile, entry._replace(value={"cases": (), **entry.value}))
                self._close(entry)
        for wave_entry, problem in self._waves.mixed():
            self._note(wave_entry, problem, Severity.WARNING)

    def case(self, entry: Entry) -> Case | None:
        """Give the case of an entry, if it keeps all rules."""
        self.count += 1
        before = len(self.faults)
        case = self._validated(Case, entry)
        plain = RawCase(entry.value)
        faulty = {fault.path: fault.code for fault in self.faults[before:]}
        if isinstance(entry.value, dict) and (case or self.thorough):
            if isinstance(entry.value.get("id"), str) and pointer(entry, ("id",)) not in faulty:
                self._id_is_free(entry)
            if not entry.is_cut:
                self._across(entry, plain, {path for path, code in faulty.items() if code in ("shape", "empty-value")})
        sound = len(self.faults) == before
        if self.thorough and isinstance(entry.value, dict) and not entry.is_cut:
            self._doubt(entry, plain)
        self._close(entry)
        return case if sound else None

    def _close(self, entry: Entry) -> None:
        """Say that not all faults of an entry were told, and count anew."""
        # Of cases under their right key the reader says so itself.
        if self._told > MOST_FAULTS and entry.path[:1] != ("cases",):
            self.faults.append(too_many(entry.place(())))
        self._told = 0

    def _misspelt(self, entry: Entry, key: str) -> None:
        """Name the key `cases`, and check what stands in its place."""
        path: Path = (key,) if key else ()
        held = entry.part(path).value
        hint = _("write cases: and below it each case, begun with “- ”")
        if key == "cases":
            problem = Violation(path, "cases-key", _("cases holds no list of cases"), hint)
        elif key in ("", "casebook"):
            problem = Violation(path, "cases-key", _("the key cases is missing"), hint, at_key=True)
        else:
            message = _("the list of cases is called cases, not {key}").format(key=brief(key))
            problem = Violation(path, "cases-key", message, _("write {value}").format(value="cases:"), at_key=True)
        self._note(entry, problem)
        for number, value in enumerate(held if isinstance(held, tuple) else ()):
            if isinstance(value, dict):
                self.case(entry.part((*path, number)))

    def _id_is_free(self, entry: Entry) -> None:
        case_id = entry.value["id"]
        if case_id in self.homes:
            message = _("the id {id} is taken already, at {place}").format(id=case_id, place=self.homes[case_id])
            self._note(entry, Violation(("id",), "id-unique", message, _("give every case an id of its own")))
        self.homes.setdefault(case_id, str(entry.place(("id",))))

    def _across(self, entry: Entry, plain: RawCase, faulty: set[str]) -> None:
        """Apply the rules across fields; what is no list, or nothing, lacks nothing besides."""
        for rule in RULES:
            for problem in rule(plain):
                if pointer(entry, problem.path) not in faulty:
                    self._note(entry, problem)

    def _doubt(self, entry: Entry, plain: RawCase) -> None:
        problems = [problem for doubt in DOUBTS for problem in doubt(plain)]
        for path, title in titles(plain):
            if title in self._titles:
                message = _("the title is that of the case at {place}").format(place=self._titles[title])
                problems.append(Violation(path, "title-twice", message))
            self._titles.setdefault(title, str(entry.place(path)))
        for problem in problems:
            self._note(entry, problem, Severity.WARNING)
        self._waves.see(entry, plain)

    def _validated(self, model: type[_Model], entry: Entry) -> _Model | None:
        try:
            return model.model_validate(entry.value)
        except ValidationError as error:
            details = error.errors(include_url=False)
            said = (translate_error(detail, model, entry.written) for detail in details[:MOST_FAULTS])
            told = {fault.place.line for fault in self.faults if not fault.path and fault.place.file == entry.file}
            for problem in _without_echoes(dict.fromkeys(filter(None, said)), model):
                lacking = entry.is_cut and problem.code in ("missing", "count")
                if not lacking and not _follows(problem, entry.place(problem.path).line, told):
                    self._note(entry, problem)
            self._told += max(0, len(details) - MOST_FAULTS)
            return None

    def _note(self, entry: Entry, problem: Violation, severity: Severity = Severity.ERROR) -> None:
        self._told += severity is Severity.ERROR
        if self._told > MOST_FAULTS:
            return
        place = entry.key_place(problem.path) if problem.at_key else entry.place(problem.path)
        noted = self.faults if severity is Severity.ERROR else self.doubts
        noted.append(
            Diagnostic(
                place=place,
                code=problem.code,
                message=problem.message,
                hint=problem.hint,
                severity=severity,
                path=pointer(entry, problem.path),
                part=problem.part,
            )
        )


def check_values(
    values: Mapping[str, Any], ids: dict[str, str] | None = None, place: str = ""
) -> tuple[Case | None, list[Violation]]:
    """Check the values of one case that stand in no file; return the case, or None and every fault with its path.

    Lists may be lists or tuples. `ids` tells where each id stands that is taken already; the case's own is added to it,
    as standing at `place`. The rules across fields are applied to a case that keeps the schema.
    """
    plain = _tuples(values)
    try:
        case = Case.model_validate(plain)
    except ValidationError as error:
        details = error.errors(include_url=False)[:MOST_FAULTS]
        said = (translate_error(detail, Case, lambda _path: None) for detail in details)
        return None, list(_without_echoes(dict.fromkeys(filter(None, said)), Case))
    found = [problem for rule in RULES for problem in rule(RawCase(plain))]
    if ids is not None:
        if case.id in ids:
            message = _("the id {id} is taken already, at {place}").format(id=case.id, place=ids[case.id])
            found.append(Violation(("id",), "id-unique", message, _("give every case an id of its own")))
        ids.setdefault(case.id, place)
    return (None if found else case), found


def _tuples(value: Any) -> Any:  # noqa: ANN401 - any part of a case
    if isinstance(value, Mapping):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list | tuple) else value


def _follows(problem: Violation, line: int, told: set[int]) -> bool:
    """Tell whether a problem follows from what YAML took for something else, of which its lines have been told."""
    # A key is empty when what stands below it is no value to YAML.
    return line in told or (problem.code == "empty-value" and line + 1 in told)


def _without_echoes(problems: Iterable[Violation], model: type[StrictModel]) -> Iterator[Violation]:
    """Leave out what follows from another problem: a key that is missing because it is misspelt."""
    listed = list(problems)
    meant = {
        (problem.path[:-1], keys.closest_key(model, problem.path))
        for problem in listed
        if problem.code == "unknown-key"
    }
    return (one for one in listed if one.code != "missing" or (one.path, one.lacks) not in meant)


def pointer(entry: Entry, path: Path) -> str:
    """Write a path within an entry as a JSON Pointer into its file."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in (*entry.path, *path))
    return "".join(f"/{step}" for step in steps)
