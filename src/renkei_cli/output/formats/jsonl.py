"""JSON Lines: one case a line."""

import json
from typing import TextIO

from renkei_cli.output.formats.json import compared, listed, shown
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseDetail, CaseList, CaseResult


def render(report: CaseResult, out: TextIO, style: RenderOptions) -> None:  # noqa: ARG001 - a machine format has no style
    """Write each case as one line of JSON."""
    if isinstance(report, CaseList):
        out.writelines(f"{document}\n" for document in listed(report))
        return
    cases = [shown(report)] if isinstance(report, CaseDetail) else compared(report)["cases"]
    out.writelines(f"{json.dumps(case, ensure_ascii=False)}\n" for case in cases)
