"""Measure what the program costs, and hold it beside the budgets of the design.

    python tools/benchmark.py [--runs 15] [--cases 10000]

Each figure is a median of runs in turn with another program (A B A B) on the same machine in the same minutes; the
ratio is the median of the ratios pair by pair. The eight cases that come along are measured beside a bare Typer program
that prints one line; a large collection beside the eight, for an answer of the same size (at most 8 cases). The large
collection is made of renamed copies of the eight without their English, as people write who gather their own cases.
It needs a system with wait4 (Linux, macOS) and takes some minutes.
"""

import argparse
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
BUNDLED = ROOT / "data" / "cases.yaml"
MIB = 2**20 if sys.platform == "darwin" else 2**10
"""What the system counts peak memory in: bytes on macOS, KiB elsewhere."""

BARE = """\
import typer
app = typer.Typer(add_completion=False)
@app.command()
def main() -> None:
    print("one line")
app()
"""

AT_START, TABLE, INDEX, LARGE, SEARCH = 1.35, 2.1, 1.25, 2.0, 2.0
"""The budgets, as ratios: beside the bare program; then, beside the eight, from an index, from YAML, of a search."""
FIRST_LINES_S, RATE_MB_S, PEAK_MIB = 0.3, 6.0, 30.0
FIRST_LINES = 10

FOLDERS = ("large", "small")
"""Where the large collection is written: in large files, and in one file a case."""
LARGE_FILE = 1_000
"""Cases in a large file; the program refuses files far larger than that."""


class Run(NamedTuple):
    """What one run cost."""

    seconds: float
    peak: float
    """In MiB."""


