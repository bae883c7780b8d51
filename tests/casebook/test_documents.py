"""Checked cases into an index: what is derived, and back."""

from math import pi
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei_cli.casebook.documents import describe, distance_km
from renkei_cli.domain.places import LocalGovernment
from renkei_cli.schema.models import Theme, case_fields
from renkei_cli.schema.types import StrictModel

PLACES = st.builds(
    lambda south, east: LocalGovernment("", "", "", "", "", south, east, 0, 0), st.floats(-90, 90), st.floats(-180, 180)
)
HALF_ROUND = pi * 6371.0088


@given(PLACES, PLACES)
def test_a_distance_is_the_same_both_ways(one: LocalGovernment, other: LocalGovernment) -> None:
    """It is never negative and never more than half way round."""
    assert distance_km(one, other) == pytest.approx(distance_km(other, one))
    assert 0 <= distance_km(one, other) <= HALF_ROUND
    assert distance_km(one, one) == 0


@given(PLACES, PLACES, PLACES)
def test_no_way_round_is_shorter(one: LocalGovernment, other: LocalGovernment, third: LocalGovernment) -> None:
    """The triangle's inequality, but for rounding."""
    assert distance_km(one, third) <= distance_km(one, other) + distance_km(other, third) + 1e-3


def test_what_is_derived(cases: dict[str, Any]) -> None:
    """Numbers, years and codes follow from what the file says; prefectures and regions each once, in order of codes."""
    for case_id, key, value in (
        ("hamada", "participant_count", 4),
        ("local-venture", "participant_count", 11),
        ("saga", "years", [2014, 2017]),
        (
            "tsunan-sakae",
            "type",
            {"code": "neighbouring", "label": {"ja": "隣県連携", "en": "Neighbouring prefectures"}},
        ),
        ("takamatsu", "span_km", None),
        ("himeshima", "span_km", None),
        ("himeshima", "population", 1725),
        ("tsunan-sakae", "population", 8989 + 1660),
    ):
        assert (case_id, cases[case_id][key]) == (case_id, value)
    assert [one["code"] for one in cases["tsunan-sakae"]["prefectures"]] == ["15", "20"]
    assert [one["code"] for one in cases["tsunan-sakae"]["regions"]] == ["chubu"]


def test_every_field_has_both_labels() -> None:
    """No field goes without a name in either language, and no two share a key."""
    known = list(case_fields().values())
    assert all(field.label.ja and field.label.en for field in known)
    assert len({field.key for field in known}) == len(known)


class _Inside(StrictModel):
    themes: tuple[Theme, ...]


class _Outside(StrictModel):
    inside: _Inside | None


def test_codes_are_named_wherever_they_stand() -> None:
    """A new field that holds controlled words, or a part with some inside, is labelled by its model alone."""
    label = {"ja": "デジタル", "en": "Digital"}
    said: dict[str, Any] = {"inside": {"themes": [{"code": "digital", "ref": []}]}}
    assert describe(said, _Outside) == {"inside": {"themes": [{"code": "digital", "label": label, "ref": []}]}}
    assert describe({"inside": None}, _Outside) == {"inside": None}
