"""The formats in which a result can be given, and which one is meant."""

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, TextIO, TypeVar, cast

from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from renkei_cli.output.results import Result


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


_Form = TypeVar("_Form", Format, FaultFormat)


def resolve_format(asked: _Form | None, kind: type[_Form], *, json: bool, output: str | None) -> _Form:
    """Decide for a form: the one asked for, that of the file's name, or else the first of its kind.

    UsageError where they contradict each other.
    """
    if json and asked is not None and asked is not kind.JSON:
        message = _("--json and -o {name} contradict each other").format(name=asked.value)
        raise UsageError(message, _("leave one of the two out"))
    form = kind.JSON if json else asked
    if output and output != "-":
        from renkei_cli.output.suffixes import format_from_suffix  # noqa: PLC0415 - most answers go to the screen

        form = format_from_suffix(form, kind, output)
    return form or next(iter(kind))


HUMAN_FORMATS = (Format.TABLE, Format.MARKDOWN, FaultFormat.TEXT)
"""Formats that speak the reader's language."""
COUNTED_FORMATS = (*HUMAN_FORMATS, FaultFormat.GITHUB)
"""Formats beside which a reader is told how much it was."""


class RenderOptions(NamedTuple):
    """How an answer is to look, and what the formats need from outside."""

    width: int
    """In cells."""
    color: bool
    plain: bool
    """Whether a table or page is to be linear text, as one hears it."""
    excel: bool
    write_yaml: "Callable[[Mapping[str, Any] | Sequence[Any], TextIO], None]"
    write_cases: "Callable[[Sequence[Mapping[str, Any]], TextIO], None]"


class Renderer(Protocol):
    """What a module of this package is."""

    def render(self, report: "Result", out: TextIO, style: RenderOptions) -> None:
        """Write the report."""


def renderer(form: Format | FaultFormat) -> Renderer:
    """Load the module that writes a format."""
    folder = "diagnostics" if isinstance(form, FaultFormat) else "formats"
    return cast("Renderer", import_module(f"renkei_cli.output.{folder}.{form.value}"))
