"""The JSON Schema of a case file: what it accepts, what it refuses, and that the models agree."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from renkei_cli.core.files import data_folder
from renkei_cli.core.i18n import LANGUAGES, Language
from renkei_cli.schema.json_schema import FORMS, format_json_schema, json_schema
from renkei_cli.validation.validator import Validator
from renkei_cli.yamlio.loader import entries

if TYPE_CHECKING:
    from renkei_cli.core.diagnostics import Diagnostic

SCHEMA = json_schema("en")
VALIDATOR = Draft202012Validator(SCHEMA)


def bundled() -> Any:  # noqa: ANN401 - a whole case file
    """Read the bundled cases as plain JSON values."""
    *cases, around = entries("cases.yaml", (data_folder() / "cases.yaml").read_bytes(), [])
    return json.loads(json.dumps({**around.value, "cases": [entry.value for entry in cases]}))


FILE = bundled()


def accepted(content: Any) -> bool:  # noqa: ANN401 - a whole case file
    """Tell whether the models accept a file; JSON is YAML, so it can be read as a file."""
    faults: list[Diagnostic] = []
    list(Validator(faults).cases(entries("x.yaml", json.dumps(content).encode(), faults)))
    return not faults


def a_case() -> dict[str, Any]:
    """Give a case with no more than it needs."""
    return {
        "id": "a",
        "type": "遠隔連携",
        "title": {"ja": "あ"},
        "participants": [{"code": code, "roles": [{"code": "lead"}]} for code in ("443221", "325287")],
        "source": {"document": {"ja": "い"}, "heading": {"ja": "う"}},
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_in_step(language: Language) -> None:
    """The files beside the cases are what the models give."""
    assert (data_folder() / f"cases.schema.{language}.json").read_text(encoding="utf-8") == format_json_schema(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_independent_validator_accepts_the_cases(language: Language) -> None:
    """The eight cases are valid by the schema alone, and the schema is one."""
    Draft202012Validator.check_schema(json_schema(language))
    assert list(Draft202012Validator(json_schema(language)).iter_errors(FILE)) == []


@pytest.mark.parametrize(
    ("content", "right"),
    [
        (a_case(), True),
        ({"cases": [a_case()]}, True),
        ({"cases": []}, True),
        ({"casebook": {"title": {"ja": "あ"}}, "cases": [a_case()]}, True),
        ({"casebook": None, "cases": [a_case()]}, True),
        ({"casebook": {"title": {"ja": "あ"}}}, False),
        ({**a_case(), "casebook": {"title": {"ja": "あ"}}}, False),
        ({"cases": None}, False),
        ({"cases": [None]}, False),
    ],
)
def test_both_shapes_of_a_file(content: object, right: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A file is one case, or cases under `cases`; schema and models agree on which."""
    assert (VALIDATOR.is_valid(content), accepted(content)) == (right, right)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("type", "遠隔連系"),
        ("type", None),
        ("participants", []),
        ("participants", None),
        ("participants", [None, None]),
        ("id", "Himeshima"),
        ("id", 7),
        ("id", "a" * 65),
        ("budget", 1),
        ("title", "あ"),
        ("title", {"en": "a"}),
        ("title", {"ja": None}),
        ("title", {"ja": ""}),
        ("title", {"ja": "あ "}),
        ("title", {"ja": "　あ"}),
        ("title", {"ja": "あ\nい"}),
        ("summary", {"ja": "あ" * 301}),
        ("themes", [{"code": "tourism"}] * 4),
        ("themes", [None]),
        ("themes", "tourism"),
        ("urls", ["ftp://a"]),
        ("urls", ["http://a "]),
        ("urls", [None]),
        ("kpis", [{"name": {"ja": "a"}, "target": "9"}]),
        ("events", [{"date": "2017年", "text": {"ja": "あ"}}]),
        ("period", {"end": "2017"}),
        ("contact", {"email": "a b@c"}),
        ("activities", [{"ja": "あ", "ref": ["figure/1"]}]),
        ("activities", [{"ja": "あ", "for": [443221]}]),
        ("certification", {"round": 0}),
        ("funding", [{"name": {"ja": "a"}, "amount": -1}]),
        ("source", None),
    ],
)
def test_both_refuse_what_is_wrong(key: str, value: object) -> None:
    """What a schema can express, it refuses as the models do."""
    content = {**a_case(), key: value}
    assert (VALIDATOR.is_valid(content), accepted(content)) == (False, False)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("summary", {"ja": "あ" * 300}),
        ("kpis", [{"name": {"ja": "a"}, "target": 1.5, "actual": 2}]),
        ("title", {"ja": "あ い"}),
        ("events", [{"date": "FY2016", "text": {"ja": "あ"}}]),
        ("certification", {}),
    ],
)
def test_both_accept_what_is_right(key: str, value: object) -> None:
    """Limits are where they are said to be."""
    content = {**a_case(), key: value}
    assert (VALIDATOR.is_valid(content), accepted(content)) == (True, True)


