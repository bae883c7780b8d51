"""What was found, before anyone decides how it looks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _, plural
from renkei_cli.schema.fields import Field, derived, direct_parts, find_list

Case = Mapping[str, Any]
"""A case, or a part of one, as its JSON has it."""

# fmt: off
_FOUND = (
    derived("hit_count", "該当数", "Number of hits", "該当箇所の数。", "How many hits there are.", kind="integer"),
    derived("hits", "該当箇所", "Hits", "語を含む文。よく当てはまるものが先。",
        "The sentences that hold the words, best first.", kind="hit", many=True),
    derived("hits.field", "該当箇所：項目", "Hits: Field", "文のある項目。", "The field that holds the sentence."),
    derived("hits.label", "該当箇所：ラベル", "Hits: Label", "文でなくテーマなどの語のとき、その項目の名前。",
        "What it is, where it is no sentence but a theme or the like.", kind="text"),
    derived("hits.label.ja", "該当箇所：ラベル：日本語", "Hits: Label: Japanese", "日本語。", "In Japanese."),
    derived("hits.label.en", "該当箇所：ラベル：英語", "Hits: Label: English", "英語。", "In English."),
    derived("hits.ref", "該当箇所：出典箇所", "Hits: Place in the source", "文が出典のどこにあるか。",
        "Where in the source the sentence stands.", many=True),
    derived("hits.text", "該当箇所：文", "Hits: Text", "文。", "The sentence."),
    derived("hits.marks", "該当箇所：位置", "Hits: Marks",
        "文の中の語の位置。始まりと終わりの組で、数えるのは文字（Unicodeの符号位置）。",
        "Where in the text the words stand: pairs of beginning and end, in characters (code points).",
        kind="marks", many=True),
)
# fmt: on
HIT_FIELDS = {field.key: field for field in _FOUND}
"""What a search adds to a case."""
HITS = HIT_FIELDS["hits"]


class CaseList(NamedTuple):
    """Cases, one a row; read one by one and once."""

    cases: Iterable[Case]
    fields: Mapping[str, Field]  # all that the collection knows
    shown: Sequence[Field] = ()  # those that were asked for; none leaves the choice to the format
    documents: Iterable[str] | None = None  # what is shown of the same cases as JSON, where it stands so in the index
    hits: bool = False  # the cases carry the sentences that a search found
    ids: Iterable[str] | None = None  # of the same cases, where they are known without reading the cases
    exploded: str = ""  # the list of which each case holds one item alone
    pages: bool = False  # people read each whole, one after the other, as `CaseDetail` says
    short: bool = False


class CaseDetail(NamedTuple):
    """One case, whole."""

    case: Case
    fields: Mapping[str, Field]
    shown: Sequence[Field] = ()
    short: bool = False  # people read half a page: its title and what is shown


class CaseComparison(NamedTuple):
    """Cases side by side, field by field."""

    cases: Sequence[Case]
    fields: Mapping[str, Field]
    shown: Sequence[Field] = ()


def case_pages(result: CaseList) -> Iterator[CaseDetail]:
    """Return the cases of a list that is read page by page."""
    return (CaseDetail(case, result.fields, result.shown, result.short) for case in result.cases)


CaseResult = CaseList | CaseDetail | CaseComparison


def explode(result: CaseResult, name: str, *, in_words: bool) -> tuple[CaseResult, list[str]]:
    """Return the result with a case for each item of a list, and what the reader should know of it.

    In words, what a file says of an item has a column each.
    Raise UsageError where the name is that of no list, or the result is a comparison.
    """
    if isinstance(result, CaseComparison):
        hint = _("write: {line}").format(line="renkei list -o csv --explode")
        raise UsageError(_("--explode: a comparison has a row for each field"), hint)
    found = find_list(result.fields, name)
    key, label = found.key, found.label.here()
    cases = list(result_cases(result))
    items = [{**case, key: item} for case in cases for item in case[key]]
    without = sum(not case[key] for case in cases)
    remarks = []
    if [field.key for field in result.shown] == ["id", key]:
        remarks.append(_("each row has the id and {name}; --fields names what else it is to have").format(name=label))
    if without:
        note = plural("{n} case states none and has no row", "{n} cases state none and have no row", without)
        remarks.append(f"{label}: {note}")
    if in_words and not {f"{key}.ja", f"{key}.label"} & result.fields.keys():
        # Of what JSON adds a name is for people; places in the source and codes are not.
        named = [one for one in direct_parts(result.fields, key) if one.key == f"{key}.name" or not one.derived]
        parts = [one for one in named if one.key not in (f"{key}.ref", f"{key}.code")] or [found]
        shown = [one for field in result.shown for one in (parts if field == found else [field])]
        result = result._replace(shown=shown)
    return CaseList(items, result.fields, result.shown, exploded=key), remarks


def result_cases(result: CaseResult) -> Iterable[Case]:
    """Return the cases that a result is about."""
    return [result.case] if isinstance(result, CaseDetail) else result.cases


def without_refs(result: CaseResult) -> CaseResult:
    """Return the same without the places in the source."""
    if isinstance(result, CaseDetail):
        return result._replace(case=_without_refs(result.case))
    return result._replace(cases=list(map(_without_refs, result.cases)))


def _without_refs(value: Any) -> Any:  # noqa: ANN401 - any part of a case
    if isinstance(value, list):
        return list(map(_without_refs, value))
    if isinstance(value, dict):
        return {key: [] if key == "ref" else _without_refs(one) for key, one in value.items()}
    return value


def result_fields(result: CaseResult) -> list[Field]:
    """Return the fields that a complete account has: those asked for, else every field that is no part of another."""
    if result.shown:
        return list(result.shown)
    return [field for key, field in result.fields.items() if "." not in key]
