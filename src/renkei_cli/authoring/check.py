"""Values against the schema, and the rules across fields and cases."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, TypeVar

from pydantic import ValidationError

from renkei_cli.authoring.described import Described
from renkei_cli.authoring.problems import Problem, worded
from renkei_cli.authoring.schema import Case, CaseFile
from renkei_cli.authoring.source import Entry, Path
from renkei_cli.dates import span
from renkei_cli.diagnostics import Fault, Place
from renkei_cli.i18n import _
from renkei_cli.places import local_governments, neighbours

_Model = TypeVar("_Model", bound=Described)

SECTIONS = ("activities", "background", "merits")


class Checker:
    """Checks entries of case files one by one; faults are collected, never raised."""

    def __init__(self, faults: list[Fault], homes: Mapping[str, str] | None = None) -> None:
        """Add to `faults`; `homes` tells where each id stands that is taken already."""
        self.faults = faults
        self.homes = dict(homes or {})

    def cases(self, entries: Iterable[Entry]) -> Iterator[Case]:
        """Give the cases that keep all rules."""
        return (case for case, _place in self.placed(entries))

    def placed(self, entries: Iterable[Entry]) -> Iterator[tuple[Case, Place]]:
        """Give the cases that keep all rules, each with where its id stands."""
        for entry in entries:
            if entry.is_case:
                if case := self.case(entry):
                    yield case, entry.place(("id",))
            else:
                # The cases have been given one by one before.
                self._validated(CaseFile, entry._replace(value={"cases": (), **entry.value}))

    def case(self, entry: Entry) -> Case | None:
        """Give the case of an entry, if it keeps all rules."""
        before = len(self.faults)
        case = self._validated(Case, entry)
        if case:
            here = str(entry.place(("id",)))
            if case.id in self.homes:
                message = _("the id {id} is taken already, at {place}").format(id=case.id, place=self.homes[case.id])
                self._note(entry, Problem(("id",), "id-unique", message))
            self.homes.setdefault(case.id, here)
            for rule in RULES:
                for problem in rule(case):
                    self._note(entry, problem)
        return case if len(self.faults) == before else None

    def _validated(self, model: type[_Model], entry: Entry) -> _Model | None:
        try:
            return model.model_validate(entry.value)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._note(entry, worded(detail, model), at_key=detail["type"] == "extra_forbidden")
            return None

    def _note(self, entry: Entry, problem: Problem, *, at_key: bool = False) -> None:
        place = entry.key_place(problem.path) if at_key else entry.place(problem.path)
        self.faults.append(Fault(place, problem.code, problem.message, problem.hint))


def type_fits_prefectures(case: Case) -> Iterator[Problem]:
    """A 県内連携 has one prefecture, a 隣県連携 several that touch, a 遠隔連携 several."""
    prefectures = {participant.code[:2] for participant in case.participants}
    if len(prefectures) == 1:
        fits = ["県内連携"]
    elif _touch(prefectures):
        fits = ["隣県連携", "遠隔連携"]
    else:
        fits = ["遠隔連携"]
    if case.type not in fits:
        names = ", ".join(dict.fromkeys(local_governments()[p.code].prefecture for p in case.participants))
        message = _("{type} does not fit participants in {prefectures}").format(type=case.type, prefectures=names)
        yield Problem(("type",), "type-prefectures", message, _("it would be {type}").format(type=" / ".join(fits)))


def _touch(prefectures: set[str]) -> bool:
    """Tell whether the prefectures hang together through neighbours."""
    pairs = [pair for pair in combinations(sorted(prefectures), 2) if frozenset(pair) in neighbours()]
    reached = {min(prefectures)}
    while grown := {code for pair in pairs if reached & set(pair) for code in pair} - reached:
        reached |= grown
    return reached == prefectures


def participants_are_unique(case: Case) -> Iterator[Problem]:
    """A local government takes part once, whatever its roles."""
    seen: set[str] = set()
    for index, participant in enumerate(case.participants):
        if participant.code in seen:
            message = _("{code} is a participant already").format(code=participant.code)
            yield Problem(("participants", index, "code"), "participant-unique", message)
        seen.add(participant.code)


def codes_are_participants(case: Case) -> Iterator[Problem]:
    """Whoever a statement concerns, or is party to an instrument, takes part in the case."""
    known = {participant.code for participant in case.participants}
    named = [
        ((section, index, "for", position), code)
        for section in (*SECTIONS, "results")
        for index, statement in enumerate(getattr(case, section))
        for position, code in enumerate(statement.for_)
    ]
    named += [
        (("instruments", index, "parties", position), code)
        for index, instrument in enumerate(case.instruments)
        for position, code in enumerate(instrument.parties)
    ]
    for path, code in named:
        if code not in known:
            message = _("{code} is no participant of this case").format(code=code)
            yield Problem(path, "not-a-participant", message, ", ".join(sorted(known)))


def period_runs_forwards(case: Case) -> Iterator[Problem]:
    """A period ends after it begins."""
    if case.period and case.period.end and span(case.period.end).last < span(case.period.start).first:
        yield Problem(("period", "end"), "period", _("the period ends before it begins"))


def refs_are_within_the_source(case: Case) -> Iterator[Problem]:
    """A ref stays within its section and its source; where bullets are counted, all of them are cited."""
    counts = _counts(case)
    cited: set[str] = set()
    for path, ref in _refs(case):
        section, _slash, number = ref.partition("/")
        cited.add(ref)
        if path[0] in SECTIONS and section != path[0]:
            message = _("a statement of {section} cites {ref}").format(section=path[0], ref=ref)
            yield Problem(path, "ref-section", message, _("cite {section}/…").format(section=path[0]))
        elif number and section in counts and int(number) > counts[section]:
            message = _("the source has no {ref}").format(ref=ref)
            yield Problem(path, "ref-range", message, _("{section} has {n}").format(section=section, n=counts[section]))
    for section in SECTIONS if case.source.bullets else ():
        for bullet in range(1, counts[section] + 1):
            if f"{section}/{bullet}" not in cited:
                message = _("nothing cites {ref}").format(ref=f"{section}/{bullet}")
                yield Problem((section,), "ref-uncited", message)


def refs_are_given(case: Case) -> Iterator[Problem]:
    """Where a source's bullets are counted, every statement says which one it rests on."""
    if not case.source.bullets:
        return
    for path, part in _parts(case.model_dump(by_alias=True), ()):
        if part.get("ref") == ():
            yield Problem(path, "ref-missing", _("ref is missing: where does the source say this?"))


def _counts(case: Case) -> dict[str, int]:
    counts = {"figures": len(case.figures)}
    if case.source.bullets:
        counts |= case.source.bullets.model_dump()
    return counts


def _parts(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:  # noqa: ANN401 - any part of a case
    """Walk the mappings of a case."""
    if isinstance(value, dict):
        yield path, value
        for key, item in value.items():
            yield from _parts(item, (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _parts(item, (*path, index))


def _refs(case: Case) -> Iterator[tuple[Path, str]]:
    for path, part in _parts(case.model_dump(by_alias=True), ()):
        for index, ref in enumerate(part.get("ref", ())):
            yield (*path, "ref", index), ref


RULES: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    type_fits_prefectures,
    participants_are_unique,
    codes_are_participants,
    period_runs_forwards,
    refs_are_within_the_source,
    refs_are_given,
)