def parts(content: Any, node: dict[str, Any]) -> Iterator[tuple[Any, dict[str, Any]]]:  # noqa: ANN401 - a part of a file
    """Walk a file and its schema together: give every mapping with its definition."""
    while "$ref" in node or "anyOf" in node:
        node = SCHEMA["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node["anyOf"][0]
    if isinstance(content, dict):
        yield content, node
        for key, value in list(content.items()):
            yield from parts(value, node["properties"][key])
    elif isinstance(content, list):
        for item in content:
            yield from parts(item, node["items"])


def test_nothing_after_a_key_is_as_if_it_were_not_there() -> None:
    """What may be left out may be empty, for schema and models alike; what is needed may not."""
    case = deepcopy(FILE["cases"][0])
    del case["source"]["bullets"]
    whole = list(parts(case, {"$ref": "#/$defs/Case"}))
    assert len(whole) > 80
    refused = 0
    for part, definition in whole[::5]:
        # Without its figures a case would cite what is not there.
        for key in definition["properties"].keys() - {"figures"}:
            before = part.get(key, ...)
            part[key] = None
            needed = key in definition.get("required", ())
            assert (VALIDATOR.is_valid(case), accepted(case)) == (not needed, not needed), key
            refused += needed
            if before is ...:
                del part[key]
            else:
                part[key] = before
    assert refused > 10


def nodes(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a part of a JSON Schema
    """Walk a schema."""
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from nodes(inner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_editor_finds_what_it_needs(language: Language) -> None:
    """No word of the models, no $id, no default; every field says what it is, every form is explained."""
    schema = json_schema(language)
    text = json.dumps(schema, ensure_ascii=False)
    assert not re.search(r'x-renkei|"\$id"|"default"', text)
    for name, definition in schema["$defs"].items():
        assert definition["additionalProperties"] is False, name
        for key, field in definition["properties"].items():
            assert field["title"], key
            assert field["description"], key
    for node in nodes(schema):
        if "pattern" in node:
            assert node["patternErrorMessage"] == getattr(FORMS[node["pattern"]], language)
        if "enum" in node:
            assert len(node["markdownEnumDescriptions"]) == len(node["enum"])


def test_examples_are_right() -> None:
    """What an editor offers is what the schema accepts."""
    examples = [(node, example) for node in nodes(SCHEMA) for example in node.get("examples", ())]
    assert len(examples) > 20
    for node, example in examples:
        assert Draft202012Validator(node).is_valid(example), example


def test_titles_speak_the_language() -> None:
    """A field is called in the language that was chosen."""
    fields = {language: json_schema(language)["$defs"]["Case"]["properties"] for language in LANGUAGES}
    assert (fields["ja"]["themes"]["title"], fields["en"]["themes"]["title"]) == ("テーマ", "Themes")
