"""The schema of a case file, and of the JSON that commands print, as JSON Schema, in a chosen language."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from renkei_cli.core.i18n import Language, LocalizedText
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema import types
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import CaseFile, fields_of, inner_model

_Node = dict[str, Any]

_LINE = r"^\S(.*\S)?$"  # for texts that have no other form
_TITLE = LocalizedText("renkei の事例ファイル", "A case file of renkei")
_DESCRIPTION = LocalizedText(
    "事例1つのファイル、または `cases:` の下に事例を並べたファイル。", "One case, or several under `cases:`."
)
_DATES = ["2017-08-23", "2017-08", "2017", "FY2016"]

# fmt: off
FORMS = {
    _LINE: LocalizedText("1行の文字列。前後に空白を置けません", "One line of text, without white space at either end"),
    types.ID_PATTERN: LocalizedText(
        "英小文字と数字を、ハイフンでつなぎます。例: tsunan-sakae", "a-z and 0-9 with hyphens between: tsunan-sakae"),
    types.CODE_PATTERN: LocalizedText(
        '6桁の団体コードを引用符で囲みます。例: "443221"', 'The six-digit code in quotation marks: "443221"'),
    types.DATE_PATTERN: LocalizedText(
        "2017-08-23、2017-08、2017、FY2016（年度）のどれかの形です",
        "2017-08-23, 2017-08, 2017 or FY2016 (fiscal year)"),
    types.REF_PATTERN: LocalizedText(
        "heading、または activities/2 のような節と番号です", "heading, or a section and a number: activities/2"),
    types.URL_PATTERN: LocalizedText(
        "https:// か http:// で始まり、空白を含みません", "It begins with https:// or http:// and has no white space"),
    types.EMAIL_PATTERN: LocalizedText("メールアドレスの形ではありません", "This is no e-mail address"),
}
"""What an editor says of a text that does not have the form, in place of the pattern."""
# fmt: on


def json_schema(language: Language) -> _Node:
    """Return JSON Schema 2020-12 with titles and descriptions in `language`, for editors and other validators.

    A file is one case, or several under `cases:`. What may be left out may also stand empty. It has no `$id`,
    for an editor would try to fetch it.
    """
    whole = CaseFile.model_json_schema(by_alias=True)
    parts: dict[str, _Node] = {"CaseFile": whole, **whole.pop("$defs")}
    holders: dict[type[types.StrictModel], list[LocalizedText]] = {CaseFile: [_TITLE]}
    models: list[type[types.StrictModel]] = [CaseFile]
    for model in models:
        for key, field in fields_of(model).items():
            if inner := inner_model(model, key):
                if inner not in holders:
                    models.append(inner)
                holders.setdefault(inner, []).append(field.label)
    defined = {one.__name__: _part(parts[one.__name__], one, names, language) for one, names in holders.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": getattr(_TITLE, language),
        "description": getattr(_DESCRIPTION, language),
        "type": "object",
        # Not anyOf: of the two shapes an editor is to complete, and complain about, the one that was begun.
        "if": {"anyOf": [{"required": ["cases"]}, {"required": ["casebook"]}]},
        "then": {"$ref": "#/$defs/CaseFile"},
        "else": {
            "if": {"minProperties": 1},
            "then": {"$ref": "#/$defs/Case"},
            "else": {"anyOf": [{"$ref": "#/$defs/Case"}, {"$ref": "#/$defs/CaseFile"}]},
        },
        "$defs": dict(sorted(defined.items())),
    }


def format_json_schema(language: Language) -> str:
    """Return the schema as the text of a file."""
    # The name of the part is published; that of the model tells it from an open collection.
    return format_schema(json_schema(language)).replace("CasebookInfo", "Casebook")


def format_schema(schema: _Node) -> str:
    """Return a schema as text."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _part(part: _Node, model: type[types.StrictModel], names: Sequence[LocalizedText], language: Language) -> _Node:
    """Describe a mapping, called as the one field is that holds it: the models' own names are not for readers."""
    fields = fields_of(model)
    return {
        **({"title": getattr(names[0], language)} if len(names) == 1 else {}),
        "type": "object",
        "properties": {key: _field(node, fields[key], language) for key, node in part["properties"].items()},
        "additionalProperties": False,
        **({"required": part["required"]} if "required" in part else {}),
    }


