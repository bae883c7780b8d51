"""One format a file, named after the format."""

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from renkei_cli.report import Report


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


HUMAN_FORMATS = (Format.TABLE, Format.MARKDOWN)
"""Formats that speak the reader's language."""


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

    def render(self, report: "Report", out: TextIO, style: Style) -> None:
        """Write the report."""


def renderer(form: Format) -> Renderer:
    """Load the module that writes a format."""
    return cast("Renderer", import_module(f"renkei_cli.render.{form.value}"))
