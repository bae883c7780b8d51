"""The keys that a case file knows: where each belongs, and which one a writer meant."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic.fields import FieldInfo

from renkei_cli.core.i18n import LANGUAGES, LocalizedText, _
from renkei_cli.core.text import fold
from renkei_cli.schema.models import Case, CaseFile
from renkei_cli.schema.types import StrictModel
from renkei_cli.yamlio.loader import Path

_MOST = 3
"""Places that a hint names at most."""
_LONGEST = 40
"""Characters of a key that are compared with names; none is longer."""
_FEW = 12
"""Keys that a hint lists at most."""
_OTHER_NAMES = {
    "題名": "title", "たいとる": "title", "事例名": "title", "計画名": "title", "名前": "name", "団体": "participants",
    "自治体": "participants", "参加自治体": "participants", "構成団体": "participants", "分類": "type", "類型": "type",
    "背景": "background", "経緯": "background", "事業": "activities", "取組": "activities", "取組内容": "activities",
    "めりっと": "merits", "期間": "period", "予算": "funding", "問い合わせ先": "contact", "協力団体": "collaborators",
    "協定": "instruments", "要約": "summary", "description": "summary", "name": "title", "aim": "purpose",
    "budget": "funding",
    "goal": "purpose", "members": "participants", "partners": "participants", "tags": "themes", "reference": "source",
}  # fmt: skip
"""Other words by which people call a field, folded."""


def fields_of(model: type[StrictModel]) -> dict[str, FieldInfo]:
    """Give a model's fields by the keys that a file has for them."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def inner_model(annotation: Any) -> type[StrictModel] | None:  # noqa: ANN401 - a type, or a union or tuple of types
    """Look through unions and tuples for the model that a field leads to."""
    if isinstance(annotation, type) and issubclass(annotation, StrictModel):
        return annotation
    found = (inner_model(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in found if model), None)


def model_at(model: type[StrictModel], path: Path) -> type[StrictModel]:
    """Follow a path to the model that holds its last key."""
    for step in path[:-1]:
        if isinstance(step, str):
            model = inner_model(fields_of(model)[step].annotation) or model
    return model


def field(model: type[StrictModel], path: Path) -> FieldInfo:
    """Give the field at the end of a path."""
    while isinstance(path[-1], int):
        path = path[:-1]
    return fields_of(model_at(model, path))[path[-1]]


def label(model: type[StrictModel], path: Path) -> str:
    """Give what a field is called in the reader's language."""
    return LocalizedText(**_labels(fields_of(model_at(model, path))[str(path[-1])])).here()


def meaning(model: type[StrictModel], path: Path) -> str:
    """Give what a field, or the one that a language belongs to, is called in the reader's language."""
    while isinstance(path[-1], int) or (path[-1] in LANGUAGES and len(path) > 1):
        path = path[:-1]
    return label(model, path)


def _labels(info: FieldInfo) -> dict[str, str]:
    extra: Any = info.json_schema_extra
    return {language: extra["x-renkei"][language]["title"] for language in LANGUAGES}


def closest_key(model: type[StrictModel], path: Path, *, exactly: bool = False) -> str:
    """Give the key of the same mapping that was meant: by its label, another case or number, or a slip."""
    spellings = _spellings(model_at(model, path))
    asked = fold(str(path[-1])[:_LONGEST]).replace("-", "_").replace(" ", "_")
    if asked in spellings or exactly:
        return spellings.get(asked, "")
    near = get_close_matches(asked, spellings, 1, 0.7)
    return spellings[near[0]] if near else ""


@cache
def _spellings(model: type[StrictModel]) -> dict[str, str]:
    """Give a mapping's keys by all names that people have for them, folded; a key's own name goes first."""
    beside = fields_of(model)
    labels = {fold(name): key for key, info in beside.items() for name in _labels(info).values()}
    others = {name: key for name, key in _OTHER_NAMES.items() if key in beside}
    return others | labels | {fold(key): key for key in beside}


def hint(model: type[StrictModel], path: Path) -> str:
    """Say which key was meant, or where this one belongs."""
    where = key_locations().get(str(path[-1]), [])
    if key := closest_key(model, path, exactly=bool(where)):
        return _("write {value}").format(value=key)
    here = ".".join(step for step in path[:-1] if isinstance(step, str))
    # What is one step too high belongs one step deeper, not somewhere else.
    below = [name for name in where if here and name.rpartition(".")[0] == here]
    where = below or where
    if where:
        return _("move it into {where}").format(where=", ".join(name or _("the case itself") for name in where[:_MOST]))
    beside = list(fields_of(model_at(model, path)))
    return _("use one of the fields here: {keys}").format(keys=", ".join(beside)) if len(beside) <= _FEW else ""


@cache
def key_locations() -> dict[str, list[str]]:
    """Tell for each key in which parts of a case it may stand; "" is the case itself."""
    known: dict[str, list[str]] = {}
    for where, key in _walk(Case, ""):
        known.setdefault(key, []).append(where)
    return known


def _walk(model: type[StrictModel], where: str) -> Iterator[tuple[str, str]]:
    for key, info in fields_of(model).items():
        yield where, key
        if inner := inner_model(info.annotation):
            yield from _walk(inner, f"{where}.{key}".lstrip("."))


def misspelt_cases(value: Any) -> str | None:  # noqa: ANN401 - what a file may hold
    """Give the key that was meant for `cases` in a file that has neither `cases` nor the fields of a case.

    It is "" where the cases stand there without any key, and None where the file may well be one case.
    """
    if isinstance(value, tuple):
        return "" if value and all(isinstance(one, dict) for one in value) else None
    if not isinstance(value, dict) or {"id", "title", "participants"} & value.keys():
        return None
    names = {"cases", *(fold(name) for name in _labels(fields_of(CaseFile)["cases"]).values())}
    for key, item in value.items():
        holds_cases = isinstance(item, tuple) and bool(item) and all(isinstance(one, dict) for one in item)
        known = key in fields_of(Case) or key == "casebook"
        if key == "cases" or (not known and (holds_cases or get_close_matches(fold(key[:_LONGEST]), names, 1, 0.7))):
            return str(key)
    return "casebook" if "casebook" in value else None
