"""The benchmark: it runs, and its figures are read against the budgets."""

import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parent.parent / "tools" / "benchmark.py"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """Load the script."""
    spec = spec_from_file_location("benchmark", SCRIPT)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system has no wait4")
def test_it_prints_a_line_for_each_figure() -> None:
    """One run of everything on few cases; what it measures is not judged here."""
    ended = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, SCRIPT, "--runs", "1", "--cases", "9"], capture_output=True, encoding="utf-8", check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    names = ["list --json", "show himeshima --json", "TAB behind show hi", "list", "search 観光"]
    lines = ended.stdout.splitlines()
    assert [name for name in names if any(line.startswith(f"  {name} ") and " ms " in line for line in lines)] == names
    headings = [
        f"9 cases from {kind}, beside the eight" for kind in ("files of 1,000", "files of one", "a compiled index")
    ]
    assert [line for line in lines if line.startswith("9 ")] == headings


def test_its_copies_are_cases(benchmark: ModuleType, tmp_path: Path) -> None:
    """The large collection is valid, as large files and as one file a case, and no id comes twice."""
    benchmark.generate(tmp_path, 9)
    files = sorted(tmp_path.rglob("*.yaml"))
    schema = SCRIPT.parent.parent / "data" / "cases.schema.en.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *files]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a development tool of ours
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if "- id:" in line]
    assert lines == 2 * [f"  - id: c{number:05}" for number in range(1, 10)]


def test_a_budget_is_said_to_be_met_or_missed(benchmark: ModuleType) -> None:
    """A figure stands beside its budget."""
    assert benchmark.verdict("1.20 x", "at most 1.35", met=True) == "1.20 x  (met: at most 1.35)"
    assert benchmark.verdict("1.40 x", "at most 1.35", met=False) == "1.40 x  (MISSED: at most 1.35)"


def test_a_median_stands_in_the_middle(benchmark: ModuleType) -> None:
    """Of an odd and of an even number of runs."""
    assert (benchmark.median([3, 1, 2]), benchmark.median([4, 1, 2, 3])) == (2, 2.5)
