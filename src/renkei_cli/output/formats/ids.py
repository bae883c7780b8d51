"""Ids, one a line, for xargs."""

from typing import TextIO

from renkei_cli.output.registry import RenderOptions
from renkei_cli.output.results import CaseResult, result_cases


def render(result: CaseResult, out: TextIO, _options: RenderOptions) -> None:
    """Write the ids of the result's cases."""
    out.writelines(f"{case['id']}\n" for case in result_cases(result))
