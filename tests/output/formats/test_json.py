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
    "certification prefectures regions participant_count span_km years source",
    "title": "ja en",
    "subtitle": "ja en",
    "title_as_printed": "ja en",
    "summary": "ja en",
    "purpose": "ja en",
    "themes": "code label ref",
    "themes.label": "ja en",
    "trigger": "code label ref",
    "trigger.label": "ja en",
    "benefits": "code label ref",
    "benefits.label": "ja en",
    "participants": "code name kana prefecture roles contribution",
    "participants.name": "ja en",
    "participants.prefecture": "ja en",
    "participants.roles": "code label ref",
    "participants.roles.label": "ja en",
    "participants.contribution": "ja en ref",
    "collaborators": "name kind roles ref",
    "collaborators.name": "ja en",
    "collaborators.roles": "code label ref",
    "collaborators.roles.label": "ja en",
    "instruments": "name kind date parties ref",
    "instruments.name": "ja en",
    "activities": "ja en ref for",
    "background": "ja en ref for",
    "merits": "ja en ref for",
    "events": "date text ref",
    "events.text": "ja en",
    "figures": "caption",
    "figures.caption": "ja en",
    "period": "start end",
    "funding": "name amount date ref",
    "funding.name": "ja en",
    "kpis": "name unit target actual date ref",
    "kpis.name": "ja en",
    "kpis.unit": "ja en",
    "results": "ja en ref for",
    "contact": "organisation phone email",
    "contact.organisation": "ja en",
    "certification": "round date",
    "prefectures": "code name",
    "prefectures.name": "ja en",
    "regions": "code name",
    "regions.name": "ja en",
    "source": "document heading url date page bullets",
    "source.document": "ja en",
    "source.heading": "ja en",
    "source.bullets": "activities background merits",
}


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
    """A case that states everything has these keys, in this order."""
    assert _keys(json.loads(run("show", "full", "--data", FULL, "--json").out)) == CASE


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
