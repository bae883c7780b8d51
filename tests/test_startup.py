"""The modules that a command loads: start-up is a feature, and each press of TAB is a run."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.core import i18n

Run = Callable[..., Any]
HEAVY = ("pydantic", "ruamel", "rich", "budoux", "prompt_toolkit", "openpyxl")
HELP = ("renkei_cli.cli.commands.help",)
LOADED = f"""\
import io, sys
from contextlib import redirect_stderr, redirect_stdout
from renkei_cli.cli.app import main
with redirect_stderr(io.TextIOWrapper(io.BytesIO())), redirect_stdout(io.TextIOWrapper(io.BytesIO())):
{{runs}}
print(*(name for name in {HEAVY + HELP} if name in sys.modules))
"""
TABLE = "名前,類型,参加自治体\n甲の連携,県内連携,大分市;姫島村\n"
SCRIPTS = [
    "--version", "list --json", "list -t 遠隔 --json", "list -o ids", "list -o csv", "list -o markdown",
    "filter theme=観光 -o jsonl", "search 観光 --json", "show himeshima --json", "compare --json", "completion bash",
]  # fmt: skip
TABS = {
    "show hi": "bash", "list --type ": "zsh", "list --fields ": "fish", "validate ca": "bash", "li": "zsh", "": "bash",
}  # fmt: skip
OTHERS = {
    **dict.fromkeys(("help filter", "list", "search 観光", "show himeshima", "compare --plain"), "rich budoux"),
    "validate case.yaml -o json": "pydantic ruamel",
    "fmt --check case.yaml": "pydantic ruamel rich",
    "import cases.csv": "pydantic ruamel",
    "new --template": "pydantic ruamel",
    "help rules": "pydantic ruamel rich budoux",
    "--help": "rich",
    "schema": "pydantic",
}
"""What else is loaded, besides the pages of help."""


def _loaded(*lines: str, **env: str) -> list[str]:
    """Return which of the modules are loaded in one process after these command lines."""
    runs = "".join(f"    main({line.split(' ') if line else []!r})\n" for line in lines)
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", LOADED.format(runs=runs)], env={**os.environ, "COLUMNS": "", **env},
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=True, start_new_session=True,
    )  # fmt: skip
    return ended.stdout.split()


@pytest.fixture(autouse=True)
def _files(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile the bundled cases, and stand beside a table and a case file."""
    (tmp_path / "cases.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "case.yaml").write_bytes(run("show", "himeshima", "-o", "yaml").raw)
    monkeypatch.chdir(tmp_path)


def test_scripts_load_nothing_heavy() -> None:
    """One process runs all that scripts run, and still has neither pydantic nor rich nor a page of help."""
    assert _loaded(*SCRIPTS) == []


def test_tab_loads_nothing_heavy() -> None:
    """Each press of TAB, in a process of its own."""
    assert {line: _loaded(line, _RENKEI_COMPLETE=shell) for line, shell in TABS.items()} == {line: [] for line in TABS}


def test_scripts_load_no_messages(run: Run) -> None:
    """What a machine reads is in no language, and parsing the messages takes as long as a third of what is ours."""
    for line in SCRIPTS:
        run(*line.split())
        assert (line, i18n._catalogue.cache_info().currsize) == (line, int(line == "list -o markdown"))


def test_a_command_loads_only_what_it_needs() -> None:
    """Tables load what they are set with, case files what reads them, and no more."""
    loaded = {line: [name for name in _loaded(line) if name in HEAVY] for line in OTHERS}
    assert loaded == {line: names.split() for line, names in OTHERS.items()}
