"""Rules across the fields of a case, and across cases; each is silent about what it cannot judge."""

from collections.abc import Iterator
from contextlib import suppress

from renkei_cli.core.i18n import _
from renkei_cli.domain.dates import date_span
from renkei_cli.domain.places import fitting_types, local_governments
from renkei_cli.domain.vocabulary import TYPES
from renkei_cli.validation import suggestions
from renkei_cli.validation.raw_case import EACH, IS_REF, SECTIONS, RawCase, Violation
from renkei_cli.validation.rules.rulebook import LISTED, Rulebook

RULES = Rulebook()
rule = RULES.rule
_MOST = 10
"""Refs that a message names at most."""
_OTHER = LISTED.replace("観光の計画", "人を育てる計画")
_COUNTED = """\
background:
  - {{ja: 前から交流があった。, ref: [{ref}]}}
activities:
  - {{ja: 観光の催しを開く。, ref: [activities/1]}}
participants:
  - {{code: "442011", roles: [{{code: lead, ref: [heading]}}]}}
  - {{code: "442020", roles: [{{code: network_member, ref: [heading]}}]}}
source:
  document: {{ja: 計画書}}
  heading: {{ja: 観光}}
  bullets: {{activities: 1, background: {count}, merits: 0}}
"""


def _counted(ref: str, count: int = 1) -> str:
    return _COUNTED.format(ref=ref, count=count)


def _activity(code: str) -> str:
    return f'activities:\n  - ja: 観光の催しを開く。\n    for: ["{code}"]\n'


def _participants(case: RawCase) -> list[str]:
    """Return the participants' codes; none where one of them is faulty, so that nothing follows from it."""
    codes = [code for _path, code in case.words("participants", EACH, "code")]
    whole = len(codes) == len(case.found("participants", EACH))
    return codes if whole and all(code in local_governments() for code in codes) else []


def _bullets(case: RawCase) -> dict[str, int]:
    return {
        str(path[-1]): count
        for section in SECTIONS
        for path, count in case.found("source", "bullets", section)
        if isinstance(count, int) and not isinstance(count, bool)
    }


# fmt: off
rule("id-unique", "IDは事例ごとに違う。", "No two cases have one id.",
     f"cases:\n{LISTED}{_OTHER}", f"cases:\n{LISTED}{_OTHER.replace('oita', 'oita-beppu')}", whole=True)


@rule("type-prefectures", "連携類型は、参加団体の都道府県と合う。", "The type of cooperation fits the participants' prefectures.",
     "type: 遠隔連携\n", "type: 県内連携\n")
def _type_fits_prefectures(case: RawCase) -> Iterator[Violation]:
    given = case.value.get("type")
    codes = _participants(case)
    if not isinstance(given, str) or given not in TYPES or len(codes) < 2:  # noqa: PLR2004 - it takes two
        return
    fits = fitting_types(codes)
    if given not in fits:
        names = ", ".join(dict.fromkeys(suggestions.prefecture(code) for code in codes))
        message = _("{type} does not fit participants in {prefectures}").format(type=given, prefectures=names)
        hint = _("write {type}, or check the participants").format(type=" / ".join(fits))
        yield Violation(("type",), "type-prefectures", message, hint)


@rule("participant-unique", "同じ団体を2度書かない。", "A local government takes part once.",
     'participants:\n  - {code: "442011", roles: [{code: lead}]}\n  - {code: "442011", roles: [{code: initiator}]}\n',
     'participants:\n  - {code: "442011", roles: [{code: lead}, {code: initiator}]}\n  - {code: "442020", roles: [{code: network_member}]}\n')
def _participants_are_unique(case: RawCase) -> Iterator[Violation]:
    seen: set[str] = set()
    for path, code in case.words("participants", EACH, "code"):
        if code in seen and code in local_governments():
            message = _("{name} is a participant already").format(name=suggestions.quoted(code))
            yield Violation(path, "participant-unique", message, _("put all its roles into one entry"))
        seen.add(code)


@rule("not-a-participant", "文の対象や協定の当事者は、参加団体とする。", "Whom a statement concerns, and who is party to an instrument, takes part.",
     _activity("131016"), _activity("442011"))
