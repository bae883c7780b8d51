"""The JSON Schema of a case file."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from renkei_cli.authoring.jsonschema import json_schema
from renkei_cli.authoring.source import entries
from renkei_cli.i18n import LANGUAGES, Language

DATA = Path(__file__).parents[2] / "data"


def _cases() -> Any:  # noqa: ANN401 - a whole case file
    *cases, around = entries("cases.yaml", (DATA / "cases.yaml").read_bytes(), [])
    return json.loads(json.dumps({**around.value, "cases": [entry.value for entry in cases]}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_in_step(language: Language) -> None:
    """The files beside the cases are what the models give."""
    stored = json.loads((DATA / f"cases.schema.{language}.json").read_text(encoding="utf-8"))
    assert stored == json_schema(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_independent_validator_accepts_the_cases(language: Language) -> None:
    """The eight cases are valid by the schema alone."""
    Draft202012Validator.check_schema(json_schema(language))
    assert list(Draft202012Validator(json_schema(language)).iter_errors(_cases())) == []


@pytest.mark.parametrize(
    ("key", "value"), [("type", "遠隔連系"), ("participants", []), ("id", "Himeshima"), ("budget", 1)]
)
def test_an_independent_validator_refuses_what_is_wrong(key: str, value: object) -> None:
    """What a schema can express, it refuses too."""
    cases = _cases()
    cases["cases"][0][key] = value
    assert not Draft202012Validator(json_schema("en")).is_valid(cases)


def test_titles_speak_the_language() -> None:
    """A field is called in the language that was chosen."""
    fields = {language: json_schema(language)["$defs"]["Case"]["properties"] for language in LANGUAGES}
    assert (fields["ja"]["themes"]["title"], fields["en"]["themes"]["title"]) == ("テーマ", "Themes")
