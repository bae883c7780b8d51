"""A checked case as its JSON, with names, labels and derived fields; and back."""

from collections.abc import Mapping
from functools import cache
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Any

from renkei_cli.domain import dates
from renkei_cli.domain.places import REGION_OF, REGIONS, LocalGovernment, local_governments, prefecture_terms
from renkei_cli.domain.vocabulary import TYPES
from renkei_cli.schema.fields import Document
from renkei_cli.schema.models import Case, Participant, inner_type, is_model, tag_vocabulary
from renkei_cli.schema.types import StrictModel

_EARTH_RADIUS_KM = 6371.0088
"""The mean radius of the Earth (source: IUGG)."""


def to_document(case: Case) -> Document:
    """Return a case as JSON prints it: what its file says, with names, labels and derived fields."""
    found: Document = {}
    for key, value in label_codes(case.model_dump(mode="json"), Case).items():
        if key == "source":
            found |= _derived_fields(case)
        found[key] = value
        if key == "type":
            found["type_code"] = TYPES[case.type].code
    return found


def label_codes(said: Document, model: type[StrictModel]) -> Document:
    """Put names behind the codes in a part of a case."""
    for key, inner in _coded_parts(model).items():
        value = said[key]
        if isinstance(value, list):
            said[key] = [label_codes(item, inner) for item in value if isinstance(item, dict)]
        elif isinstance(value, dict):
            said[key] = label_codes(value, inner)
    return {"code": said["code"], **_names(model, str(said["code"])), **said} if _has_code(model) else said


@cache
def _has_code(model: type[StrictModel]) -> bool:
    return model is Participant or tag_vocabulary(model) is not None


@cache
def _coded_parts(model: type[StrictModel]) -> dict[str, type[StrictModel]]:
    """Return the models of the fields in which there are codes."""
    inner = {info.alias or name: inner_type(info.annotation)[0] for name, info in model.model_fields.items()}
    return {key: one for key, one in inner.items() if is_model(one) and (_has_code(one) or _coded_parts(one))}


@cache
def _names(model: type[StrictModel], code: str) -> Document:
    if vocabulary := tag_vocabulary(model):
        return {"label": vocabulary[code].label._asdict()}
    place = local_governments()[code]
    prefecture = prefecture_terms()[place.prefecture_code]
    return {"name": place.name._asdict(), "kana": place.kana, "prefecture": prefecture.label._asdict()}


def _derived_fields(case: Case) -> Document:
    """Return what follows from a case's participants and dates."""
    places = [local_governments()[participant.code] for participant in case.participants]
    codes = sorted({place.prefecture_code for place in places})
    regions = dict.fromkeys(REGION_OF[code] for code in codes)
    dated = [event.date for event in case.events] + [item.date for item in case.instruments if item.date]
    return {
        "prefectures": [{"code": code, "name": prefecture_terms()[code].label._asdict()} for code in codes],
        "regions": [{"code": code, "name": REGIONS[code].label._asdict()} for code in regions],
        "participant_count": len(places),
        "span_km": round(max(distance_km(one, other) for one, other in combinations(places, 2)), 1),
        "years": [*sorted({dates.year(date) for date in dated})],
    }


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
        if is_model(inner):
            kept[key] = [from_document(item, inner) for item in value] if many else from_document(value, inner)
        else:
            kept[key] = value
    return kept


def to_case(found: Mapping[str, Any]) -> Case:
    """Return the case that was compiled into a document."""
    return Case.model_validate(from_document(found), strict=False)
