"""What repositories of cases take from this one, run by pre-commit itself."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
CASES = ("cases/a.yaml", "cases/2024/b.yml", "data/cases.yaml")
OTHERS = (".github/workflows/test.yaml", "mkdocs.yml", "docs/cases.yaml.md", "usecases.yaml", "cases/README.md")


def test_the_hooks_have_what_pre_commit_asks_for() -> None:
    """Id, name, entry and language are required; both take the same files, and one run checks all of them."""
    hooks = {hook["id"]: hook for hook in YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")}
    assert list(hooks) == ["renkei-validate", "renkei-fmt"]
    for hook in hooks.values():
        assert {"id", "name", "entry", "language", "files"} <= hook.keys()
        assert (hook["language"], hook["files"]) == ("python", r"(^|/)cases(/.*)?\.ya?ml$")
    assert hooks["renkei-validate"]["require_serial"] is True


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("pre_commit") is None, reason="pre-commit is not installed here")
def test_pre_commit_runs_them(
    tool: Callable[..., str], write_cases: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sound cases pass among files that are none; a faulty one is told, a loose one brought into the form."""
    tool("git")
    monkeypatch.setenv("RENKEI_LANG", "en")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "x")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "x@example.jp")
    shim = tmp_path / "bin" / "renkei"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m renkei_cli "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")

    def git(where: Path, *argv: str) -> str:
        ended = subprocess.run(["git", *argv], cwd=where, capture_output=True, encoding="utf-8", check=True)  # noqa: S603, S607
        return ended.stdout.strip()

    def commit(where: Path) -> str:
        git(where, "init", "-q")
        git(where, "add", "-A")
        git(where, "commit", "-qm", "x", "--allow-empty")
        return git(where, "rev-parse", "HEAD")

    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", ours)
    # The hooks as they are, but for the installing of the package, which needs a network.
    hooks = "".join(f"      - {{id: {name}, language: system}}\n" for name in ("renkei-fmt", "renkei-validate"))
    sound = (write_cases("one") / "one.yaml").read_text(encoding="utf-8")
    for number, name in enumerate((*CASES, *OTHERS)):
        file = theirs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(sound.replace("one", f"case-{number}") if name in CASES else "on: [push]\n", encoding="utf-8")
    (theirs / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {ours}\n    rev: {commit(ours)}\n    hooks:\n{hooks}", encoding="utf-8"
    )
    commit(theirs)

    def run_hooks() -> tuple[int, str]:
        ended = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "-a", "-v", "--color=never"],
            cwd=theirs, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return ended.returncode, ended.stdout + ended.stderr

    code, said = run_hooks()
    assert code == 0, said
    assert "files: 3, cases: 3, errors: 0" in said
    loose, faulty = theirs / CASES[0], theirs / CASES[1]
    loose.write_text(loose.read_text(encoding="utf-8").replace("id: ", "id:   "), encoding="utf-8")
    faulty.write_text(faulty.read_text(encoding="utf-8").replace("県内連携", "遠隔連携"), encoding="utf-8")
    code, said = run_hooks()
    assert code == 1, said
    assert f"{CASES[1]}:" in said
    assert "[type-prefectures]" in said
    assert "id:   " not in loose.read_text(encoding="utf-8")
    assert not git(theirs, "status", "--short", *OTHERS)
