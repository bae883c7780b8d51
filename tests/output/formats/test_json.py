"""JSON: the keys are a promise."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.schema.models import case_fields

Run = Callable[..., Any]
FULL = str(Path(__file__).parents[2] / "full.yaml")

# Restated by hand: a key that is here stays for as long as the major version does. Adding one is a decision.
CASE = {
    "": "id type title subtitle title_as_printed summary purpose themes trigger benefits participants "
    "collaborators instruments activities background merits events figures period funding kpis results contact urls "
    "certification prefectures regions participant_count population span_km years source",
    "type": "code label",
    "participants": "code name kana prefecture kind population area_km2 roles contribution",
    "participants.kind": "code label",
    "participants.contribution": "ja en ref",
    "collaborators": "name kind roles ref",
    "instruments": "name kind date start end parties ref",
    "events": "date start end text ref",
    "figures": "caption",
    "period": "start end first_day last_day",
    "funding": "name amount date start end ref",
    "kpis": "name unit target actual date start end ref",
    "contact": "organisation phone email",
    "certification": "round date start end",
    "source": "document heading url date start end page bullets",
    "source.bullets": "activities background merits",
    **dict.fromkeys(("activities", "background", "merits", "results"), "ja en ref for"),
    **dict.fromkeys(("themes", "trigger", "benefits", "participants.roles", "collaborators.roles"), "code label ref"),
    **dict.fromkeys(("collaborators.kind", "instruments.kind"), "code label"),
    **dict.fromkeys(("prefectures", "regions"), "code name"),
}
LOCALIZED = (
    "type.label collaborators.kind.label instruments.kind.label title subtitle title_as_printed summary purpose "
    "themes.label trigger.label benefits.label participants.name participants.prefecture participants.kind.label "
    "participants.roles.label collaborators.name collaborators.roles.label instruments.name "
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


def test_every_key_is_a_field(run: Run) -> None:
    """Whatever stands in the JSON can be asked for by its path, and stands in the answer where it stood."""
    case = json.loads(run("show", "full", "--data", FULL, "--json").out)
    paths = {f"{above}.{name}".removeprefix(".") for above, names in _keys(case).items() for name in names.split()}
    assert {path.removeprefix(".") for path in paths} == set(case_fields())
    asked = ("kpis.target", "kpis.name.en", "title.en", "participants.roles.code", "type.code", "period.end", "figures")
    expected = {
        "kpis": [{"target": 12000, "name": {"en": "Visitors"}}, {"target": None, "name": {"en": "Content"}}],
        "title": {"en": "The plan that states everything"},
        "participants": [{"roles": [{"code": "plan_author"}]}, {"roles": [{"code": "agreement_party"}]}],
        "type": {"code": "neighbouring"}, "period": {"end": "2021-03"}, "figures": case["figures"],
    }  # fmt: skip
    narrowed = json.loads(run("show", "full", "--data", FULL, "--json", "--fields", ",".join(asked)).out)
    assert (narrowed, list(narrowed)) == (expected, list(expected))
    # What is asked for whole stays whole, in whichever order its parts are asked for.
    for fields in ("title,title.en", "title.en,title"):
        assert (
            json.loads(run("show", "full", "--data", FULL, "--json", "--fields", fields).out)["title"] == case["title"]
        )


def test_what_an_item_lacks_keeps_its_place(run: Run) -> None:
    """No form puts a value of one item beside another's: an item is a line, and nothing stands for what it lacks."""
    for argv, expected in {
        ("kpis.name.en,kpis.target,id", "en"): "KPIs: Indicator: English, Target  ID\n",
        ("kpis.name.en,kpis.target,id", "ja"): "\nVisitors / 12,000 ",
        ("kpis.target", "en"): "12,000\n-\n",
        ("funding.amount,funding.name.en,funding.date", "en"): "12000000 / Grant of the Mountain / FY 2018",
        ("participants.roles,participants.code", "en"): "Plan author / 154822",
        ("funding.amount,funding.name.en", "en"): "- / Dues",
        ("instruments.parties", "en"): "154822, 206024",
        ("collaborators.kind", "en"): "University",
        ("events.start,events.end", "ja"): "平成30年5月1日 / 平成30年5月31日",
    }.items():
        fields, language = argv
        out = run("filter", "id=full", "--data", FULL, "--fields", fields, "--lang", language).out
        assert expected in re.sub(" *\n", "\n", out), (argv, out)
    assert "not filled in" in run("filter", "id=bare", "--data", FULL, "--fields", "kpis.target", "--lang", "en").out


def test_days_stand_beside_dates(run: Run) -> None:
    """Whatever its precision, a date has its first and last day; one that is not stated has none."""
    full, bare = json.loads(run("list", "--data", FULL, "--json").out)
    for item, days in (
        (full["events"][0], ("2018-05-01", "2018-05-31")),
        (full["funding"][0], ("2018-04-01", "2019-03-31")),
        (full["funding"][1], (None, None)),
        (full["kpis"][0], ("2020-01-01", "2020-12-31")),
        (full["instruments"][0], ("2018-04-01", "2018-04-01")),
    ):
        assert (item["start"], item["end"]) == days, item
    for case, days in ((full, ("2018-04-01", "2021-03-31")), (bare, ("2020-01-01", None))):
        assert (case["period"]["first_day"], case["period"]["last_day"]) == days
    assert (
        run("filter", "events.start>=2018-05-01", "events.end<=2018-05-31", "--data", FULL, "-o", "ids").out == "full\n"
    )


def test_every_case_has_all_keys(cases: dict[str, Any]) -> None:
    """What the source does not state is null or an empty list; no key is missing."""
    assert {" ".join(case) for case in cases.values()} == {CASE[""]}


def test_the_keys_of_a_search(run: Run) -> None:
    """A search adds the hits and their number."""
    [case] = json.loads(run("search", "雪国文化", "--json").out)
    assert " ".join(case) == f"{CASE['']} hit_count hits"
    assert _keys(case["hits"]) == {"": "field label ref text marks"}


def test_the_keys_of_a_comparison(run: Run) -> None:
    """A comparison has its fields with their labels, and its cases with their values."""
    compared = json.loads(run("compare", "saga", "hamada", "--fields", "type,title.en", "--json").out)
    assert _keys(compared) == {
        "": "fields cases",
        "fields": "key label",
        "fields.label": "ja en",
        "cases": "id type title",
        "cases.type": "code label",
        "cases.type.label": "ja en",
        "cases.title": "en",
    }
    assert [case["title"]["en"] for case in compared["cases"]][1].startswith("Hamada")
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
