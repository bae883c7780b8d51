"""What repositories of cases take from this one."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

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


def test_the_hooks_run(run: Run, tmp_path: Path, hooks: dict[str, dict[str, Any]]) -> None:
    """Their entries, with files behind them as pre-commit calls them: one checks them, the other mends them once."""
    bundled = ROOT / "data" / "cases.yaml"
    bad, loose = tmp_path / "bad.yaml", tmp_path / "loose.yaml"
    bad.write_text("id: 1\n", encoding="utf-8")
    loose.write_bytes(bundled.read_bytes().replace(b"cases:\n", b"cases:   \n", 1))
    (program, *validate), (_, *fmt) = (shlex.split(hook["entry"]) for hook in hooks.values())
    assert program == "renkei"
    assert run(*validate, str(bundled)).code == 0
    assert run(*validate, str(bundled), str(bad)).code == 1
    for _ in range(2):
        assert run(*fmt, str(loose)).code == 0
        assert loose.read_bytes() == bundled.read_bytes()
