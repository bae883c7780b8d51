"""What repositories of cases take from this one."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from renkei_cli.contents import COMMANDS

ROOT = Path(__file__).parent.parent
Run = Callable[..., Any]


def test_the_hook_has_what_pre_commit_asks_for() -> None:
    """Id, name, entry and language are required; the files are those that renkei reads as case files."""
    (hook,) = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert (hook["id"], hook["language"], hook["files"]) == ("renkei-validate", "python", r"\.ya?ml$")
    assert hook["require_serial"] is True


def test_the_hook_runs(run: Run, tmp_path: Path) -> None:
    """Its entry, with files behind it as pre-commit calls it, checks them."""
    (hook,) = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    program, *words = shlex.split(hook["entry"])
    assert (program, words[0] in COMMANDS) == ("renkei", True)
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: 1\n", encoding="utf-8")
    assert run(*words, str(ROOT / "data" / "cases.yaml")).code == 0
    assert run(*words, str(ROOT / "data" / "cases.yaml"), str(bad)).code == 1
