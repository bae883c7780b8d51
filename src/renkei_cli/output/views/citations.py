"""What a field says, with where the source says it, and what each party gained."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from renkei_cli.core.i18n import _, bullet, current_language, localized, separator, with_label
from renkei_cli.output.results import Case
from renkei_cli.output.views.phrases import field_lines, field_summary, format_refs
from renkei_cli.schema.fields import Field, value_at


def cited(text: str, places: Sequence[str]) -> str:
    """Put behind a text where the source says it: 文〔メリット2〕."""
    gap = "" if current_language() == "ja" else " "
    return f"{text}{gap}{format_refs(places)}" if places else text


def sources(item: Any) -> list[str]:  # noqa: ANN401 - any part of a case
    """Give the places at which the source says a part of a case; each once."""
    if not isinstance(item, dict):
        return []
    parts = [item, *item.get("roles", ()), item.get("contribution")]
    return list(dict.fromkeys(ref for part in parts if part for ref in part.get("ref") or ()))


def cited_lines(case: Case, field: Field) -> list[tuple[str, list[str]]]:
    """Give a field's values in words, one an item, each with its places in the source."""
    said = field_lines(case, field)
    value = value_at(case, field.key)
    items = value if isinstance(value, list) else [value]
    if len(items) != len(said):
        return [(text, []) for text in said]
    return list(zip(said, map(sources, items), strict=True))


def gains(case: Case) -> Iterator[tuple[str, list[Any]]]:
    """Give what each gained: statements under the names of those whom the source says it of.

    The name is empty where the source begins with what it says of no one in particular.
    """
    names = {one["code"]: localized(one["name"]) for one in case["participants"]}
    for number, (codes, group) in enumerate(groupby(case["merits"], key=itemgetter("for"))):
        nobody = _("of no one in particular") if number else ""
        yield separator().join(names[code] for code in codes) or nobody, list(group)


def headed(names: str) -> str:
    """Write the names of those of whom the items below are told."""
    return with_label(names, "").rstrip()


def compared_cell(case: Case, field: Field, *, places: bool = True) -> list[str]:
    """Give the paragraphs of a cell: an item each, marked as items where there are several.

    With their places in the source, unless there is no room for them; what was gained, under who gained it.
    """

    def said(one: Any) -> str:  # noqa: ANN401 - any part of a case
        return cited(localized(one), one["ref"] if places else ())

    if field.kind in ("term", "tag"):
        return [field_summary(case, field)] if field.kind == "term" else field_lines(case, field)
    if field.key == "merits":
        told = [
            text
            for names, group in gains(case)
            for text in (*([headed(names)] if names else []), *(bullet() + said(one) for one in group))
        ]
        return [told[0].removeprefix(bullet())] if len(told) == 1 else told
    texts = [cited(text, refs if places else ()) for text, refs in cited_lines(case, field)]
    return [bullet() + text for text in texts] if len(texts) > 1 else texts
