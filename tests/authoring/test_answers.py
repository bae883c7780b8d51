"""What people write, as a case file holds it: single values, and answers in JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.authoring.answers import case_from_answers, case_from_json
from renkei_cli.authoring.case_writer import format_case
from renkei_cli.core import i18n
from renkei_cli.core.diagnostics import Location
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
    return [str(fault) if isinstance(content, bytes) else fault.text for fault in caught.value.faults]


def from_dict(answers: dict[str, Any]) -> Case:
    """Return the case of answers that stand in no file."""
    return case_from_answers(answers, lambda _path: Location("x", 0, 0))


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
    case = from_dict(changed(id="islands", type="remote"))
    assert (case.id, case.type) == ("islands", "遠隔連携")
    kinds = {"佐賀県 佐賀市": "県内連携", "佐賀市 福岡市": "隣県連携", "佐賀市 福岡市 恵庭市": "遠隔連携"}
    for names, kind in kinds.items():
        named = [{"code": name, "roles": ["lead"]} for name in names.split()]
        minimal = {"title": "x", "participants": named, "source": {"document": "x", "heading": "x"}}
        assert from_dict(minimal).type == kind, names


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
    ({"kpis": [{"name": "x", "target": "x"}]}, "kpis[0].target"),
    ({"contact": {"organisation": {"ja": "x", "fr": "y"}}}, "contact.organisation.fr"),
    ({"source": 3}, "source"),
]


def test_faults_name_the_key() -> None:
    """Whatever is wrong, the key is named, and nothing else is said to be wrong; all faults are told at once."""
    for fields, said in FAULTS:
        found = faults(changed(**fields))
        assert found[0].startswith(said), found
        assert all(fault.startswith(next(iter(fields))) for fault in found), found
    said = "\n".join(faults(changed(title={"ja": " "}, themes=["xyz"], budget=1)))
    assert all(key in said for key in ("title", "themes[0].code", "budget"))


MALFORMED: dict[bytes, str] = {
    b"{": "a.json:1:1: the bracket that opens here is not closed",
    b"": "a.json: there is no case in this file",
    b'{"a" 1}': "a.json:1:1: the bracket that opens here is not closed, or a comma is missing",
    b"\n\xff": "a.json:2:1: the file is not UTF-8",
    b'{"a": 1,\n "a": 2}': "a.json:2:2: the key a stands twice",
    b'{"a": "\\ud800"}': "a.json:1:7: this escape stands for no character",
    b'{"title": ' * 5000 + b"1" + b"}" * 5000: "nested more than 40 levels deep",
    b"[]": "a.json:1:1: an object with the fields of a case belongs here",
}


def test_json_is_read_as_it_is_written() -> None:
    """With tabs, escapes and halves of a character; a fault has its line."""
    fields = {"title": "𠮷野", "subtitle": "a\\u/b", "funding": [{"name": "x", "amount": 1e400}]}
    text = json.dumps(changed(**fields), indent="\t").replace("/", "\\/")
    (found,) = faults(text.encode())
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "amount" in one)
    assert found.startswith(f"a.json:{line}:14: funding[0].amount: 'Infinity' is no number")
    case = case_from_json("a.json", text.replace("Infinity", "1200").encode())
    assert (case.title.ja, case.subtitle and case.subtitle.ja) == ("𠮷野", "a\\u/b")


def test_what_is_no_answers_is_refused() -> None:
    """Whatever the file holds, it is told what is wrong with it."""
    for content, said in MALFORMED.items():
        (found,) = faults(content)
        assert said in found
