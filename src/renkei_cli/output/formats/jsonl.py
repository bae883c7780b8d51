"""JSON Lines: one case a line."""

import json
from typing import TextIO

from renkei_cli.output.formats.json import documents, value
from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseDetail, CaseList, CaseResult


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write each case as one line of JSON."""
    if isinstance(result, CaseList):
        out.writelines(f"{document}\n" for document in documents(result))
        return
    cases = [value(result)] if isinstance(result, CaseDetail) else value(result)["cases"]
    out.writelines(f"{json.dumps(case, ensure_ascii=False)}\n" for case in cases)
