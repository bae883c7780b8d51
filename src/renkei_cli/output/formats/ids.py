"""Ids, one a line, for xargs."""

from typing import TextIO

from renkei_cli.output.registry import Style
from renkei_cli.output.results import Report, cases_of


def render(report: Report, out: TextIO, style: Style) -> None:  # noqa: ARG001 - a machine format has no style
    """Write the ids of the report's cases."""
    out.writelines(f"{case['id']}\n" for case in cases_of(report))
