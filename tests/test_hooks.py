"""What repositories of cases take from this one."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from renkei_cli.cli.commands import COMMANDS

ROOT = Path(__file__).parent.parent
Run = Callable[..., Any]


@pytest.fixture
def hooks() -> dict[str, dict[str, Any]]:
    """Give the hooks by their ids."""
    return {hook["id"]: hook for hook in YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")}


def test_the_hooks_have_what_pre_commit_asks_for(hooks: dict[str, dict[str, Any]]) -> None:
    """Id, name, entry and language are required; the files are YAML, and one run checks all of them."""
    assert list(hooks) == ["renkei-validate", "renkei-fmt"]
    for hook in hooks.values():
        assert {"id", "name", "entry", "language"} <= hook.keys()
        assert hook["language"] == "python"
    assert hooks["renkei-validate"]["files"] == r"\.ya?ml$"
    assert hooks["renkei-validate"]["require_serial"] is True
    assert hooks["renkei-fmt"]["types"] == ["yaml"]


def test_the_checking_hook_runs(run: Run, tmp_path: Path, hooks: dict[str, dict[str, Any]]) -> None:
    """Its entry, with files behind it as pre-commit calls it, checks them."""
    words = _words(hooks["renkei-validate"])
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: 1\n", encoding="utf-8")
    assert run(*words, str(ROOT / "data" / "cases.yaml")).code == 0
    assert run(*words, str(ROOT / "data" / "cases.yaml"), str(bad)).code == 1


def test_the_formatting_hook_runs(run: Run, tmp_path: Path, hooks: dict[str, dict[str, Any]]) -> None:
    """It rewrites a file once, by which pre-commit stops the commit, and leaves it alone from then on."""
    words = _words(hooks["renkei-fmt"])
    loose = tmp_path / "loose.yaml"
    bundled = (ROOT / "data" / "cases.yaml").read_bytes()
    loose.write_bytes(bundled.replace(b"cases:\n", b"cases:   \n", 1))
    for _ in range(2):
        assert run(*words, str(loose)).code == 0
        assert loose.read_bytes() == bundled


def _words(hook: dict[str, Any]) -> list[str]:
    program, *words = shlex.split(hook["entry"])
    assert (program, words[0] in COMMANDS) == ("renkei", True)
    return words
