"""Checked cases into an index."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Any

from renkei_cli.casebook.index import Record
from renkei_cli.casebook.search_text import build_search_text
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.places import REGION_OF, REGIONS, LocalGovernment, local_governments, prefecture_terms
from renkei_cli.domain.vocabulary import TYPES, VOCABULARIES
from renkei_cli.schema.models import Case, inner_type
from renkei_cli.schema.types import StrictModel

_EARTH_RADIUS_KM = 6371.0088
"""The mean radius of the Earth (source: IUGG)."""

_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)
"""Writes JSON as --json prints it."""

_TAGGED = {"themes": "theme", "trigger": "trigger", "benefits": "benefit"}


def to_record(case: Case, place: str) -> Record:
    """Compile a checked case that stands at `place` (line:column) in its file."""
    found = to_document(case)
    return Record(case.id, place, build_search_text(found), _JSON.encode(found), tuple(_facts(case, found)))


def to_document(case: Case) -> dict[str, Any]:
    """Give a case as JSON prints it: what its file says, with names, labels and derived fields."""
    found: dict[str, Any] = {}
    for key, value in case.model_dump(mode="json", by_alias=True).items():
        if key == "source":
            found |= derived_fields(case)
        found[key] = value
        if key == "type":
            found["type_code"] = TYPES[case.type].code
    for field, vocabulary in _TAGGED.items():
        found[field] = [_labelled(tag, vocabulary) for tag in found[field]]
    found["participants"] = [_named(participant) for participant in found["participants"]]
    for collaborator in found["collaborators"]:
        collaborator["roles"] = [_labelled(role, "role") for role in collaborator["roles"]]
    return found


def _labelled(tag: dict[str, Any], vocabulary: str) -> dict[str, Any]:
    return {
        "code": tag["code"],
        "label": _label(vocabulary, tag["code"]),
        "ref": tag["ref"],
    }


@cache
def _label(vocabulary: str, code: str) -> dict[str, str]:
    return VOCABULARIES[vocabulary][code].label._asdict()


@cache
def _name(code: str) -> dict[str, str]:
    return local_governments()[code].name._asdict()


@cache
def _prefecture(code: str) -> dict[str, str]:
    return prefecture_terms()[code].label._asdict()


def _named(participant: dict[str, Any]) -> dict[str, Any]:
    place = local_governments()[participant["code"]]
    return {
        "code": place.code,
        "name": _name(place.code),
        "kana": place.kana,
        "prefecture": _prefecture(place.prefecture_code),
        "roles": [_labelled(role, "role") for role in participant["roles"]],
        "contribution": participant["contribution"],
    }


def derived_fields(case: Case) -> dict[str, Any]:
    """Work out what follows from a case's participants and dates."""
    places = [local_governments()[participant.code] for participant in case.participants]
    codes = sorted({place.prefecture_code for place in places})
    regions = list(dict.fromkeys(REGION_OF[code] for code in codes))
    dated = [event.date for event in case.events] + [item.date for item in case.instruments if item.date]
    return {
        "prefectures": [{"code": code, "name": _prefecture(code)} for code in codes],
        "regions": [{"code": code, "name": REGIONS[code].label._asdict()} for code in regions],
        "participant_count": len(places),
        "span_km": round(max(distance_km(one, other) for one, other in combinations(places, 2)), 1),
        "years": sorted({dates.year(date) for date in dated}),
    }


def distance_km(one: LocalGovernment, other: LocalGovernment) -> float:
    """Compute the great-circle distance in kilometres (haversine formula)."""
    south, north = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(half))


def _facts(case: Case, found: dict[str, Any]) -> Iterator[tuple[str, str | int | float]]:
    """Give the values by which the named options narrow, and the titles that completion shows."""
    yield "type", case.type
    yield "title.ja", case.title.ja
    yield "title.en", case.title.en or case.title.ja
    for field in (*_TAGGED, "prefectures", "regions", "participants"):
        yield from ((field, item["code"]) for item in found[field])
    for collaborator in case.collaborators:
        yield "collaborators.kind", collaborator.kind
        yield "collaborators", fold(f"{collaborator.name.ja} {collaborator.name.en or ''}")
    dated = {event.date for event in case.events} | {item.date for item in case.instruments if item.date}
    for first, last in sorted(dates.date_span(date) for date in dated):
        yield "date", f"{first}/{last}"


def from_document(found: Mapping[str, Any]) -> dict[str, Any]:
    """Give back what a case file says of a case, without labels, derived fields and what is not stated."""
    return _authored(found, Case)


def _authored(found: Mapping[str, Any], model: type[StrictModel]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        inner, many = inner_type(info.annotation)
        value = found[key]
        if value in (None, []):
            continue
        if isinstance(inner, type) and issubclass(inner, StrictModel):
            kept[key] = [_authored(item, inner) for item in value] if many else _authored(value, inner)
        else:
            kept[key] = value
    return kept
