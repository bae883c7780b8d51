"""Ids, one a line, for xargs."""

from typing import TextIO

from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseResult, result_cases


def render(report: CaseResult, out: TextIO, style: RenderOptions) -> None:  # noqa: ARG001 - a machine format has no style
    """Write the ids of the report's cases."""
    out.writelines(f"{case['id']}\n" for case in result_cases(report))
