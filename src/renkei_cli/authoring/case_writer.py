"""A case as the text of a file: commented for its reader, one text a line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any

from renkei_cli.authoring import readings
from renkei_cli.authoring.interview.questions import described
from renkei_cli.authoring.interview.verdict import quoted
from renkei_cli.core.i18n import _, data_language
from renkei_cli.domain.places import local_governments
from renkei_cli.schema.models import Case, inner_type
from renkei_cli.schema.types import StrictModel, vocabulary_of
from renkei_cli.validation.value_messages import TRUTHS
from renkei_cli.yamlio.formatter import format_bytes, format_text
from renkei_cli.yamlio.loader import entries
from renkei_cli.yamlio.writer import write_yaml

if TYPE_CHECKING:
    from renkei_cli.core.diagnostics import Diagnostic

_LIKE_A_NUMBER = re.compile(r"(?:FY)?[\d.+-][\d.,:_+/-]*")


def schema_file() -> str:
    """Name the file of the schema that editors are to find beside a case."""
    return f"renkei.schema.{data_language()}.json"


def header() -> str:
    """Give the line by which an editor finds the schema."""
    return f"# yaml-language-server: $schema={schema_file()}\n"


def format_case(case: Case) -> str:
    """Write a case as a file in the canonical form, with the schema's words above each field."""
    by = _("Written by renkei new; `renkei validate FILE` checks it.")
    lines = [header().rstrip("\n"), f"# {by}"]
    for key, value in _said(case.model_dump(mode="json", by_alias=True)).items():
        title, says = described(Case, key)
        lines += ["", f"# {title}: {says}"]
        lines += _field(key, value, Case, "")
    return format_text("", "\n".join(lines) + "\n")


def _said(part: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is not said."""
    return {key: value for key, value in part.items() if value not in (None, [])}


def _field(key: str, value: Any, model: type[StrictModel], indent: str) -> Iterator[str]:  # noqa: ANN401 - any part of a case
    info = next(info for name, info in model.model_fields.items() if key == (info.alias or name))
    inner, _many = inner_type(info.annotation)
    vocabulary = vocabulary_of(info.metadata)
    if isinstance(value, dict):
        yield f"{indent}{key}:"
        yield from _mapping(value, inner, indent + "  ")
    elif isinstance(value, list):
        yield f"{indent}{key}:"
        for item in value:
            if isinstance(item, dict):
                first, *rest = _mapping(item, inner, indent + "    ")
                yield f"{indent}  - {first.lstrip()}"
                yield from rest
            else:
                yield f"{indent}  - {scalar(item)}{_name(item)}"
    else:
        label = vocabulary[value].label.here() if vocabulary else ""
        remark = f"  # {label}" if label not in ("", value) else _name(value)
        yield f"{indent}{key}: {scalar(value)}{remark}"


def _mapping(value: Mapping[str, Any], model: type[StrictModel], indent: str) -> Iterator[str]:
    for key, part in _said(value).items():
        yield from _field(key, part, model, indent)


def _name(value: Any) -> str:  # noqa: ANN401 - any scalar
    """Name a local government behind its code."""
    return f"  # {readings.place_name(value)}" if value in local_governments() else ""


def scalar(value: str | float) -> str:
    """Write a text or number so that it is read back as what it is: in double quotes where it has to be."""
    return value if isinstance(value, str) and _stays_plain(value) else quoted(value)


def _stays_plain(text: str) -> bool:
    if _LIKE_A_NUMBER.fullmatch(text) or text.casefold() in TRUTHS:
        return False
    faults: list[Diagnostic] = []
    # Read as case files are: a － that begins a text would be taken for a list's mark.
    read = list(entries("", f"k: {text}\nl:\n  - {text}\n".encode(), faults))
    return not faults and [entry.value for entry in read] == [{"k": text, "l": (text,)}]


def format_cases(cases: Sequence[Mapping[str, Any]], *, single: bool = False) -> bytes:
    """Write plain cases as a case file in the canonical form; with `single`, the one case is the file."""
    stream = StringIO()
    write_yaml(cases[0] if single else {"cases": list(cases)}, stream)
    return format_bytes("", stream.getvalue().encode("utf-8"))
