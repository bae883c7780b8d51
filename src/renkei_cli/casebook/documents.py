"""A checked case as its JSON, with names, labels and derived fields; and back."""

from collections.abc import Mapping
from functools import cache
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.domain import dates
from renkei_cli.domain.places import REGION_OF, REGIONS, LocalGovernment, local_governments, prefecture_terms
from renkei_cli.domain.vocabulary import TYPES, VOCABULARIES
from renkei_cli.schema.fields import Document, JsonValue
from renkei_cli.schema.models import Case, Participant, inner_type, is_model, tag_vocabulary
from renkei_cli.schema.types import StrictModel

_EARTH_RADIUS_KM = 6371.0088
"""The mean radius of the Earth (source: IUGG)."""


def to_document(case: Case) -> Document:
    """Return a case as JSON prints it: what its file says, with names, labels and derived fields."""
    found: Document = {}
    for key, value in _labelled(case.model_dump(mode="json", by_alias=True), _codes_in(Case)).items():
        if key == "source":
            found |= derived_fields(case)
        found[key] = value
        if key == "type":
            found["type_code"] = TYPES[case.type].code
    return found


class _Codes(NamedTuple):
    """Where a model holds codes that are to be named."""

    vocabulary: str
    """What its own code names: a word of a vocabulary, a "municipality"; or nothing."""
    inside: "dict[str, _Codes]"
    """The same of its fields, where they hold any."""


@cache
def _codes_in(model: type[StrictModel]) -> _Codes:
    inner = {info.alias or name: inner_type(info.annotation)[0] for name, info in model.model_fields.items()}
    inside = {key: _codes_in(one) for key, one in inner.items() if is_model(one)}
    words = tag_vocabulary(model)
    own = "municipality" if model is Participant else words.name if words else ""
    return _Codes(own, {key: codes for key, codes in inside.items() if codes != ("", {})})


def _labelled(said: Document, codes: _Codes) -> Document:
    """Put names behind the codes in a part of a case."""
    for key, inner in codes.inside.items():
        value = said[key]
        if isinstance(value, list):
            said[key] = [_labelled(item, inner) for item in value if isinstance(item, dict)]
        elif isinstance(value, dict):
            said[key] = _labelled(value, inner)
    return {"code": said["code"], **_names(codes.vocabulary, str(said["code"])), **said} if codes.vocabulary else said


@cache
def _names(vocabulary: str, code: str) -> Document:
    if vocabulary != "municipality":
        return {"label": _text(VOCABULARIES[vocabulary][code].label)}
    place = local_governments()[code]
    return {"name": _text(place.name), "kana": place.kana, "prefecture": _prefecture(place.prefecture_code)}


def _text(text: LocalizedText) -> Document:
    return {"ja": text.ja, "en": text.en}


@cache
def _prefecture(code: str) -> Document:
    return _text(prefecture_terms()[code].label)


def derived_fields(case: Case) -> Document:
    """Return what follows from a case's participants and dates."""
    places = [local_governments()[participant.code] for participant in case.participants]
    codes = sorted({place.prefecture_code for place in places})
    regions = dict.fromkeys(REGION_OF[code] for code in codes)
    dated = [event.date for event in case.events] + [item.date for item in case.instruments if item.date]
    return {
        "prefectures": [{"code": code, "name": _prefecture(code)} for code in codes],
        "regions": [{"code": code, "name": _text(REGIONS[code].label)} for code in regions],
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


def from_document(found: Mapping[str, Any]) -> Document:
    """Return what a case file says of a case: without labels, derived fields and what is not stated."""
    return _authored(found, Case)


def _authored(found: Mapping[str, Any], model: type[StrictModel]) -> Document:
    kept: Document = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        inner, many = inner_type(info.annotation)
        value = found[key]
        if value in (None, []):
            continue
        if is_model(inner):
            kept[key] = [_authored(item, inner) for item in value] if many else _authored(value, inner)
        else:
            kept[key] = value
    return kept


def to_case(found: Mapping[str, Any]) -> Case:
    """Return the case that was compiled into a document."""
    return Case.model_validate(_with_tuples(from_document(found)))


def _with_tuples(value: JsonValue) -> object:
    if isinstance(value, dict):
        return {key: _with_tuples(item) for key, item in value.items()}
    return tuple(map(_with_tuples, value)) if isinstance(value, list) else value
