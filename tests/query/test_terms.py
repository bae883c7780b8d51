"""Terms over any field."""

from collections.abc import Callable
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from renkei_cli.casebook.casebook import open_index
from renkei_cli.core.errors import UsageError
from renkei_cli.query.terms import OPERATORS, parse_terms

Run = Callable[..., Any]


SIGNS = st.sampled_from([*OPERATORS, "＝", "≧", "≠", "～", "=="])
VALUES = ["", "3", "-1", "nan", "1e999", "1_0", "観光", "2017", "FY2017", "大分", "遠隔", "npo"]
KEYS = st.deferred(lambda: st.sampled_from(list(open_index().fields())))
TERMS = st.text() | st.tuples(KEYS, SIGNS, st.text() | st.sampled_from(VALUES)).map("".join)


@given(TERMS)
@example("participants>=nan")
@example("events.date=2017-02-30")
@example("=")
@example("themes.code=観光")
def test_any_string_is_a_term_or_told_why_not(term: str) -> None:
    """What can be read leaves some cases and what is not equal the others; what can't is told with a way out."""
    index = open_index()
    read, hint = [], ""
    try:
        read = parse_terms([term], index.fields())
    except UsageError as error:
        hint = error.hint
    assert bool(read) != bool(hint)
    for (condition,) in read:
        left = [index.select([[one]]) for one in (condition, condition._replace(negated=not condition.negated))]
        assert sorted(left[0] + left[1]) == sorted(index.ids())


LEFT = (
    ("participants>=4", "saga local-venture hamada"),
    ("participants＞＝4", "saga local-venture hamada"),
    ("participants≧4", "saga local-venture hamada"),
    ("participants=11", "local-venture"),
    ("participants<=1", ""),
    ("participant_count=11", "local-venture"),
    ("participants=恵庭市", "fujieda-eniwa"),
    ("participants=012319", "fujieda-eniwa"),
    ("参加団体=恵庭", "fujieda-eniwa"),
    ("participants.code=恵庭", "fujieda-eniwa"),
    ("span_km>500", "local-venture fujieda-eniwa hamada"),
    ("span_km<1", ""),
    ("activities.for=姫島村", "himeshima"),
    ("instruments.parties=東松浦郡玄海町", "saga"),
    ("span_km=", "takamatsu himeshima"),
    ("最大距離>1500", "local-venture"),
    ("participants.population<1500", "local-venture hamada"),
    ("population<5000", "himeshima"),
    ("participants.kind=村", "himeshima local-venture tsunan-sakae hamada"),
    ("participants.kind=町村", "saga himeshima local-venture tsunan-sakae hamada"),
    ("participants.roles=coordinator participants.code=412023", "saga"),
    ("participants(code=412023;roles.code=coordinator)", ""),
    ("participants(団体コード=佐賀県、役割=つなぎ役)", "saga"),
    ("参加団体（roles=initiator＆code!=336432）", ""),
    ("instruments(kind=agreement&date>=2017)", "saga"),
    ("theme=観光", "tsunan-sakae"),
    ("themes.code=tourism", "tsunan-sakae"),
    ("region=四国", "takamatsu local-venture"),
    ("prefecture=島根", "local-venture hamada"),
    ("type!=遠隔", "saga takamatsu himeshima tsunan-sakae"),
    ("type≠遠隔", "saga takamatsu himeshima tsunan-sakae"),
    ("title~アイランド", "himeshima"),
    ("title=itアイランド推進計画", "himeshima"),
    ("id=saga", "saga"),
    ("years=2014", "saga"),
    ("events.date=H26", "saga"),
    ("events.date<2015", "saga fujieda-eniwa"),
    ("events.date<=2014", "saga fujieda-eniwa"),
    ("events.date=2015", "hamada"),
    ("events.date<=2015", "saga fujieda-eniwa hamada"),
    ("events.date<2016", "saga fujieda-eniwa"),
    ("events.date>2015", "saga himeshima local-venture"),
    ("events.date>=2016", "saga himeshima local-venture hamada"),
    ("events.date>=R1", ""),
    ("events.date=H31-04", ""),
    ("years>=令和元年", ""),
    ("events.date>2017", "local-venture"),
    ("events.date>=2018-04", "local-venture"),
    ("events.date>9000", ""),
    ("title_as_printed!=", "minokamo-yonago"),
    ("funding!=", ""),
    ("collaborators.kind=npo", "local-venture"),
    ("instruments.parties=佐賀県", "saga"),
    ("participants.roles=initiator", "local-venture"),
    ("kpis.target>5", ""),
    ("period.start>2017", ""),
    ("activities.for!=", "saga takamatsu himeshima fujieda-eniwa tsunan-sakae hamada minokamo-yonago"),
    ("participants.contribution~研究", "saga minokamo-yonago"),
    ("themes~観光", "tsunan-sakae"),
    ("participants=0", ""),
    ("kpis=0", "saga takamatsu himeshima local-venture fujieda-eniwa tsunan-sakae hamada minokamo-yonago"),
    ("kpis<1 type=隣県", "tsunan-sakae"),
)


def test_terms_leave_the_right_cases(run: Run) -> None:
    """Numbers, counts, dates, words, codes, texts and blanks, with their operators in any width."""
    for term, ids in LEFT:
        result = run("filter", *term.split(" "), "-o", "ids")
        assert (term, result.code, bool(result.err), result.out.split()) == (term, 0, not ids, ids.split())


REFUSED = (
    ("theme", "participants>=3"),
    ("type==遠隔", "use one of the operators ="),
    ("title(en=x)", "title has no items with parts"),
    ("participants(roles(code=lead))", "there is no field 'roles(code'"),
    ("participants(foo=1)", "there is no field 'foo'"),
    ("participants(x)", "'x' is no term"),
    ("prefecture=大分市", "another option takes this value: renkei list -m 大分市"),
    ("foo=1", "name one of id,"),
    ("title~", "write a text behind ~; for what the source does not state, write title="),
    ("type>遠隔", "= != ~"),
    ("participants>many", "write a number"),
    ("span_km=nan", "write a number"),
    ("span_km=far", "write a number"),
    ("events.date=yesterday", "2017-08"),
    ("theme=観光業界", "did you mean"),
    ("prefecture=大分,島根", "repeat the option for each value: renkei list -p 大分 -p 島根"),
    ("region=北陸", "name what it is made of: renkei list -p 富山 -p 石川 -p 福井"),
    ("theme=foo", "did you mean"),
    ("participants.roles=zzz", "write one of"),
    ("type=zzz", "write one of Within a prefecture (same_prefecture);"),
)


def test_what_is_possible_is_said(run: Run) -> None:
    """A wrong field, operator or value is answered with what would be right."""
    for term, said in REFUSED:
        result = run("filter", term, "--lang", "en", env={"COLUMNS": ""})
        assert (term, result.code, result.out) == (term, 2, "")
        assert said in result.err
