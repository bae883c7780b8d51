"""JSON Lines: one case a line."""

import json
from typing import TextIO

from renkei_cli.output.registry import Style
from renkei_cli.output.formats.json import compared, listed, shown
from renkei_cli.output.results import Listing, Page, Report


def render(report: Report, out: TextIO, style: Style) -> None:  # noqa: ARG001 - a machine format has no style
    """Write each case as one line of JSON."""
    if isinstance(report, Listing):
        out.writelines(f"{document}\n" for document in listed(report))
        return
    cases = [shown(report)] if isinstance(report, Page) else compared(report)["cases"]
    out.writelines(f"{json.dumps(case, ensure_ascii=False)}\n" for case in cases)
