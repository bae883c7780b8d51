"""Files that are made to hurt: each is refused within bounds, and no traceback is ever shown."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import mkdtemp

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no resource limits to hold a process to", allow_module_level=True)

_FILE = Path(__file__).parents[2] / "tools" / "hostile.py"
_SPEC = spec_from_file_location("hostile", _FILE)
assert _SPEC
assert _SPEC.loader
hostile = module_from_spec(_SPEC)
_SPEC.loader.exec_module(hostile)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that everyone may enter, and remove it, however deep it has become."""
    path = Path(mkdtemp())
    path.chmod(0o755)
    yield path
    subprocess.run(["/bin/rm", "-rf", path], check=True)  # noqa: S603 - our own folder


@pytest.mark.parametrize("name", hostile.INPUTS)
def test_it_is_refused_within_bounds(folder: Path, name: str) -> None:
    """The exit code and the message say what is wrong; limits of memory and processor time hold the bounds."""
    told = hostile.INPUTS[name]
    if told.linux and sys.platform != "linux":
        pytest.skip("only Linux has such a file")
    outcome = hostile.fed(told.make(folder), dict(os.environ) | {"RENKEI_LANG": "en"})
    assert outcome.exit in hostile.REFUSED
    assert told.code in outcome.error
    assert "Traceback" not in outcome.error
    assert len(outcome.error) < hostile.MEGABYTE


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "CP932 (Shift_JIS) のようです"), ("en", "it looks like CP932 (Shift_JIS)")]
)
def test_it_is_told_in_the_readers_language(folder: Path, language: str, said: str) -> None:
    """A file from an old spreadsheet is named as what it is."""
    path = hostile.INPUTS["CP932"].make(folder)
    assert said in hostile.fed(path, dict(os.environ) | {"RENKEI_LANG": language}).error
