"""JSON: the keys are a promise."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FULL = str(Path(__file__).parents[2] / "full.yaml")

# Restated by hand: a key that is here stays for as long as the major version does. Adding one is a decision.
CASE = {
    "": "id type type_code title subtitle title_as_printed summary purpose themes trigger benefits participants "
    "collaborators instruments activities background merits events figures period funding kpis results contact urls "
    "certification prefectures regions participant_count population span_km years source",
    "participants": "code name kana prefecture kind population area_km2 roles contribution",
    "participants.kind": "code label",
    "participants.contribution": "ja en ref",
    "collaborators": "name kind roles ref",
    "instruments": "name kind date parties ref",
    "events": "date text ref",
    "figures": "caption",
    "period": "start end",
    "funding": "name amount date ref",
    "kpis": "name unit target actual date ref",
    "contact": "organisation phone email",
    "certification": "round date",
    "source": "document heading url date page bullets",
    "source.bullets": "activities background merits",
    **dict.fromkeys(("activities", "background", "merits", "results"), "ja en ref for"),
    **dict.fromkeys(("themes", "trigger", "benefits", "participants.roles", "collaborators.roles"), "code label ref"),
    **dict.fromkeys(("prefectures", "regions"), "code name"),
}
LOCALIZED = (
    "title subtitle title_as_printed summary purpose themes.label trigger.label benefits.label participants.name "
    "participants.prefecture participants.kind.label participants.roles.label collaborators.name "
    "collaborators.roles.label instruments.name "
    "events.text figures.caption funding.name kpis.name kpis.unit contact.organisation prefectures.name regions.name "
    "source.document source.heading"
)


def _keys(value: Any, path: str = "") -> dict[str, str]:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return {key: names for item in value for key, names in _keys(item, path).items()}
    if not isinstance(value, dict):
        return {}
    found = {path: " ".join(value)}
    for key, item in value.items():
        found |= _keys(item, f"{path}.{key}".removeprefix("."))
    return found


def test_the_keys_of_a_case(run: Run) -> None:
    """A case that states everything has these keys, in this order; its texts are in two languages."""
    assert _keys(json.loads(run("show", "full", "--data", FULL, "--json").out)) == CASE | dict.fromkeys(
        LOCALIZED.split(), "ja en"
    )


def test_every_case_has_all_keys(cases: dict[str, Any]) -> None:
    """What the source does not state is null or an empty list; no key is missing."""
    assert {" ".join(case) for case in cases.values()} == {CASE[""]}


def test_the_keys_of_a_search(run: Run) -> None:
    """A search adds the hits."""
    [case] = json.loads(run("search", "雪国文化", "--json").out)
    assert " ".join(case) == f"{CASE['']} hits"
    assert _keys(case["hits"]) == {"": "field ref text marks"}


def test_the_keys_of_a_comparison(run: Run) -> None:
    """A comparison has its fields with their labels, and its cases with their values."""
    compared = json.loads(run("compare", "saga", "hamada", "--fields", "type,title.en", "--json").out)
    assert _keys(compared) == {
        "": "fields cases",
        "fields": "key label",
        "fields.label": "ja en",
        "cases": "id type title.en",
    }
    assert [case["title.en"] for case in compared["cases"]][1].startswith("Hamada")
    whole = json.loads(run("compare", "saga", "--json").out)
    assert whole["cases"][0].keys() == set(CASE[""].split())


@pytest.mark.parametrize("argv", [["list"], ["search", "連携"], ["filter", "id=saga"], ["show", "saga"], ["compare"]])
def test_text_is_plain_utf_8(run: Run, argv: list[str]) -> None:
    """Neither escaped nor marked, with LF at the end."""
    raw = run(*argv, "--json").raw
    assert "佐賀".encode() in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert (b"\r" in raw, raw.endswith(b"\n")) == (False, True)


def test_a_line_is_a_case(run: Run, cases: dict[str, Any]) -> None:
    """JSON Lines holds the same cases as JSON, in whichever way they come."""
    assert [json.loads(line) for line in run("list", "-o", "jsonl").out.splitlines()] == list(cases.values())
    assert json.loads(run("show", "saga", "-o", "jsonl").out) == cases["saga"]
    lines = [json.loads(line) for line in run("compare", "saga", "hamada", "-o", "jsonl").out.splitlines()]
    assert lines == [cases["saga"], cases["hamada"]]
