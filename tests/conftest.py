"""What every test can ask for: a run of the program, in this process or in one of its own; golden files."""

import io
import json
import os
import pty
import shutil
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from renkei_cli.cli.app import main
from renkei_cli.core import i18n

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
# No test measures time: a machine may be slow, and be busy with something else.
settings.register_profile("renkei", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("renkei")
_HELD = pytest.StashKey[set[str]]()


# --- golden files ---


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files."""
    parser.addoption("--update-golden", action="store_true", help="write what the program prints into tests/golden")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - a hook and a type of pytest-xdist, which may be absent
    """Where several processes share the tests, take over which golden files each has held."""
    node.config.stash.setdefault(_HELD, set()).update(getattr(node, "workeroutput", {}).get("held", ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """After a whole run, let no golden file be left that no test holds; --update-golden takes it away."""
    config = session.config
    held = config.stash.get(_HELD, set())
    if hasattr(config, "workeroutput"):
        config.workeroutput["held"] = sorted(held)
        return
    narrowed = (
        config.option.keyword
        or config.option.markexpr
        or config.getoption("lf", default=False)
        or config.option.collectonly
    )
    if session.exitstatus != 0 or narrowed or config.args != config.getini("testpaths"):
        return
    for file in sorted(file for file in GOLDEN.rglob("*") if file.is_file()):
        name = file.relative_to(GOLDEN).as_posix()
        if name in held:
            continue
        if config.getoption("--update-golden"):
            file.unlink()
            continue
        sys.stderr.write(f"\nno test holds tests/golden/{name}\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text against the file of that name in tests/golden."""
    update: bool = request.config.getoption("--update-golden")
    held = request.config.stash.setdefault(_HELD, set())

    def compares(name: str, text: str) -> None:
        file = GOLDEN / name
        held.add(name)
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        assert text == file.read_bytes().decode("utf-8")

    return compares


# --- surroundings ---


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep compiled indexes apart from the reader's own; one compilation serves the whole session."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Iterator[None]:
    """Give each test the same environment, and leave the language as it was."""
    # PYTHONU…: UTF8 and UNBUFFERED, which would hide what waits to be written.
    foreign = (
        "RENKEI",
        "_RENKEI",
        "LC_",
        "NO_COLOR",
        "CLICOLOR",
        "FORCE_COLOR",
        "PY_COLORS",
        "GITHUB_ACTIONS",
        "PYTHONIOENCODING",
        "PYTHONU",
    )
    for name in [name for name in os.environ if name.startswith(foreign)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    before = i18n.current_language()
    yield
    i18n.activate(before)


@pytest.fixture
def unbroken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the surroundings of a pipe whose width nobody knows: each message is one line."""
    monkeypatch.delenv("COLUMNS")


# --- runs ---


class Result(NamedTuple):
    """What a run gave."""

    code: int
    out: str
    err: str
    raw: bytes


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
def terminal() -> Callable[..., Result]:
    """Run a command line on a terminal of a size; the result holds what it shows, and what is said on stderr."""

    def runs(
        *argv: str,
        lines: int = 24,
        cells: int = 80,
        encoding: str = "utf-8",
        module: str | None = "renkei_cli",
        **env: str,
    ) -> Result:
        shown, ours = pty.openpty()
        termios.tcsetwinsize(ours, (lines, cells))
        there = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "PAGER", "LESS", "LV")}
        with subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, *(["-m", module] if module else []), *argv],
            stdin=subprocess.DEVNULL, stdout=ours, stderr=subprocess.PIPE,
            env={**there, "TERM": "xterm", "PYTHONIOENCODING": encoding, **env},
        ) as running:  # fmt: skip
            os.close(ours)
            printed = b""
            # A terminal that has been left gives an error instead of an end.
            with suppress(OSError):
                while part := os.read(shown, 4096):
                    printed += part
            said = running.stderr.read() if running.stderr else b""
        os.close(shown)
        return Result(
            running.returncode, printed.decode(encoding).replace("\r\n", "\n"), said.decode(encoding), printed
        )

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


SMALL_CASE = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")
"""A case with no more than it needs, and no id yet."""


@pytest.fixture
def checkout(tmp_path: Path) -> dict[str, str]:
    """Give the environment in which the program runs from a checkout of its own, whose tables a test may damage."""
    package = tmp_path / "src" / "renkei_cli"
    package.parent.mkdir()
    package.symlink_to(Path(i18n.__file__).parents[1], target_is_directory=True)
    shutil.copytree(HERE.parent / "data", tmp_path / "data")
    return {"PYTHONPATH": str(package.parent)}


class Cases(dict[str, dict[str, Any]]):
    """The cases by id; in a report of a failure they would drown what failed."""

    def __repr__(self) -> str:
        """Name them."""
        return f"<{', '.join(self)}>"


@pytest.fixture(scope="session")
def cases(cache: Path) -> Cases:
    """Give the eight cases as `--json` prints them, by id."""
    printed = subprocess.run(
        [sys.executable, "-m", "renkei_cli", "list", "--json"],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)}, capture_output=True, check=True,
    )  # fmt: skip
    return Cases((case["id"], case) for case in json.loads(printed.stdout))


@pytest.fixture
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a cache folder that no other test uses."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "renkei"
