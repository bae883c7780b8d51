"""Ids, one a line, for xargs."""

from typing import TextIO

from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseList, CaseResult, result_cases


def render(report: CaseResult, out: TextIO, style: RenderOptions) -> None:  # noqa: ARG001 - a machine format has no style
    """Write the ids of the report's cases."""
    known = report.ids if isinstance(report, CaseList) else None
    ids = (case["id"] for case in result_cases(report)) if known is None else known
    out.writelines(f"{case_id}\n" for case_id in ids)