def _codes_are_participants(case: RawCase) -> Iterator[Violation]:
    known = _participants(case)
    named = [
        *(item for section in (*SECTIONS, "results") for item in case.words(section, EACH, "for", EACH)),
        *case.words("instruments", EACH, "parties", EACH),
    ]
    for path, code in named if known else ():
        if code not in known and code in local_governments():
            message = _("{name} is no participant of this case").format(name=suggestions.quoted(code))
            hint = _("write one of {allowed}").format(allowed=suggestions.choice(sorted(set(known))))
            yield Violation(path, "not-a-participant", message, hint)


@rule("period", "期間の終わりは始まりより後とする。", "A period ends after it begins.",
     'period: {start: "2019-04", end: "2017-03"}\n', 'period: {start: "2017-04", end: "2019-03"}\n')
def _period_runs_forwards(case: RawCase) -> Iterator[Violation]:
    for _path, start in case.words("period", "start"):
        for path, end in case.words("period", "end"):
            with suppress(ValueError):
                if date_span(end).last < date_span(start).first:
                    message = _("the period ends before it begins: {end} is before {start}")
                    yield Violation(path, "period", message.format(start=start, end=end))


@rule("ref-section", "文の ref は、その文と同じ節を指す。", "A statement cites its own section.",
     "background:\n  - {ja: 前から交流があった。, ref: [merits/1]}\n", "background:\n  - {ja: 前から交流があった。, ref: [background/1]}\n")
def _refs_are_of_their_section(case: RawCase) -> Iterator[Violation]:
    for path, ref in case.refs:
        if path[0] in SECTIONS and ref.partition("/")[0] != path[0]:
            message = _("a statement of {section} cites {ref}").format(section=path[0], ref=ref)
            yield Violation(path, "ref-section", message, _("cite {section}/…").format(section=path[0]))


@rule("ref-range", "ref の番号は、出典にある項目のものとする。", "A ref's number is that of a bullet that the source has.",
     _counted("background/1, background/3"), _counted("background/1"))
def _refs_are_within_the_source(case: RawCase) -> Iterator[Violation]:
    counts = {"figures": len(case.found("figures", EACH)), **_bullets(case)}
    for path, ref in case.refs:
        section, _slash, number = ref.partition("/")
        if path[0] in SECTIONS and section != path[0]:
            continue
        if number and section in counts and int(number) > counts[section]:
            message = _("the source has no {ref}").format(ref=ref)
            hint = _("cite one of the {n} of {section}, or mend their number").format(section=section, n=counts[section])
            yield Violation(path, "ref-range", message, hint)


@rule("ref-uncited", "出典の項目数を書いたら、すべての項目をどれかの文が引く。", "Where the source's bullets are counted, each is cited.",
     _counted("background/1", 2), _counted("background/1, background/2", 2))
def _every_bullet_is_cited(case: RawCase) -> Iterator[Violation]:
    cited = {ref for _path, ref in case.refs}
    for section, count in _bullets(case).items():
        # A count far beyond any source's must not make a list without end.
        bullets = [f"{section}/{number}" for number in range(1, min(count, 999) + 1)]
        missing = [bullet for bullet in bullets if bullet not in cited]
        if missing and all(IS_REF.match(ref) for _path, ref in case.words(section, EACH, "ref", EACH)):
            named = ", ".join([*missing[:_MOST], *(["…"] if len(missing) > _MOST else [])])
            message = _("nothing cites {ref}").format(ref=named)
            hint = _("add a statement with this ref, or lower the count in source.bullets")
            yield Violation((section,), "ref-uncited", message, hint, at_key=True)


@rule("ref-missing", "出典の項目数を書いたら、どの文にも ref を書く。", "Where the source's bullets are counted, every statement has a ref.",
     f"{_counted('background/1')}themes: [{{code: tourism}}]\n", f"{_counted('background/1')}themes: [{{code: tourism, ref: [background/1]}}]\n")
def _refs_are_given(case: RawCase) -> Iterator[Violation]:
    citing = suggestions.key_locations()["ref"] if _bullets(case) else ()
    for path, part in case.parts if citing else ():
        if part.get("ref", ()) == () and ".".join(step for step in path if isinstance(step, str)) in citing:
            yield Violation(path, "ref-missing", _("ref is missing: where does the source say this?"))
