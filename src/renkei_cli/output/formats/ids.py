"""Ids, one a line, for xargs."""

from typing import TextIO

from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseList, CaseResult, result_cases


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write the ids of the result's cases."""
    known = result.ids if isinstance(result, CaseList) else None
    ids = (case["id"] for case in result_cases(result)) if known is None else known
    out.writelines(f"{case_id}\n" for case_id in ids)
