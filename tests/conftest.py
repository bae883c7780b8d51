"""What every test can ask for: a run of the program, in this process or in one of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from renkei_cli import i18n
from renkei_cli.cli import main

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files."""
    parser.addoption("--update-golden", action="store_true", help="write what the program prints into tests/golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text against the file of that name in tests/golden."""
    update: bool = request.config.getoption("--update-golden")

    def compares(name: str, text: str) -> None:
        file = GOLDEN / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        assert text == file.read_bytes().decode("utf-8")

    return compares


class Result(NamedTuple):
    """What a run gave."""

    code: int
    out: str
    err: str
    raw: bytes


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep compiled indexes apart from the reader's own; one compilation serves the whole session."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Iterator[None]:
    """Give each test the same environment, and leave the language as it was."""
    for name in [name for name in os.environ if name.startswith(("RENKEI", "_RENKEI", "LC_")) or name == "NO_COLOR"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    before = i18n.current()
    yield
    i18n.activate(before)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command line through the real entry point, with streams of its own."""

    def runs(*argv: str, env: dict[str, str] | None = None) -> Result:
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        out, err = io.BytesIO(), io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8", newline="\n"))
        monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8", newline="\n"))
        code = main(argv)
        sys.stdout.flush()
        sys.stderr.flush()
        return Result(code, out.getvalue().decode("utf-8", "replace"), err.getvalue().decode(), out.getvalue())

    return runs


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command line in a process of its own."""

    def runs(*argv: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "renkei_cli", *argv],
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})},
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    return runs


@pytest.fixture
def write_cases(tmp_path: Path) -> Callable[..., Path]:
    """Write small cases with the given ids, a file each, into a folder of their own."""

    def writes(*ids: str, folder: str = "cases", **fields: str) -> Path:
        home = tmp_path / folder
        home.mkdir(parents=True, exist_ok=True)
        for case_id in ids:
            more = "".join(f"{key}: {value}\n" for key, value in fields.items())
            text = SMALL_CASE.format(id=case_id) + more
            (home / f"{case_id}.yaml").write_text(text, encoding="utf-8")
        return home

    return writes


SMALL_CASE = """\
id: {id}
type: 県内連携
title:
  ja: {id}の計画
participants:
  - code: "440001"  # 大分県
    roles:
      - code: plan_author
  - code: "443221"  # 大分県姫島村
    roles:
      - code: plan_author
source:
  document:
    ja: 手元の資料
  heading:
    ja: {id}
"""
