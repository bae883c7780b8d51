"""The JSON Schema of a case file: what it accepts, what it refuses, and that the models agree."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from renkei_cli.core.files import data_folder
from renkei_cli.core.i18n import LANGUAGES
from renkei_cli.schema.json_schema import FORMS, SCHEMA_VERSION, format_json_schema, json_schema
from renkei_cli.validation.validator import Validator
from renkei_cli.yamlio.loader import entries

if TYPE_CHECKING:
    from renkei_cli.core.diagnostics import Diagnostic

Run = Callable[..., Any]
FULL = str(Path(__file__).parents[1] / "full.yaml")
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
    list(Validator(faults).cases_with_locations(entries("x.yaml", json.dumps(content).encode(), faults)))
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


def test_the_files_are_in_step() -> None:
    """The files beside the cases are what the models give."""
    for language in LANGUAGES:
        file = data_folder() / f"cases.schema.{language}.json"
        assert file.read_text(encoding="utf-8") == format_json_schema(language), "run tools/schema.py"


def test_an_independent_validator_accepts_the_cases() -> None:
    """The eight cases are valid by the schema alone, and the schema is one."""
    for language in LANGUAGES:
        Draft202012Validator.check_schema(json_schema(language))
        assert list(Draft202012Validator(json_schema(language)).iter_errors(FILE)) == []


BOOK = {"casebook": {"title": {"ja": "あ"}}}
SHAPES: list[tuple[object, bool]] = [
    (a_case(), True),
    ({"cases": [a_case()]}, True),
    ({"cases": []}, True),
    ({**BOOK, "cases": [a_case()]}, True),
    ({"casebook": None, "cases": [a_case()]}, True),
    (BOOK, False),
    ({**a_case(), **BOOK}, False),
    ({"cases": None}, False),
    ({"cases": [None]}, False),
]
"""A file is one case, or cases under `cases`."""
CHANGES: list[tuple[str, object, bool]] = [
    ("type", "遠隔連系", False),
    ("type", None, False),
    ("participants", [], False),
    ("participants", None, False),
    ("participants", [None, None], False),
    ("id", "Himeshima", False),
    ("id", 7, False),
    ("id", "a" * 65, False),
    ("budget", 1, False),
    ("title", "あ", False),
    ("title", {"en": "a"}, False),
    ("title", {"ja": None}, False),
    ("title", {"ja": ""}, False),
    ("title", {"ja": "あ "}, False),
    ("title", {"ja": "　あ"}, False),
    ("title", {"ja": "あ\nい"}, False),
    ("title", {"ja": "あ い"}, True),
    ("summary", {"ja": "あ" * 301}, False),
    ("summary", {"ja": "あ" * 300}, True),
    ("themes", [{"code": "tourism"}] * 4, False),
    ("themes", [None], False),
    ("themes", "tourism", False),
    ("urls", ["ftp://a"], False),
    ("urls", ["http://a "], False),
    ("urls", [None], False),
    ("kpis", [{"name": {"ja": "a"}, "target": "9"}], False),
    ("kpis", [{"name": {"ja": "a"}, "target": 1.5, "actual": 2}], True),
    ("events", [{"date": "2017年", "text": {"ja": "あ"}}], False),
    ("events", [{"date": "FY2016", "text": {"ja": "あ"}}], True),
    ("period", {"end": "2017"}, False),
    ("contact", {"email": "a b@c"}, False),
    ("activities", [{"ja": "あ", "ref": ["figure/1"]}], False),
    ("activities", [{"ja": "あ", "for": [443221]}], False),
    ("certification", {"round": 0}, False),
    ("certification", {}, True),
    ("funding", [{"name": {"ja": "a"}, "amount": -1}], False),
    ("source", None, False),
]
"""A case with one field changed; limits are where they are said to be."""


def test_schema_and_models_agree_about_what_is_right() -> None:
    """What a schema can express, it accepts and refuses as the models do."""
    for content, right in [*SHAPES, *(({**a_case(), key: value}, right) for key, value, right in CHANGES)]:
        assert (VALIDATOR.is_valid(content), accepted(content)) == (right, right), content


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
    assert len(whole) > 70
    refused = 0
    for part, definition in whole[::4]:
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


def test_an_editor_finds_what_it_needs() -> None:
    """No word of the models, no $id, no default; every field says what it is, every form is explained."""
    for language in LANGUAGES:
        schema = json_schema(language)
        assert not re.search(r'x-renkei|"\$id"|"default"', json.dumps(schema, ensure_ascii=False))
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


def test_what_commands_print_is_as_their_schema_says(run: Run) -> None:
    """Whole cases, those that state everything and those that state the least; each key says what it is."""
    for command, words in {"list": "", "show": "full", "compare": "", "search": "計画"}.items():
        schemas = {one: json.loads(run("schema", command, "--lang", one).out) for one in LANGUAGES}
        for language, schema in schemas.items():
            Draft202012Validator.check_schema(schema)
            assert schema["schema_version"] == SCHEMA_VERSION
            described = [node for node in nodes(schema) if isinstance(node.get("title"), str)]
            assert [node for node in described if not (node["title"] and node["description"])] == [], language
        assert schemas["ja"] != schemas["en"]
        validator = Draft202012Validator(schemas["en"])
        for source in ([], ["--data", FULL]) if command != "show" else (["--data", FULL],):
            printed = json.loads(run(command, *words.split(), *source, "--json").out)
            assert [error.message for error in validator.iter_errors(printed)] == [], command
            printed = json.loads(run(command, *words.split(), *source, "--fields", "id,title.en", "--json").out)
            assert [error.message for error in validator.iter_errors(printed)] == [], command
        assert not validator.is_valid([{"id": 1}])
    assert Draft202012Validator(json.loads(run("schema", "compare").out)).is_valid(
        json.loads(run("compare", "saga", "hamada", "--differences", "--json").out)
    )
    bundled_case = json.loads(run("show", "saga", "--json").out)
    assert not Draft202012Validator(schemas["en"]).is_valid([{**bundled_case, "new": 1}])
    assert run("schema", "case").out == run("schema").out


def test_titles_speak_the_language() -> None:
    """A field is called in the language that was chosen."""
    fields = {language: json_schema(language)["$defs"]["Case"]["properties"] for language in LANGUAGES}
    assert (fields["ja"]["themes"]["title"], fields["en"]["themes"]["title"]) == ("テーマ", "Themes")
