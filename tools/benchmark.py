"""Measure what the program costs: beside a bare Typer program, and beside other programs on the same data.

    python tools/benchmark.py [--runs 15] [--cases 10000]

Each ratio is a median of runs in turn with another command (A B A B) on the same machine in the same minutes. The large
collection is made of renamed copies of the eight cases. sqlite-utils and jq answer the same questions where they are
installed. It needs a system with wait4 (Linux, macOS) and takes some minutes.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from readme import ROOT, environment

BARE = (
    "import typer\napp = typer.Typer(add_completion=False)\n@app.command()\ndef main():\n    print('one line')\napp()\n"
)
MIB = 2**20 if sys.platform == "darwin" else 2**10
"""What the system counts peak memory in: bytes on macOS, KiB elsewhere."""
RATE_MB_S, PEAK_MIB, IMPORT_S = 4, 150, 3
"""The budgets for compiling and importing; those of questions stand as ratios beside them."""
A_FILE = 1_000
"""Cases in a file of the large collection."""
RENKEI = [sys.executable, "-m", "renkei_cli"]
TEXTS = ("title", "summary", "purpose", "activities", "background", "merits")
ANY_TEXT = " || ".join(f"coalesce({name}, '')" for name in TEXTS)
QUESTIONS = {
    "ids and titles of one type": (
        ["list", "-t", "remote", "--fields", "id,title", "--json"],
        "select id, title from cases where type = '遠隔連携'",
        'select(.type == "遠隔連携") | {id, title}',
    ),
    "one case": (["show", "c00003", "--json"], "select * from cases where id = 'c00003'", 'select(.id == "c00003")'),
    "ids of the cases with a word": (
        ["search", "観光", "-o", "ids"],
        f"select id from cases where {ANY_TEXT} like '%観光%'",  # noqa: S608 - fixed words
        f'select([{", ".join(f".{name}" for name in TEXTS)}] | tostring | contains("観光")) | .id',
    ),
}
"""The same questions to renkei, in SQL to sqlite-utils, and to jq."""


class Bench:
    """A folder for what is measured, in an environment of its own."""

    def __init__(self, folder: Path, runs: int) -> None:
        """Write the bare program."""
        self.folder, self.runs = folder, runs
        self.env = environment(folder, "ja") | {"XDG_CACHE_HOME": str(folder / "cache")}
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        self.bare = [sys.executable, str(folder / "bare.py")]

    def run(self, command: list[str], **env: str) -> tuple[float, float]:
        """Run a command to its end; return its seconds and its peak memory in MiB."""
        started = time.perf_counter()
        with subprocess.Popen(
            command, env=self.env | env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _pid, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(command)}: ended with {process.returncode}")
        return seconds, usage.ru_maxrss / MIB

    def compare(self, name: str, command: list[str], other: list[str], most: float, **env: str) -> None:
        """Print what a command costs beside another, and whether that is within a ratio."""
        self.run(command, **env), self.run(other)
        pairs = [(self.run(command, **env), self.run(other)) for _ in range(self.runs)]
        ratio = median(ours[0] / theirs[0] for ours, theirs in pairs)
        ours, theirs = (median(pair[side][0] for pair in pairs) * 1000 for side in (0, 1))
        peak = max(ours[1] for ours, _theirs in pairs)
        figure = f"{ours:8.1f} ms / {theirs:8.1f} ms = {ratio:5.2f}, {peak:5.1f} MiB"
        report(name, figure, f"<= {most}", met=ratio <= most)


def report(name: str, figure: str, budget: str, *, met: bool) -> None:
    """Print a figure beside its budget."""
    wide = sum(not character.isascii() for character in name)
    print(f"{name:<{44 - wide}} {figure}  {budget} {'met' if met else 'MISSED'}", flush=True)


def small(bench: Bench) -> None:
    """Measure the eight cases beside a program that prints one line."""
    print("8 cases, beside a bare Typer program")
    for argv, most in ((["list", "--json"], 1.25), (["show", "himeshima", "--json"], 1.25), (["list"], 2.0)):
        bench.compare(" ".join(argv), [*RENKEI, *argv], bench.bare, most)
    bench.compare("TAB behind show hi", [*RENKEI, "show", "hi"], bench.bare, 1.25, _RENKEI_COMPLETE="bash")


def generate(folder: Path, count: int) -> int:
    """Write a collection of renamed copies of the eight cases; return its bytes."""
    text = (ROOT / "data" / "cases.yaml").read_text(encoding="utf-8")
    cases = re.split(r"^(?=  - id: )", text, flags=re.MULTILINE)[1:]
    folder.mkdir()
    for start in range(0, count, A_FILE):
        numbers = range(start, min(start + A_FILE, count))
        copies = (re.sub("id: .*", f"id: c{n + 1:05}", cases[n % len(cases)].rstrip() + "\n", count=1) for n in numbers)
        # Case by case: what this process takes counts as the peak of those that it starts.
        with (folder / f"c{start:05}.yaml").open("w", encoding="utf-8") as out:
            out.write("cases:\n")
            out.writelines(copies)
    return sum(file.stat().st_size for file in folder.iterdir())


def large(bench: Bench, count: int) -> None:
    """Measure a large collection: compiling, and questions beside other programs."""
    collection = bench.folder / "large"
    size = generate(collection, count)
    data = ["--data", str(collection)]
    print(f"\n{count:,} cases, {size / 1e6:.0f} MB")
    seconds, peak = bench.run([*RENKEI, "list", "-n", "1", "-o", "ids", *data])
    rate = size / 1e6 / seconds
    met = rate >= RATE_MB_S and peak <= PEAK_MIB
    report("compiling", f"{rate:5.1f} MB/s, {peak:.0f} MiB", f">= {RATE_MB_S}, <= {PEAK_MIB}", met=met)
    eight = QUESTIONS["ids and titles of one type"][0]
    bench.compare("one type, beside the eight cases", [*RENKEI, *eight, *data], [*RENKEI, *eight], 1.5)
    lines, database = bench.folder / "cases.jsonl", str(bench.folder / "cases.db")
    with lines.open("wb") as out:
        subprocess.run([*RENKEI, "list", "-o", "jsonl", *data], env=bench.env, stdout=out, check=True)
    others = [name for name in ("sqlite-utils", "jq") if shutil.which(name)]
    if "sqlite-utils" in others:
        subprocess.run(["sqlite-utils", "insert", database, "cases", str(lines), "--nl", "--pk", "id"], check=True)
    for name, (ours, sql, filtering) in QUESTIONS.items():
        theirs = {"sqlite-utils": ["sqlite-utils", database, sql], "jq": ["jq", "-c", filtering, str(lines)]}
        for other in others:
            bench.compare(f"{name}, beside {other}", [*RENKEI, *ours, *data], theirs[other], 1.0)


def tables(bench: Bench, rows: int = 5_000) -> None:
    """Measure the import of a table."""
    file = bench.folder / "cases.csv"
    table = "".join(f"計画{n},藤枝市、恵庭市,概要{n}。,観光,視察,発信力,遠隔,一覧\n" for n in range(rows))
    file.write_text("名称,参加団体,概要,テーマ,きっかけ,連携の効果,類型,出典\n" + table, encoding="utf-8")
    argv = ["import", str(file), "--role", "plan_author", "-O", str(bench.folder / "imported.yaml")]
    seconds, _peak = bench.run([*RENKEI, *argv])
    report(f"importing {rows:,} rows of CSV", f"{seconds:5.2f} s", f"<= {IMPORT_S}", met=seconds <= IMPORT_S)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="pairs of runs behind each median (15)")
    parser.add_argument("--cases", type=int, default=10_000, help="cases of the large collection (10,000)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        measured = Bench(Path(place), asked.runs)
        small(measured)
        large(measured, asked.cases)
        tables(measured)
