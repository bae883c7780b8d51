"""A checked case as its JSON, with names, labels and derived fields; and back."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Any

from renkei_cli.domain import dates
from renkei_cli.domain.places import REGION_OF, REGIONS, LocalGovernment, local_governments, prefecture_terms
from renkei_cli.domain.vocabulary import Vocabulary
from renkei_cli.schema.fields import Document
from renkei_cli.schema.models import Case, Participant, derived_parts, inner_type, is_model
from renkei_cli.schema.types import ControlledTerm, StrictModel

_EARTH_RADIUS_KM = 6371.0088
"""The mean radius of the Earth (source: IUGG)."""


def to_document(case: Case) -> Document:
    """Return a case as JSON prints it: what its file says, with names, labels and derived fields."""
    found: Document = {}
    for key, value in describe(case.model_dump(mode="json"), Case).items():
        if key == "source":
            found |= _derived_fields(case)
        found[key] = value
    return found


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
    for name, info in model.model_fields.items():
        key, (inner, _many) = info.alias or name, inner_type(info.annotation)
        vocabulary = ControlledTerm.vocabulary_of(info.metadata)
        added = tuple(part.key for part in derived_parts(model, key))
        if is_model(inner) and _additions(inner):
            found[key] = partial(_below, key, inner)
        elif vocabulary:
            found[key] = partial(_label if key == "code" else _term, key, vocabulary)
        elif added:
            found[key] = (
                _place if model is Participant else partial(_days, added, "start" if key == "end" else key, key)
            )
    return found


def _below(key: str, model: type[StrictModel], said: Document) -> Document:
    value: Any = said[key]
    if isinstance(value, list):
        return {key: [describe(item, model) for item in value]}
    return {key: value and describe(value, model)}


def _term(key: str, vocabulary: Vocabulary, said: Document) -> Document:
    term = vocabulary[str(said[key])]
    return {key: {"code": term.code, "label": term.label._asdict()}}


def _label(key: str, vocabulary: Vocabulary, said: Document) -> Document:
    return {"label": vocabulary[str(said[key])].label._asdict()}


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
    """Return what follows from a case's participants and dates."""
    places = [local_governments()[participant.code] for participant in case.participants]
    codes = sorted({place.prefecture_code for place in places})
    regions = dict.fromkeys(REGION_OF[code] for code in codes)
    municipal = [place for place in places if place.municipality]
    distances = [distance_km(one, other) for one, other in combinations(municipal, 2)]
    # A prefecture's people are counted where none of its municipalities takes part.
    within = {place.prefecture_code for place in municipal}
    counted = [*municipal, *(place for place in places if place.prefecture_code not in within)]
    return {
        "prefectures": [{"code": code, "name": prefecture_terms()[code].label._asdict()} for code in codes],
        "regions": [{"code": code, "name": REGIONS[code].label._asdict()} for code in regions],
        "participant_count": len(places),
        "population": sum(place.population for place in counted),
        "span_km": round(max(distances), 1) if distances else None,
        "years": [*sorted(_years(case))],
    }


def _years(case: Case) -> set[int]:
    """Return the years, or fiscal years, that the dates of a case name, and those that a period covers."""
    items = (*case.events, *case.instruments, *case.funding, *case.kpis, case.certification)
    found = {dates.year(item.date) for item in items if item and item.date}
    if case.period:
        last = case.period.end or case.period.start
        found |= {*range(dates.year(case.period.start), dates.year(last) + 1)}
    return found


def distance_km(one: LocalGovernment, other: LocalGovernment) -> float:
    """Return the great-circle distance in kilometres (haversine formula)."""
    south, north = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(half))


def from_document(found: Mapping[str, Any], model: type[StrictModel] = Case) -> Document:
    """Return what a case file says of a case: without labels, derived fields and what is not stated."""
    kept: Document = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        inner, many = inner_type(info.annotation)
        value = found[key]
        if value in (None, []):
            continue
        vocabulary = ControlledTerm.vocabulary_of(info.metadata)
        if is_model(inner):
            kept[key] = [from_document(item, inner) for item in value] if many else from_document(value, inner)
        elif vocabulary and key != "code":
            kept[key] = next(term.value for term in vocabulary if term.code == value["code"])
        else:
            kept[key] = value
    return kept


def to_case(found: Mapping[str, Any]) -> Case:
    """Return the case that was compiled into a document."""
    return Case.model_validate(from_document(found), strict=False)
