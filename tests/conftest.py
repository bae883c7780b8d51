"""What every test can ask for: the program run in an environment built from nothing, and golden files."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

import renkei_cli
from renkei_cli.cli.app import main
from renkei_cli.core import i18n

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
PACKAGE = Path(renkei_cli.__file__).parent
CALLERS_PATH = os.environ.get("PATH", os.defpath)
KEPT = ("COVERAGE", "COV_CORE", "PYTEST", "MUTANT", "SYSTEMROOT")
"""Variables of those who measure the tests, and of Windows, begin so; no other reaches a test."""
_HELD = pytest.StashKey[set[str]]()

TEMPORARY = tempfile.TemporaryDirectory(prefix="renkei-")
"""For all that a session writes; it goes with the session, and the checkout stays as it is."""
set_hypothesis_home_dir(TEMPORARY.name)
# No test measures time: a machine may be slow, or busy. `--hypothesis-profile=thorough` looks longer, as CI does.
settings.register_profile(
    "fast", max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
settings.register_profile("thorough", settings.get_profile("fast"), max_examples=300)
settings.load_profile("fast")


# --- golden files ---


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files."""
    parser.addoption("--update-golden", action="store_true", help="write what the program prints into tests/golden")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - a hook and a type of pytest-xdist, which may be absent
    """Take over from a worker which golden files its tests have compared."""
    node.config.stash.setdefault(_HELD, set()).update(getattr(node, "workeroutput", {}).get("held", ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a whole run that leaves a golden file uncompared; with --update-golden such a file is removed."""
    config = session.config
    held = config.stash.get(_HELD, set())
    if hasattr(config, "workeroutput"):
        config.workeroutput["held"] = sorted(held)
        return
    option = config.option
    narrowed = option.keyword or option.collectonly or option.markexpr != "not slow" or getattr(option, "lf", False)
    if session.exitstatus != 0 or narrowed or config.args != config.getini("testpaths"):
        return
    for file in sorted({file for file in GOLDEN.rglob("*") if file.is_file()} - {GOLDEN / name for name in held}):
        if option.update_golden:
            file.unlink()
        else:
            sys.stderr.write(f"\nno test holds {file}\n")
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name in tests/golden."""
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


# --- environment ---


@pytest.fixture(scope="session", autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Build the environment of the session: nothing of the caller's but the Python that runs."""
    # Some tests are another user for a while.
    Path(TEMPORARY.name).chmod(0o755)
    home = tmp_path_factory.mktemp("home")
    folders = {name: home / name.lower() for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    for folder in folders.values():
        folder.mkdir()
    built = {name: value for name, value in os.environ.items() if name.startswith(KEPT)} | {
        # Python, and what every POSIX system has; what else a test needs, `tool` finds.
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.defpath)),
        "PYTHONPATH": str(PACKAGE.parent),
        "HOME": str(home),
        "TMPDIR": TEMPORARY.name,
        **{name: str(folder) for name, folder in folders.items()},
        "LANG": "ja_JP.UTF-8",
        # Japan's, said so that no table of time zones is needed.
        "TZ": "JST-9",
        "TERM": "xterm",
        "COLUMNS": "80",
    }
    # A shell without job control starts what runs in the background with interruptions ignored, and so would we.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with mock.patch.dict(os.environ, built, clear=True), mock.patch.object(tempfile, "tempdir", None):
        _set_clock()
        yield built
    _set_clock()
    signal.signal(signal.SIGINT, before)


def _set_clock() -> None:
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Leave the language as it was."""
    before = i18n.current_language()
    yield
    i18n.activate(before)


@pytest.fixture(scope="session")
def cache(environment: dict[str, str]) -> Path:
    """Return the folder of compiled indexes; one compilation serves the whole session."""
    return Path(environment["XDG_CACHE_HOME"])


@pytest.fixture
def unbroken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the width unknown, as in a pipe: each message is one line."""
    monkeypatch.delenv("COLUMNS")


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Find programs that a machine may lack, and put them on the path; without them the test is skipped."""

    def finds(*names: str) -> str:
        found: str | None = ""
        for name in names:
            found = shutil.which(name, path=CALLERS_PATH)
            if not found:
                pytest.skip(f"{name} is not installed here")
            monkeypatch.setenv("PATH", os.pathsep.join((os.environ["PATH"], str(Path(found).parent))))
        return found or ""

    return finds


# --- runs ---


class Result(NamedTuple):
    """What a run returned and wrote."""

    code: int
    out: str
    err: str
    raw: bytes


def _run(*argv: str, env: Mapping[str, str] | None = None, stdin: bytes | None = None) -> Result:
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8", newline="\n"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8", newline="\n"))
        if stdin is not None:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = main(argv)
        sys.stdout.flush()
        sys.stderr.flush()
        return Result(code, out.getvalue().decode("utf-8", "replace"), err.getvalue().decode(), out.getvalue())


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command line through the real entry point in this process: `run(*argv, env={…}, stdin=b"…")`."""
    return _run


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
    """Run a command line on a terminal of a size; the result holds what it shows, and what is written to stderr."""
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")

    def runs(*argv: str, lines: int = 24, cells: int = 80, encoding: str = "utf-8", **env: str) -> Result:
        shown, ours = pty.openpty()
        termios.tcsetwinsize(ours, (lines, cells))
        there = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        with subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "renkei_cli", *argv],
            stdin=subprocess.DEVNULL, stdout=ours, stderr=subprocess.PIPE,
            env={**there, "PYTHONIOENCODING": encoding, **env},
        ) as running:  # fmt: skip
            os.close(ours)
            printed = b""
            # A terminal that has been left gives an error instead of an end.
            with suppress(OSError):
                while part := os.read(shown, 4096):
                    printed += part
            said = running.stderr.read() if running.stderr else b""
        os.close(shown)
        out = printed.decode(encoding).replace("\r\n", "\n")
        return Result(running.returncode, out, said.decode(encoding), printed)

    return runs


# --- cases ---

SMALL_CASE = (HERE / "small.yaml").read_text(encoding="utf-8")
"""A case with no more than it needs, and no id yet."""


@pytest.fixture
def write_cases(tmp_path: Path) -> Callable[..., Path]:
    """Write small cases with the given ids, a file each, into a folder of their own."""

    def writes(*ids: str, folder: str = "cases", **fields: str) -> Path:
        home = tmp_path / folder
        home.mkdir(parents=True, exist_ok=True)
        for case_id in ids:
            more = "".join(f"{key}: {value}\n" for key, value in fields.items())
            (home / f"{case_id}.yaml").write_text(SMALL_CASE.format(id=case_id) + more, encoding="utf-8")
        return home

    return writes


@pytest.fixture
def checkout(tmp_path: Path) -> dict[str, str]:
    """Return the environment in which the program runs from a checkout of its own, whose tables a test may damage."""
    package = tmp_path / "src" / "renkei_cli"
    package.parent.mkdir()
    package.symlink_to(PACKAGE, target_is_directory=True)
    shutil.copytree(HERE.parent / "data", tmp_path / "data")
    return {"PYTHONPATH": str(package.parent)}


@pytest.fixture(scope="session")
def cases(cache: Path) -> dict[str, dict[str, Any]]:  # noqa: ARG001 - where the run keeps its index
    """Return the eight cases as `--json` prints them, by id."""
    return {case["id"]: case for case in json.loads(_run("list", "--json").out)}


@pytest.fixture
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a cache folder that no other test uses."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "renkei"
