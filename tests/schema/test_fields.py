"""Finding fields by the names that people use."""

from collections.abc import Callable
from typing import Any

import pytest

from renkei_cli.schema.fields import texts, value_at

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("id", ["id"]),
        ("theme", ["themes"]),
        ("テーマ", ["themes"]),
        ("How it began", ["background"]),
        ("span-km", ["span_km"]),
        ("title.en,id", ["title.en", "id"]),
        ("id、type，id", ["id", "type"]),
        (" id , ,", ["id"]),
    ],
)
def test_a_field_answers_to_its_names(run: Run, asked: str, keys: list[str]) -> None:
    """Key, singular, hyphens, label in either language; each field once, in the order asked."""
    header = run("list", "-n", "1", "-o", "jsonl", "--fields", asked).out
    assert [part.split('"')[0] for part in header.removeprefix('{"').split(', "')][: len(keys)] == keys


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("titel", "did you mean title,"),
        ("zzzz", "name one of id, type,"),
        ("title.fr", "title.en"),
        (",", "no field is named"),
        ("", "no field is named"),
    ],
)
def test_an_unknown_field_is_answered_with_the_known(run: Run, asked: str, said: str) -> None:
    """The nearest, then all."""
    result = run("list", "--fields", asked, "--lang", "en")
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_value_is_found_through_lists() -> None:
    """The values of all items are one list; what is not stated is None."""
    case: dict[str, Any] = {"a": [{"b": [1, 2]}, {"b": None}, {"b": [3]}, {"b": []}], "c": None, "d": {"e": 4}}
    assert [value_at(case, key) for key in ("a.b", "c", "c.e", "d.e")] == [[1, 2, 3], None, None, 4]


def test_texts_are_found_wherever_they_are() -> None:
    """Texts and numbers in both languages; not what points elsewhere, nor what is not stated."""
    value = [{"ja": "町", "en": "town", "ref": ["merits/1"], "for": ["443221"]}, {"n": 3, "code": "x", "none": None}]
    assert list(texts(value)) == ["町", "town", "3"]
