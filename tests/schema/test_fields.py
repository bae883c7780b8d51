"""What fields say about themselves, and finding them by the names that people use."""

from typing import Any

import pytest

from renkei_cli.core import i18n
from renkei_cli.core.errors import UsageError
from renkei_cli.schema.fields import WEIGHTS, flat_values, parse_field_list, texts, value_at
from renkei_cli.schema.models import Participant, Statement, case_fields, fields_of, inner_model


def test_fields_answer_to_their_names() -> None:
    """Key, singular, hyphens, label in either language; each field once, in the order asked."""
    i18n.activate("ja")
    for asked, keys in [
        ("id", ["id"]),
        ("theme", ["themes"]),
        ("テーマ", ["themes"]),
        ("How it began", ["background"]),
        ("span-km", ["span_km"]),
        ("title.en,id", ["title.en", "id"]),
        ("id、type，id", ["id", "type"]),
        (" id , ,", ["id"]),
        # A part by the key or the label of each of its names, and as a sheet heads it.
        ("名称.ja,参加団体.roles.code", ["title.ja", "participants.roles.code"]),
        ("参加団体.役割,Title.Japanese", ["participants.roles", "title.ja"]),
        ("名称（英語）,参加団体（役割：役割）", ["title.en", "participants.roles.code"]),
        ("Title (English),KPIs(Target)", ["title.en", "kpis.target"]),
        (None, []),
    ]:
        assert [field.key for field in parse_field_list(case_fields(), asked)] == keys, asked


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ("titel", "there is no field 'titel'", "did you mean title, title.en, title.ja?\nname one of id, type,"),
        ("zzzz", "there is no field 'zzzz'", "name one of id, type,"),
        (",", "no field is named", "name one of id, type,"),
        ("", "no field is named", "name one of id, type,"),
    ],
)
def test_an_unknown_field_is_answered_with_the_known(asked: str, message: str, hint: str) -> None:
    """The nearest, then all."""
    i18n.activate("en")
    with pytest.raises(UsageError) as raised:
        parse_field_list(case_fields(), asked)
    assert message in raised.value.message
    assert raised.value.hint[:18] == hint[:18]
    assert hint.splitlines()[-1] in raised.value.hint


def test_a_value_is_found_through_lists() -> None:
    """Each item's value stands in its item's place; what is not stated is None."""
    case: dict[str, Any] = {"a": [{"b": [1, 2]}, {"b": None}, {"b": [3]}, {"b": []}], "c": None, "d": {"e": 4}}
    assert [value_at(case, key) for key in ("a.b", "c", "c.e", "d.e")] == [
        [[1, 2], None, [3], []], None, None, 4,
    ]  # fmt: skip
    assert flat_values(value_at(case, "a.b")) == [1, 2, 3]


def test_texts_are_found_wherever_they_are() -> None:
    """Texts and numbers in both languages; not what points elsewhere, nor what is not stated."""
    value = [{"ja": "町", "en": "town", "ref": ["merits/1"], "for": ["443221"]}, {"n": 3, "code": "x", "none": None}]
    assert list(texts(value)) == ["町", "town", "3"]


def test_a_field_says_what_it_is() -> None:
    """Its kind, its vocabulary, whether there may be many; a nested one is called after both."""
    fields = case_fields()
    found = {key: (fields[key].kind, fields[key].vocabulary, fields[key].many) for key in (
        "type", "themes", "participants", "participants.roles", "events.date", "funding.amount", "kpis.target", "urls",
        "prefectures",
    )}  # fmt: skip
    assert found == {
        "type": ("tag", "type", False),
        "themes": ("tag", "theme", True),
        "participants": ("participant", "", True),
        "participants.roles": ("tag", "role", True),
        "events.date": ("date", "", False),
        "funding.amount": ("integer", "", False),
        "kpis.target": ("number", "", False),
        "urls": ("string", "", True),
        "prefectures": ("tag", "prefecture", True),
    }
    assert (fields["events.date"].label.ja, fields["events.date"].label.en) == ("年表：日付", "Events: Date")
    assert (fields["title"].required, fields["subtitle"].required, fields["span_km"].derived) == (True, False, True)
    keys = list(fields)
    assert keys.index("certification") < keys.index("prefectures") < keys.index("source")
    assert {field.weight for field in fields.values()} == {"", *WEIGHTS}


def test_the_fields_of_a_part_go_by_their_keys() -> None:
    """A name that Python reserves is written as a case file has it."""
    assert list(fields_of(Statement)) == ["ja", "en", "ref", "for"]
    code = fields_of(Participant)["code"]
    assert (code.example, code.description.ja[:7]) == ("443221", "全国地方公共団")
    assert (inner_model(Participant, "code"), inner_model(Statement, "for")) == (None, None)
    assert [getattr(inner_model(Participant, key), "__name__", "") for key in ("roles", "contribution")] == [
        "Role",
        "Contribution",
    ]