def _field(node: _Node, field: Field, language: Language) -> _Node:
    allowed = _allowed(node, language)
    if field.kind == "term":
        # The YAML language server shows these beside the values that it offers.
        allowed["markdownEnumDescriptions"] = [
            f"{getattr(term.label, language)}: {getattr(term.definition, language)}"
            for spelling in allowed["enum"]
            for term in VOCABULARIES[field.vocabulary]
            if spelling in (term.value, term.code)
        ]
    if not field.required:
        is_part = "$ref" in allowed
        allowed = {"anyOf": [allowed, {"type": "null"}]} if is_part else {**allowed, "type": [allowed["type"], "null"]}
    leaf = allowed.get("items", allowed)
    if field.example is not None and "enum" not in leaf:
        leaf["examples"] = _DATES if leaf.get("pattern") == types.DATE_PATTERN else [field.example]
    return {"description": getattr(field.description, language), "title": getattr(field.label, language), **allowed}


def _allowed(node: _Node, language: Language) -> _Node:
    """Say what is allowed, as short as can be: editors show the reader what they find here."""
    if "anyOf" in node:
        # Beside a null stands one kind of value; an integer is a number.
        return _allowed(next(choice for choice in node["anyOf"] if choice.get("type") != "null"), language)
    kept = {key: value for key, value in node.items() if key not in ("title", "default", types.SAID)}
    if "items" in kept:
        kept["items"] = _allowed(kept["items"], language)
    if kept.get("type") == "string" and "enum" not in kept:
        kept.setdefault("pattern", _LINE)
        kept["patternErrorMessage"] = getattr(FORMS[kept["pattern"]], language)
    return kept


# --- what commands print ---

SCHEMA_VERSION = 1
"""Counted up when a key of the JSON that commands print changes its meaning or goes; a new one does not count."""
OUTPUTS = {
    "list": LocalizedText("renkei list と filter の --json が出すもの", "What list and filter print with --json"),
    "show": LocalizedText("renkei show の --json が出すもの", "What show prints with --json"),
    "compare": LocalizedText("renkei compare の --json が出すもの", "What compare prints with --json"),
    "search": LocalizedText("renkei search の --json が出すもの", "What search prints with --json"),
}
_NARROWED = LocalizedText(
    "--fields では指定した項目だけ、--differences では異なる項目だけになります。どちらもなければ、全項目です。",
    "With --fields only those that are asked for are there, with --differences those that differ; else all fields.",
)


def output_schema(command: str, fields: Mapping[str, Field], language: Language) -> _Node:
    """Return JSON Schema 2020-12 of what a command of `OUTPUTS` prints of cases that have these fields."""
    case = _printed_object(fields, "", language)
    cases = {"type": "array", "items": {"$ref": "#/$defs/case"}}
    text = _printed_object({key: fields[key] for key in ("title.ja", "title.en")}, "title.", language)
    compared = {
        "type": "object",
        "properties": {"key": {"type": "string"}, "label": text},
        "required": ["key", "label"],
    }
    whole: dict[str, _Node] = {
        "show": {"anyOf": [{"$ref": "#/$defs/case"}, cases]},
        "compare": {
            **_closed_object({"fields": {"type": "array", "items": compared}, "cases": cases}),
            "required": ["fields", "cases"],
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "schema_version": SCHEMA_VERSION,
        "title": getattr(OUTPUTS[command], language),
        "description": getattr(_NARROWED, language),
        **whole.get(command, cases),
        "$defs": {"case": case},
    }


def _printed_object(fields: Mapping[str, Field], above: str, language: Language) -> _Node:
    direct = [key for key in fields if key.startswith(above) and "." not in key.removeprefix(above)]
    return _closed_object({key.removeprefix(above): _printed(fields, key, language) for key in direct})


def _closed_object(parts: Mapping[str, _Node]) -> _Node:
    return {"type": "object", "properties": parts, "additionalProperties": False}


def _printed(fields: Mapping[str, Field], key: str, language: Language) -> _Node:
    field = fields[key]
    parts = any(other.startswith(f"{key}.") for other in fields)
    node: _Node = {"type": field.kind if field.kind in ("integer", "number") else "string"}
    if field.kind == "date":
        node["pattern"] = types.DATE_PATTERN
    elif field.kind == "term" and field.vocabulary in VOCABULARIES:
        node["enum"] = [term.code for term in VOCABULARIES[field.vocabulary]]
    elif field.kind == "marks":
        node = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
    elif parts:
        node = _printed_object(fields, f"{key}.", language)
    if field.many:
        node = {"type": "array", "items": node}
    elif not field.required:
        node = {"anyOf": [node, {"type": "null"}]}
    return {"title": getattr(field.label, language), "description": getattr(field.description, language), **node}
