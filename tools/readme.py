"""The READMEs: their commands are run, and what they print stands below them.

In both READMEs a block of `sh` or `python` is run, unless it is marked `install`; a block of `text` that follows shows
its output, the first lines alone where it is marked `lines=8`. A block marked `exit=1` must end so, and shows its
messages too; a block of any kind marked `file=NAME` is written into that file.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
READMES = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}
COLUMNS = 80
"""The width at which outputs are shown; the READMEs state it."""
_CUT = "…"
"""The last line of an output of which only the first lines are shown."""
_FENCED = re.compile(r"^```(?P<kind>\w+)(?: (?P<marks>[^\n]*))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_FOREIGN = re.compile(r"(?:^|[|&;] *)(jq|pandoc|xargs)\b", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block."""

    kind: str
    marks: str
    text: str
    span: tuple[int, int]
    """Where its text stands."""

    def mark(self, name: str) -> str:
        """Return the value of a mark, as in exit=1; empty if it has none."""
        wanted = re.search(rf"\b{name}=(\S+)", self.marks)
        return wanted[1] if wanted else ""

    @property
    def runs(self) -> bool:
        """Whether it is run, or written into a file."""
        return bool(self.mark("file")) or (self.kind in ("sh", "python") and "install" not in self.marks)


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    return [Block(one["kind"], one["marks"] or "", one["text"], one.span("text")) for one in _FENCED.finditer(page)]


def refreshed(page: str, language: str) -> tuple[str, set[str]]:
    """Return the page with the outputs of today, and the programs for want of which some were left as they were.

    Stop where a command does not end as it says.
    """
    missing: set[str] = set()
    found = blocks(page)
    outputs: list[tuple[Block, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for block, following in zip(found, [*found[1:], None], strict=True):
            lacking = {name for name in _FOREIGN.findall(block.text) if block.kind == "sh" and not shutil.which(name)}
            missing |= lacking
            if block.runs and not lacking:
                output = _run(block, language, Path(folder))
                if following and following.kind == "text":
                    outputs.append((following, _cut(output, following.mark("lines"))))
    for block, text in reversed(outputs):
        page = page[: block.span[0]] + text + page[block.span[1] :]
    return page, missing


def _run(block: Block, language: str, folder: Path) -> str:
    """Return what a block prints to its reader, at home in `folder`, without white space at the ends of lines."""
    if name := block.mark("file"):
        (folder / name).write_text(block.text, encoding="utf-8", newline="\n")
        return ""
    command = [sys.executable, "-c"] if block.kind == "python" else ["bash", "-euo", "pipefail", "-c"]
    expected = int(block.mark("exit") or 0)
    ended = subprocess.run(
        [*command, block.text], cwd=folder, env=environment(folder, language), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if expected else subprocess.PIPE, encoding="utf-8", check=False,
    )  # fmt: skip
    if ended.returncode != expected:
        sys.exit(f"{block.text.strip()}\nended with {ended.returncode}: {(ended.stderr or ended.stdout).strip()}")
    return "".join(f"{line.rstrip()}\n" for line in ended.stdout.splitlines())


def environment(home: Path, language: str, columns: int = COLUMNS) -> dict[str, str]:
    """Return the environment of a reader, of which nothing is the caller's but where programs are found."""
    return {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath))),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        "HOME": str(home),
        "LANG": f"{language}.UTF-8",
        "COLUMNS": str(columns),
    }


def _cut(output: str, most: str) -> str:
    lines = output.splitlines(keepends=True)
    if not most or len(lines) <= int(most):
        return output
    return "".join(lines[: int(most)]).rstrip("\n") + f"\n{_CUT}\n"


def files() -> Iterator[tuple[Path, bytes]]:
    """Return both READMEs as they ought to be."""
    for language, path in READMES.items():
        page, missing = refreshed(path.read_text(encoding="utf-8"), language)
        if missing:
            print(f"{path.name}: what needs {' and '.join(sorted(missing))} is left as it was")
        yield path, page.encode()
