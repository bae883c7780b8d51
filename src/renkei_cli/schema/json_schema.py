"""The schema of a case file as JSON Schema, in a chosen language."""

import json
from typing import Annotated, Any

from pydantic import TypeAdapter

from renkei_cli.core.i18n import Language, LocalizedText
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema.models import Case, CaseFile
from renkei_cli.schema.samples import DATES, example_value
from renkei_cli.schema.types import Code, Date, Email, Ref, Url

_Node = dict[str, Any]

_LINE = r"^\S(.*\S)?$"
"""Text of one line without white space at either end, for texts that have no other form."""

_TITLE = LocalizedText("renkei の事例ファイル", "A case file of renkei")
_SAYS = LocalizedText(
    "事例1つのファイル、または `cases:` の下に事例を並べたファイル。",
    "One case, or several under `cases:`.",
)


def _pattern(kind: Any) -> str:  # noqa: ANN401 - an annotated type
    found: str = TypeAdapter(kind).json_schema()["pattern"]
    return found


_ID = Annotated[str, *Case.model_fields["id"].metadata]
_DATE = _pattern(Date)

FORMS = {
    _LINE: LocalizedText("1行の文字列。前後に空白を置けません", "One line of text, without white space at either end"),
    _pattern(_ID): LocalizedText(
        "英小文字と数字を、ハイフンでつなぎます。例: tsunan-sakae", "a-z and 0-9 with hyphens between: tsunan-sakae"
    ),
    _pattern(Code): LocalizedText(
        '6桁の団体コードを引用符で囲みます。例: "443221"', 'The six-digit code in quotation marks: "443221"'
    ),
    _DATE: LocalizedText(
        "2017-08-23、2017-08、2017、FY2016（年度）のどれかの形です", "2017-08-23, 2017-08, 2017 or FY2016 (fiscal year)"
    ),
    _pattern(Ref): LocalizedText(
        "heading、または activities/2 のような節と番号です", "heading, or a section and a number: activities/2"
    ),
    _pattern(Url): LocalizedText(
        "https:// か http:// で始まり、空白を含みません", "It begins with https:// or http:// and has no white space"
    ),
    _pattern(Email): LocalizedText("メールアドレスの形ではありません", "This is no e-mail address"),
}
"""What an editor says of a text that does not have the form, in place of the pattern."""


def json_schema(language: Language) -> _Node:
    """Give JSON Schema 2020-12 with titles and descriptions in `language`, for editors and other validators.

    A file is one case, or several under `cases:`. What may be left out may also stand empty. It has no `$id`,
    for an editor would try to fetch it.
    """
    schema = CaseFile.model_json_schema(by_alias=True)
    parts = schema.pop("$defs")
    parts["CaseFile"] = schema
    titles = _titles(parts, language)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": getattr(_TITLE, language),
        "description": getattr(_SAYS, language),
        "type": "object",
        # Not anyOf: of the two shapes an editor is to complete, and complain about, the one that was begun.
        "if": {"anyOf": [{"required": ["cases"]}, {"required": ["casebook"]}]},
        "then": {"$ref": "#/$defs/CaseFile"},
        "else": {
            "if": {"minProperties": 1},
            "then": {"$ref": "#/$defs/Case"},
            "else": {"anyOf": [{"$ref": "#/$defs/Case"}, {"$ref": "#/$defs/CaseFile"}]},
        },
        "$defs": {name: titles.get(name, {}) | _part(name, parts[name], language) for name in sorted(parts)},
    }


def format_json_schema(language: Language) -> str:
    """Give the schema as the text of a file."""
    return json.dumps(json_schema(language), ensure_ascii=False, indent=2) + "\n"


def _titles(parts: _Node, language: Language) -> dict[str, _Node]:
    """Call each mapping as the one field does that holds it; the models' own names are not for readers."""
    holders: dict[str, list[_Node]] = {}
    for part in parts.values():
        for field in part["properties"].values():
            inner = field.get("items", field.get("anyOf", [field])[0])
            holders.setdefault(inner.get("$ref", "").rpartition("/")[2], []).append(field["x-renkei"][language])
    named = {name: {"title": fields[0]["title"]} for name, fields in holders.items() if name and len(fields) == 1}
    return {**named, "CaseFile": {"title": getattr(_TITLE, language)}}


def _part(name: str, part: _Node, language: Language) -> _Node:
    """Describe a mapping: the names and docstrings of the models are ours, not the reader's."""
    required = part.get("required", [])
    fields = {
        key: _field(name, key, field, language, optional=key not in required)
        for key, field in part["properties"].items()
    }
    return {
        "type": "object",
        "properties": fields,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _field(model: str, key: str, node: _Node, language: Language, *, optional: bool) -> _Node:
    words = node.pop("x-renkei")[language]
    allowed = _allowed(node, language)
    if optional:
        allowed = _or_empty(allowed)
    shown = example_value(model, key)
    leaf = allowed.get("items", allowed)
    if shown is not None and "enum" not in leaf and "$ref" not in leaf:
        leaf["examples"] = list(DATES) if leaf.get("pattern") == _DATE else [shown]
    return {**words, **allowed}


def _allowed(node: _Node, language: Language) -> _Node:
    """Say what is allowed, as short as can be: editors show the reader what they find here."""
    if "anyOf" in node:
        choices = [choice for choice in node["anyOf"] if choice.get("type") != "null"]
        # An integer is a number.
        return _allowed(choices[0], language)
    kept = {key: value for key, value in node.items() if key not in ("title", "description", "default")}
    if "items" in kept:
        kept["items"] = _allowed(kept["items"], language)
    if kept.get("type") == "string" and "enum" not in kept:
        kept.setdefault("pattern", _LINE)
        kept["patternErrorMessage"] = getattr(FORMS[kept["pattern"]], language)
    if vocabulary := kept.pop("x-renkei-vocabulary", None):
        # The YAML language server shows these beside the values that it offers.
        kept["markdownEnumDescriptions"] = [
            f"{getattr(term.label, language)}: {getattr(term.definition, language)}"
            for term in VOCABULARIES[vocabulary]
        ]
    return kept


def _or_empty(node: _Node) -> _Node:
    if "$ref" in node:
        return {"anyOf": [node, {"type": "null"}]}
    return {**node, "type": [node["type"], "null"]}
