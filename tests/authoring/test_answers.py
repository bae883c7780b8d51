"""What people write, as a case file holds it: single values, and answers in JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.authoring.answers import case_from_answers, case_from_json
from renkei_cli.authoring.case_writer import format_case
from renkei_cli.core import i18n
from renkei_cli.core.errors import InvalidDataError
from renkei_cli.schema.models import Case
from renkei_cli.yamlio.formatter import format_bytes
from renkei_cli.yamlio.loader import entries

EXAMPLE = (Path(__file__).parents[1] / "examples" / "answers.json").read_bytes()


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.activate("en")


def faults(content: bytes | dict[str, Any]) -> list[str]:
    """Return what is said of answers that make no case."""
    with pytest.raises(InvalidDataError) as caught:
        case_from_json("a.json", json.dumps(content).encode() if isinstance(content, dict) else content)
    return [str(fault) for fault in caught.value.faults]


def changed(**fields: object) -> dict[str, Any]:
    """Return the example's answers, some of them changed."""
    return {**json.loads(EXAMPLE), **fields}


def test_what_people_write_becomes_what_a_file_holds() -> None:
    """Names become codes, words tags, era dates ISO dates, single texts Japanese ones; id and type follow."""
    case = case_from_json("a.json", b"\xef\xbb\xbf" + EXAMPLE)
    assert (case.id, case.type) == ("himeshima-okinoshima", "遠隔連携")
    assert [one.code for one in case.participants] == ["443221", "325287"]
    assert [role.code for role in case.participants[0].roles] == ["plan_author", "lead"]
    assert case.subtitle
    assert (case.subtitle.ja, case.subtitle.en) == ("ジオパークでつながる：島と島", None)
    codes = [one.code for one in (*case.themes, *case.trigger, *case.benefits)]
    assert codes == ["tourism", "heritage", "study_visit", "know_how", "exchange"]
    assert case.activities[1].for_ == ("443221",)
    assert [one.date for one in (*case.events, *case.instruments)] == ["FY2016", "2017-08-23", "2017-08-23"]
    assert case.period
    assert (case.period.start, case.period.end) == ("2017", "2021-03")


def test_id_and_type_may_be_given_or_follow_from_the_participants() -> None:
    """Those of one's own stand, the type by any of its names; else it is one prefecture, neighbours, or neither."""
    case = case_from_answers("x", changed(id="islands", type="remote"))
    assert (case.id, case.type) == ("islands", "遠隔連携")
    kinds = {"佐賀県 佐賀市": "県内連携", "佐賀市 福岡市": "隣県連携", "佐賀市 福岡市 恵庭市": "遠隔連携"}
    for names, kind in kinds.items():
        named = [{"code": name, "roles": ["lead"]} for name in names.split()]
        minimal = {"title": "x", "participants": named, "source": {"document": "x", "heading": "x"}}
        assert case_from_answers("x", minimal).type == kind, names


def test_the_file_says_the_same_as_the_answers() -> None:
    """A case that was written is in the canonical form, and read as the same case."""
    for language in i18n.LANGUAGES:
        i18n.activate(language)
        case = case_from_json("a.json", EXAMPLE)
        text = format_case(case)
        (entry,) = entries("x", text.encode(), found := [])
        assert not found
        assert Case.model_validate(entry.value) == case
        assert format_bytes("x", text.encode()).decode() == text


ISLANDS = {"code": "姫島", "roles": ["lead"]}
FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"title": None}, "title"),
    ({"title": ""}, "title.ja"),
    ({"title": 7}, "title"),
    ({"themes": ["観光", "xyz"]}, "themes[1].code: 'xyz' is not one of the allowed values"),
    ({"themse": []}, "themse: there is no field themse here"),
    ({"cases": []}, "cases: there is no field cases here"),
    ({"participants": [{**ISLANDS, "code": "池田町"}, ISLANDS]}, "participants[0].code: 池田町 may be any of several"),
    ({"participants": [{"code": "姫島"}, {**ISLANDS, "code": "恵庭市"}], "merits": []}, "participants[0]: "),
    ({"participants": [ISLANDS] * 2, "merits": [], "instruments": [], "activities": []}, "participants[1].code: "),
    ({"participants": []}, "participants"),
    ({"participants": "姫島"}, "participants"),
    ({"participants": 3}, "participants"),
    ({"events": [{"date": "きのう", "text": "x"}]}, "events[0].date: 'きのう' is not a date"),
    ({"events": {"date": "H29"}}, "events[0]"),
    ({"period": {"start": "H29", "end": "H28"}}, "period.end: "),
    ({"activities": [{"ja": "x", "for": ["札幌市"]}]}, "activities[0].for[0]"),
    ({"source": {"document": "x", "heading": "\ud800"}}, "source.heading"),
    ({"kpis": [{"name": "x", "target": "x"}]}, "kpis[0].target"),
    ({"contact": {"organisation": {"ja": "x", "fr": "y"}}}, "contact.organisation.fr"),
    ({"source": 3}, "source"),
    ({"x" * 2000: 1}, "x" * 2000),
]


def test_faults_name_the_key() -> None:
    """Whatever is wrong, the key is named, and nothing else is said to be wrong; all faults are told at once."""
    for fields, said in FAULTS:
        found = faults(changed(**fields))
        assert found[0].startswith(f"a.json: {said}"), found
        assert all(fault.startswith(f"a.json: {next(iter(fields))}") for fault in found), found
    said = "\n".join(faults(changed(title={"ja": " "}, themes=["xyz"], budget=1)))
    assert all(key in said for key in ("title", "themes[0].code", "budget"))


MALFORMED: dict[bytes, str] = {
    b"{": "a.json:1:2: this is not well-formed JSON",
    b"": "a.json:1:1: this is not well-formed JSON",
    b'{"a" 1}': "in the words of the system: “Expecting ':' delimiter”",
    b"\n\xff": "a.json:2:1: the file is not UTF-8",
    b'{"a": 1, "a": 2}': "the key a stands twice",
    b'{"a": NaN}': "NaN is not a number",
    b'{"a": 1e400}': "1e400 is not a number",
    b'{"a": ' + b"9" * 5000 + b"}": "this is not well-formed JSON",
    b"[" * 200_000: "this is not well-formed JSON: maximum recursion depth",
    b'{"title": ' * 5000 + b"1" + b"}" * 5000: "this is not well-formed JSON: maximum recursion depth",
    b"[]": "an object with the fields of a case belongs here",
}


def test_what_is_no_answers_is_refused() -> None:
    """Whatever the file holds, it is told what is wrong with it."""
    for content, said in MALFORMED.items():
        (found,) = faults(content)
        assert said in found
