"""Checked cases into an index: what is derived, and back."""

from typing import Any

from renkei_cli.casebook.documents import describe
from renkei_cli.schema.models import Theme, case_fields
from renkei_cli.schema.types import StrictModel, field


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
    themes: tuple[Theme, ...] = field("テーマ", "Themes", "", "")


class _Outside(StrictModel):
    inside: _Inside | None = field("中身", "Inside", "", "")


def test_codes_are_named_wherever_they_stand() -> None:
    """A new field that holds controlled words, or a part with some inside, is labelled by its model alone."""
    label = {"ja": "デジタル", "en": "Digital"}
    said: dict[str, Any] = {"inside": {"themes": [{"code": "digital", "ref": []}]}}
    assert describe(said, _Outside) == {"inside": {"themes": [{"code": "digital", "label": label, "ref": []}]}}
    assert describe({"inside": None}, _Outside) == {"inside": None}
