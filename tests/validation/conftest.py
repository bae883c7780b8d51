"""What the tests of the rules share: a case without faults, and texts that are checked as files."""

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from renkei_cli.core import i18n
from renkei_cli.core.diagnostics import Diagnostic
from renkei_cli.validation.rules import RULEBOOK
from renkei_cli.validation.validator import validate_files

CASE = """\
id: {id}
type: {type}
title: {{ja: {title}}}
summary: {{ja: 二つの市が観光で手を結ぶ。}}
purpose: {{ja: 訪れる人を増やす。}}
background: [{{ja: 前から交流があった。{background}}}]
activities: [{{ja: 観光の催しを開く。{activities}}}]
participants:
  - {{code: {one}, roles: [{{code: lead{role}}}]}}
  - {{code: {other}, roles: [{{code: network_member{role}}}]}}
source: {{document: {{ja: 計画書}}, heading: {{ja: 観光}}{source}}}
"""
USUAL = {
    "id": "oita", "type": "県内連携", "title": "観光の計画", "background": "", "activities": "", "role": "",
    "one": '"442011"', "other": '"442020"', "source": "",
}  # fmt: skip


@pytest.fixture
def case() -> Callable[..., str]:
    """Write a case without faults, with pieces of it changed."""
    return lambda **changes: CASE.format(**(USUAL | changes))


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., list[Diagnostic]]:
    """Check texts as the files of a folder, and return what is wrong in them."""
    number = count()

    def checks(*texts: str | bytes, language: str = "en") -> list[Diagnostic]:
        i18n.activate(language)
        folder = tmp_path / str(next(number))
        folder.mkdir()
        for name, text in enumerate(texts):
            (folder / f"{name}.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        found = [finding.fault for finding in validate_files([str(folder)], today=date(2020, 1, 1)).findings]
        assert {fault.code for fault in found} <= RULEBOOK.keys()
        return found

    return checks
