"""One format a file, named after the format."""

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from renkei_cli.report import Answer


class Format(StrEnum):
    """The forms in which an answer can be given."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    YAML = "yaml"
    MARKDOWN = "markdown"
    IDS = "ids"


class FaultFormat(StrEnum):
    """The forms in which faults can be given, each a module of `faults`."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"


HUMAN_FORMATS = (Format.TABLE, Format.MARKDOWN, FaultFormat.TEXT)
"""Formats that speak the reader's language."""
COUNTED_FORMATS = (*HUMAN_FORMATS, FaultFormat.GITHUB)
"""Formats beside which a reader is told how much it was."""


class Style(NamedTuple):
    """How an answer is to look, and what the formats need from outside."""

    width: int
    """In cells."""
    color: bool
    excel: bool
    note: "Callable[[str], None]"
    """Tell the reader something beside the answer."""
    write_yaml: "Callable[[Mapping[str, Any] | Sequence[Any], TextIO], None]"
    write_cases: "Callable[[Sequence[Mapping[str, Any]], TextIO], None]"


class Renderer(Protocol):
    """What a module of this package is."""

    def render(self, report: "Answer", out: TextIO, style: Style) -> None:
        """Write the report."""


def renderer(form: Format | FaultFormat) -> Renderer:
    """Load the module that writes a format."""
    folder = "faults." if isinstance(form, FaultFormat) else ""
    return cast("Renderer", import_module(f"renkei_cli.render.{folder}{form.value}"))