class Command(NamedTuple):
    """A command line with its surroundings."""

    argv: Sequence[str | Path]
    env: dict[str, str]

    def run(self) -> Run:
        """Run to the end, its output thrown away."""
        started = time.perf_counter()
        process = subprocess.Popen(self.argv, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        with process:
            complaint = process.stderr.read() if process.stderr else b""
            _pid, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(map(str, self.argv))}\nended with {process.returncode}: {complaint.decode()}")
        return Run(seconds, usage.ru_maxrss / MIB)

    def first_lines(self) -> float:
        """Give the seconds until the first lines are there; the rest is not read."""
        started = time.perf_counter()
        with subprocess.Popen(self.argv, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            for _line in range(FIRST_LINES):
                process.stdout.readline()  # type: ignore[union-attr]
            return time.perf_counter() - started


def median(values: Sequence[float]) -> float:
    """Give the value in the middle."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def verdict(figure: str, budget: str, *, met: bool) -> str:
    """Say a budget and whether it is met."""
    return f"{figure}  ({'met' if met else 'MISSED'}: {budget})"


def beside(command: Command, other: Command, runs: int, budget: float | None, *, listing: bool) -> str:
    """Measure a command in turn with another, and say what it costs."""
    if runs > 1:
        command.run()
        other.run()
    pairs = [(command.run(), other.run()) for _ in range(runs)]
    ours, theirs = (median([pair[side].seconds for pair in pairs]) for side in (0, 1))
    ratio = median([one.seconds / two.seconds for one, two in pairs])
    peak = max(one.peak for one, _two in pairs)
    said = f"{ratio:5.2f} x"
    said = verdict(said, f"at most {budget:.2f}", met=ratio <= budget) if budget else said
    memory = f"{peak:5.1f} MiB"
    memory = verdict(memory, f"at most {PEAK_MIB:.0f}", met=peak <= PEAK_MIB) if listing else memory
    return f"{ours * 1000:7.1f} ms beside {theirs * 1000:6.1f} ms  {said:31}  {memory}"


def copies(count: int) -> list[str]:
    """Give as many cases as YAML, each a renamed copy of one of the eight without its English."""
    japanese = re.sub(r"^ *en: .*\n", "", BUNDLED.read_text(encoding="utf-8"), flags=re.MULTILINE)
    cases = re.split(r"^(?=  - id: )", japanese, flags=re.MULTILINE)[1:]
    return [
        re.sub(r"^  - id: .*", f"  - id: c{number + 1:05}", cases[number % len(cases)].rstrip("\n") + "\n", count=1)
        for number in range(count)
    ]


def generate(folder: Path, count: int) -> None:
    """Write a collection as a folder of large files and as a folder of one file a case."""
    cases = copies(count)
    for name, share in zip(FOLDERS, (LARGE_FILE, 1), strict=True):
        (folder / name).mkdir()
        for start in range(0, count, share):
            text = "cases:\n" + "".join(cases[start : start + share])
            (folder / name / f"c{start + 1:05}.yaml").write_text(text, encoding="utf-8")


class Bench:
    """Where it is measured: a folder for the collections and the cache, and the programs."""

    def __init__(self, folder: Path, runs: int) -> None:
        """Write the bare program, and keep the reader's own settings out."""
        self.folder, self.runs = folder, runs
        bare = folder / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        script = Path(sysconfig.get_path("scripts")) / "renkei"
        self.program = [sys.executable, script] if script.is_file() else [sys.executable, "-m", "renkei_cli"]
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("RENKEI", "_RENKEI", "LC_", "COVERAGE", "PYTHONDONTWRITEBYTECODE"))
        }
        self.env = kept | {
            "LANG": "ja_JP.UTF-8",
            "COLUMNS": "80",
            "XDG_CACHE_HOME": str(folder / "cache"),
            # Installing compiles all modules; in a checkout it is the first run that does.
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        }
        self.bare = Command([sys.executable, bare], self.env)

    def renkei(self, *argv: str, **env: str) -> Command:
        """Give a command line of renkei."""
        return Command([*self.program, *argv], self.env | env)

    def tab(self, word: str, **env: str) -> Command:
        """Give what a press of TAB runs, behind `renkei show`."""
        return self.renkei("show", word, _RENKEI_COMPLETE="bash", **env)

    def small(self) -> None:
        """Measure the eight cases beside the bare program."""
        first, second = self.renkei("list", "-o", "ids").run(), self.renkei("list", "-o", "ids").run()
        print("8 cases, beside a bare Typer program")
        for name, command, budget in (
            ("list --json", self.renkei("list", "--json"), AT_START),
            ("show himeshima --json", self.renkei("show", "himeshima", "--json"), AT_START),
            ("TAB behind show hi", self.tab("hi"), AT_START),
            ("list", self.renkei("list"), TABLE),
            ("search 観光", self.renkei("search", "観光"), None),
        ):
            self._print(name, beside(command, self.bare, self.runs, budget, listing=name.startswith("list")))
        self._print(
            "first run, without a cache", f"{first.seconds * 1000:7.1f} ms beside {second.seconds * 1000:6.1f} ms"
        )

    def large(self, kind: str, path: Path, count: int) -> None:
        """Measure a large collection beside the eight cases."""
        data = {"RENKEI_DATA": str(path)}
        print(f"\n{count:,} cases from {kind}, beside the eight")
        budget = INDEX if path.is_file() else LARGE
        if path.is_dir():
            size = sum(file.stat().st_size for file in path.iterdir())
            self._print("first run, without a cache", self._compiled(data, size))
        few, show = ("-n", "8"), ("show", "--json")
        for name, many, eight, most in (
            ("list --json -n 8", self.renkei("list", "--json", *few, **data), self.renkei("list", "--json"), budget),
            ("show c00003 --json", self.renkei(*show, "c00003", **data), self.renkei(*show, "himeshima"), budget),
            ("TAB behind show c0000", self.tab("c0000", **data), self.tab("hi"), budget),
            ("list -n 8", self.renkei("list", *few, **data), self.renkei("list"), budget),
            ("search 観光 -n 8", self.renkei("search", "観光", *few, **data), self.renkei("search", "観光"), SEARCH),
            ("list --json, whole", self.renkei("list", "--json", **data), self.renkei("list", "--json"), None),
            ("search 観光, whole", self.renkei("search", "観光", **data), self.renkei("search", "観光"), None),
        ):
            runs = self.runs if most else min(self.runs, 3)
            self._print(name, beside(many, eight, runs, most, listing=name.startswith("list")))
        whole = self.renkei("list", **data)
        seconds = median([whole.first_lines() for _ in range(self.runs)])
        shown = verdict(f"{seconds:6.2f} s", f"at most {FIRST_LINES_S} s", met=seconds <= FIRST_LINES_S)
        self._print(f"list, its first {FIRST_LINES} lines", shown)
        self._print("list, whole", beside(whole, self.renkei("list"), 1, None, listing=True))

    def _compiled(self, data: dict[str, str], size: int) -> str:
        first = self.renkei("list", "-o", "ids", **data).run()
        second = self.renkei("list", "-o", "ids", **data).run()
        rate = size / 1e6 / max(first.seconds - second.seconds, 1e-9)
        said = verdict(f"{rate:5.1f} MB/s", f"at least {RATE_MB_S:.0f}", met=rate >= RATE_MB_S)
        return f"{first.seconds:7.2f} s  for {size / 1e6:6.1f} MB of YAML  {said}  {first.peak:.1f} MiB"

    @staticmethod
    def _print(name: str, said: str) -> None:
        wide = sum(1 for character in name if not character.isascii())
        print(f"  {name:{28 - wide}}{said}", flush=True)


def main() -> int:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="pairs of runs behind each median (15)")
    parser.add_argument("--cases", type=int, default=10_000, help="cases of the large collection (10,000)")
    parser.add_argument("--generate", type=Path, metavar="FOLDER", help="only write the large collection there")
    asked = parser.parse_args()
    if not hasattr(os, "wait4"):
        sys.exit("benchmark: this system has no wait4; run it on Linux or macOS")
    if asked.generate:
        generate(asked.generate, asked.cases)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), asked.runs)
        print(f"Python {sys.version.split()[0]}, {asked.runs} pairs a figure, peak memory over all of them")
        bench.small()
        # In a process of its own: a child's peak memory begins with that of the process which started it.
        command = [sys.executable, __file__, "--generate", folder, "--cases", str(asked.cases)]
        subprocess.run(command, env=bench.env, check=True)
        for kind, name in zip((f"files of {LARGE_FILE:,}", "files of one"), FOLDERS, strict=True):
            bench.large(kind, Path(folder) / name, asked.cases)
        # The youngest file in the cache folder is the index that was compiled last.
        index = max((Path(folder) / "cache").rglob("*.sqlite"), key=lambda path: path.stat().st_mtime_ns)
        bench.large("a compiled index", index, asked.cases)
    return 0


if __name__ == "__main__":
    sys.exit(main())
