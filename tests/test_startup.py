"""The modules that a command loads: start-up is a feature, and each press of TAB is a run."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
HEAVY = (
    "pydantic",
    "ruamel",
    "rich.console",
    "rich.cells",
    "budoux",
    "prompt_toolkit",
    "openpyxl",
    "renkei_cli.core.diagnostics",
)
TELL = (
    "import sys; from renkei_cli.cli.app import main; code = main(sys.argv[1:]); "
    f"print(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr); sys.exit(code)"
)
TABLE = "名前,類型,参加自治体\n甲の連携,県内連携,大分市;姫島村\n"


def _tab(shell: str = "bash") -> dict[str, str]:
    return {"_RENKEI_COMPLETE": shell}


@pytest.mark.parametrize(
    ("command", "env", "loaded"),
    [
        ("--version", {}, ""),
        ("--help", {}, "rich.cells budoux"),
        ("help", {}, "rich.cells budoux"),
        ("help filter", {}, "rich.cells budoux"),
        ("list --json", {}, ""),
        ("list -t 遠隔 --json", {}, ""),
        ("list -o ids", {}, ""),
        ("list -o csv", {}, ""),
        ("list -o markdown", {}, ""),
        ("list", {"COLUMNS": "160"}, "rich.cells budoux"),
        ("filter theme=観光 -o jsonl", {}, ""),
        ("filter theme=観光", {}, "rich.cells budoux"),
        ("search 観光 --json", {}, ""),
        ("search 観光", {}, "rich.cells budoux"),
        ("show himeshima --json", {}, ""),
        ("show himeshima", {}, "rich.cells budoux"),
        ("compare --json", {}, ""),
        ("compare --plain", {}, "rich.cells budoux"),
        ("compare", {}, "rich.cells budoux"),
        ("validate case.yaml", {}, "pydantic ruamel rich.cells renkei_cli.core.diagnostics"),
        ("validate case.yaml -o json", {}, "pydantic ruamel renkei_cli.core.diagnostics"),
        ("fmt --check case.yaml", {}, "pydantic ruamel rich.cells renkei_cli.core.diagnostics"),
        ("import cases.csv", {"COLUMNS": ""}, "pydantic ruamel renkei_cli.core.diagnostics"),
        ("new --template", {}, "pydantic ruamel renkei_cli.core.diagnostics"),
        ("new", {"COLUMNS": ""}, ""),
        ("schema", {}, "pydantic"),
        ("completion bash", {}, ""),
        ("show hi", _tab("bash"), ""),
        ("list --type ", _tab("zsh"), ""),
        ("list --fields ", _tab("fish"), ""),
        ("validate ca", _tab("bash"), "renkei_cli.core.diagnostics"),
    ],
)
def test_a_command_loads_only_what_it_needs(
    run: Run, tmp_path: Path, command: str, env: dict[str, str], loaded: str
) -> None:
    """Scripts and TAB load neither pydantic nor ruamel nor rich; tables load what they are set with, and no more."""
    run("list", "-o", "ids")
    (tmp_path / "cases.csv").write_text(TABLE, encoding="utf-8")
    with (tmp_path / "case.yaml").open("wb") as file:
        file.write(run("show", "himeshima", "-o", "yaml").raw)
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", TELL, *command.split(" ")],
        env={**os.environ, **env}, cwd=tmp_path, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.stderr.splitlines()[-1] == loaded
