"""The modules that a command loads: start-up is a feature, and each press of TAB is a run."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
HEAVY = ("pydantic", "ruamel", "rich", "budoux", "prompt_toolkit", "renkei_cli.diagnostics")
TELL = (
    "import sys; from renkei_cli.cli import main; code = main(sys.argv[1:]); "
    f"print(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr); sys.exit(code)"
)


@pytest.mark.parametrize(
    ("argv", "env", "loaded"),
    [
        (["--version"], {}, ""),
        (["list", "--json"], {}, ""),
        (["list", "-t", "遠隔", "--json"], {}, ""),
        (["list", "-o", "ids"], {}, ""),
        (["list", "-o", "csv"], {}, ""),
        (["list", "-o", "markdown"], {}, ""),
        (["filter", "theme=観光", "-o", "jsonl"], {}, ""),
        (["search", "観光", "--json"], {}, ""),
        (["show", "himeshima", "--json"], {}, ""),
        (["compare", "--json"], {}, ""),
        (["completion", "bash"], {}, ""),
        (["show", "hi"], {"_RENKEI_COMPLETE": "bash"}, ""),
        (["list", "--type", ""], {"_RENKEI_COMPLETE": "zsh"}, ""),
        (["list", "--fields", ""], {"_RENKEI_COMPLETE": "fish"}, ""),
        (["validate", "ca"], {"_RENKEI_COMPLETE": "bash"}, "renkei_cli.diagnostics"),
        (["list"], {"COLUMNS": "160"}, "rich budoux"),
        (["search", "観光"], {}, "rich budoux"),
    ],
)
def test_a_command_loads_only_what_it_needs(run: Run, argv: list[str], env: dict[str, str], loaded: str) -> None:
    """Scripts and TAB load neither pydantic nor ruamel nor rich; tables load what they are set with, and no more."""
    run("list", "-o", "ids")
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", TELL, *argv],
        env={**os.environ, **env}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert ended.stderr.splitlines()[-1] == loaded
