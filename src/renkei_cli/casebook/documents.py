"""A checked case as its JSON, with names, labels and derived fields; and back."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from renkei_cli.domain import dates
from renkei_cli.domain.places import local_governments, prefecture_terms
from renkei_cli.domain.vocabulary import VOCABULARIES, Vocabulary
from renkei_cli.schema.fields import Document
from renkei_cli.schema.models import DERIVED, Case, Participant, derived_parts, fields_of, inner_model
from renkei_cli.schema.types import StrictModel


def to_document(case: Case) -> Document:
    """Return a case as JSON prints it: what its file says, with names, labels and derived fields."""
    found = describe(case.model_dump(mode="json"), Case)
    source = found.pop("source")
    return {**found, **_derived_fields(case), "source": source}


def describe(said: Document, model: type[StrictModel]) -> Document:
    """Return a part of a case with labels for its words, names behind its codes, and days behind its dates."""
    found: Document = {}
    additions = _additions(model)
    for key, value in said.items():
        found[key] = value
        if key in additions:
            found |= additions[key](said)
    return found


@cache
def _additions(model: type[StrictModel]) -> dict[str, Callable[[Document], Document]]:
    """Return what JSON makes of a key, and puts behind it, for the keys where it has more than the file."""
    found: dict[str, Callable[[Document], Document]] = {}
    for key, field in fields_of(model).items():
        inner = inner_model(model, key)
        added = tuple(part.key for part in derived_parts(model, key))
        if inner and _additions(inner):
            found[key] = partial(_below, key, inner)
        elif field.kind == "term":
            found[key] = partial(_word, key, VOCABULARIES[field.vocabulary])
        elif added:
            days = partial(_days, added, "start" if key == "end" else key, key)
            found[key] = _place if model is Participant else days
    return found


def _below(key: str, model: type[StrictModel], said: Document) -> Document:
    value: Any = said[key]
    if isinstance(value, list):
        return {key: [describe(item, model) for item in value]}
    return {key: value and describe(value, model)}


def _word(key: str, vocabulary: Vocabulary, said: Document) -> Document:
    term = vocabulary[str(said[key])]
    label: Document = {"label": term.label._asdict()}
    return label if key == "code" else {key: {"code": term.code, **label}}


def _place(said: Document) -> Document:
    place = local_governments()[str(said["code"])]
    prefecture = prefecture_terms()[place.prefecture_code]
    return {
        "name": place.name._asdict(),
        "kana": place.kana,
        "prefecture": prefecture.label._asdict(),
        "kind": {"code": place.kind.code, "label": place.kind.label._asdict()},
        "population": place.population,
        "area_km2": place.area_km2,
    }


def _days(names: tuple[str, ...], first: str, last: str, said: Document) -> Document:
    """Return the first day of one date and the last of another, None for a date that is not stated."""
    spans = [dates.date_span(str(said[key])) if said[key] else None for key in (first, last)]
    days = [span[end].isoformat() if span else None for end, span in enumerate(spans)]
    return dict(zip(names, days, strict=True))


def _derived_fields(case: Case) -> Document:
    found: Document = {field.key: getattr(case, field.key) for field in DERIVED}
    for key in ("prefectures", "regions"):
        found[key] = [{"code": one.code, "name": one.label._asdict()} for one in getattr(case, key)]
    return found | {"years": [*case.years]}


def from_document(found: Mapping[str, Any], model: type[StrictModel] = Case) -> Document:
    """Return what a case file says of a case: without labels, derived fields and what is not stated."""
    kept: Document = {}
    for key, field in fields_of(model).items():
        value = found[key]
        if value in (None, []):
            continue
        if inner := inner_model(model, key):
            kept[key] = [from_document(item, inner) for item in value] if field.many else from_document(value, inner)
        elif field.kind == "term" and key != "code":
            kept[key] = next(term.value for term in VOCABULARIES[field.vocabulary] if term.code == value["code"])
        else:
            kept[key] = value
    return kept


def to_case(found: Mapping[str, Any]) -> Case:
    """Return the case that was compiled into a document."""
    return Case.model_validate(from_document(found), strict=False)
