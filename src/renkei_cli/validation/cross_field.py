"""The rules across a case's fields. Each looks at plain values and is silent about what it cannot judge."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from renkei_cli.core.i18n import _
from renkei_cli.domain.dates import date_span
from renkei_cli.domain.places import local_governments, touching
from renkei_cli.domain.vocabulary import TYPES
from renkei_cli.validation import keys
from renkei_cli.validation import suggestions as remedies
from renkei_cli.validation import value_messages as values
from renkei_cli.validation.raw_case import EACH, IS_REF, SECTIONS, RawCase
from renkei_cli.validation.violations import Violation

_MOST = 10
"""Refs that a message names at most."""


def id_is_no_truth_value(case: RawCase) -> Iterator[Violation]:
    """An id is no word that programs read as yes or no."""
    given = case.value.get("id")
    if isinstance(given, str) and given in values.TRUTHS:
        yield values.truth(("id",), given)


def type_fits_prefectures(case: RawCase) -> Iterator[Violation]:
    """A 県内連携 has one prefecture, a 隣県連携 several that touch, a 遠隔連携 several."""
    given = case.value.get("type")
    codes = _participants(case)
    if not isinstance(given, str) or given not in TYPES or len(codes) < 2:  # noqa: PLR2004 - it takes two
        return
    prefectures = {code[:2] for code in codes}
    if len(prefectures) == 1:
        fits = ["県内連携"]
    elif touching(prefectures):
        fits = ["隣県連携", "遠隔連携"]
    else:
        fits = ["遠隔連携"]
    if given not in fits:
        names = ", ".join(dict.fromkeys(remedies.prefecture(code) for code in codes))
        message = _("{type} does not fit participants in {prefectures}").format(type=given, prefectures=names)
        yield Violation(
            ("type",),
            "type-prefectures",
            message,
            _("write {type}, or check the participants").format(type=" / ".join(fits)),
        )


def _participants(case: RawCase) -> list[str]:
    """Give the participants' codes; none where one of them is faulty, so that nothing follows from it."""
    codes = [code for _path, code in case.words("participants", EACH, "code")]
    count = sum(1 for _item in case.found("participants", EACH))
    return codes if len(codes) == count and all(code in local_governments() for code in codes) else []


def participants_are_unique(case: RawCase) -> Iterator[Violation]:
    """A local government takes part once, whatever its roles."""
    seen: set[str] = set()
    for path, code in case.words("participants", EACH, "code"):
        if code in seen and code in local_governments():
            message = _("{name} is a participant already").format(name=remedies.quoted(code))
            yield Violation(path, "participant-unique", message, _("put all its roles into one entry"))
        seen.add(code)


def codes_are_participants(case: RawCase) -> Iterator[Violation]:
    """Whoever a statement concerns, or is party to an instrument, takes part in the case."""
    known = _participants(case)
    if not known:
        return
    named = [
        *(item for section in (*SECTIONS, "results") for item in case.words(section, EACH, "for", EACH)),
        *case.words("instruments", EACH, "parties", EACH),
    ]
    for path, code in named:
        if code not in known and code in local_governments():
            message = _("{name} is no participant of this case").format(name=remedies.quoted(code))
            yield Violation(
                path,
                "not-a-participant",
                message,
                _("write one of {allowed}").format(allowed=remedies.choice(sorted(set(known)))),
            )


def period_runs_forwards(case: RawCase) -> Iterator[Violation]:
    """A period ends after it begins."""
    for _path, start in case.words("period", "start"):
        for path, end in case.words("period", "end"):
            with suppress(ValueError):
                if date_span(end).last < date_span(start).first:
                    message = _("the period ends before it begins: {end} is before {start}")
                    yield Violation(path, "period", message.format(start=start, end=end))


def refs_are_within_the_source(case: RawCase) -> Iterator[Violation]:
    """A ref stays within its section and its source."""
    counts = _counts(case)
    for path, ref in case.refs:
        section, _slash, number = ref.partition("/")
        if path[0] in SECTIONS and section != path[0]:
            message = _("a statement of {section} cites {ref}").format(section=path[0], ref=ref)
            yield Violation(path, "ref-section", message, _("cite {section}/…").format(section=path[0]))
        elif number and section in counts and int(number) > counts[section]:
            message = _("the source has no {ref}").format(ref=ref)
            yield Violation(
                path,
                "ref-range",
                message,
                _("cite one of the {n} of {section}, or mend their number").format(section=section, n=counts[section]),
            )


def every_bullet_is_cited(case: RawCase) -> Iterator[Violation]:
    """Where a source's bullets are counted, all of them are cited."""
    cited = {ref for _path, ref in case.refs}
    for section, count in _bullets(case).items():
        # A count far beyond any source's must not make a list without end.
        missing = [
            f"{section}/{bullet}" for bullet in range(1, min(count, 999) + 1) if f"{section}/{bullet}" not in cited
        ]
        if missing and all(IS_REF.match(ref) for _path, ref in case.words(section, EACH, "ref", EACH)):
            named = ", ".join([*missing[:_MOST], *(["…"] if len(missing) > _MOST else [])])
            message = _("nothing cites {ref}").format(ref=named)
            hint = _("add a statement with this ref, or lower the count in source.bullets")
            yield Violation((section,), "ref-uncited", message, hint, at_key=True)


def refs_are_given(case: RawCase) -> Iterator[Violation]:
    """Where a source's bullets are counted, every statement says which one it rests on."""
    if not _bullets(case):
        return
    citing = keys.key_locations()["ref"]
    for path, part in case.parts:
        if part.get("ref", ()) == () and ".".join(step for step in path if isinstance(step, str)) in citing:
            yield Violation(path, "ref-missing", _("ref is missing: where does the source say this?"))


def _bullets(case: RawCase) -> dict[str, int]:
    return {
        str(path[-1]): count
        for section in SECTIONS
        for path, count in case.found("source", "bullets", section)
        if isinstance(count, int) and not isinstance(count, bool)
    }


def _counts(case: RawCase) -> dict[str, int]:
    return {"figures": sum(1 for _figure in case.found("figures", EACH)), **_bullets(case)}


RULES: tuple[Callable[[RawCase], Iterator[Violation]], ...] = (
    id_is_no_truth_value,
    type_fits_prefectures,
    participants_are_unique,
    codes_are_participants,
    period_runs_forwards,
    refs_are_within_the_source,
    every_bullet_is_cited,
    refs_are_given,
)
