"""Bring the READMEs into step with the program: run their commands and write what they print below them.

    python tools/readme.py

In both READMEs, a block of `sh` or `python` is run, unless it is marked `install`; a block of `text` that follows
shows its output, the first lines alone where it is marked `lines=8`. A block marked `exit=1` must end so, and shows its
messages too; a block of any kind marked `file=NAME` is written into that file. Then the pictures are drawn
(tools/pictures.py).
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
CUT = "…"
"""The last line of an output of which only the first lines are shown."""

_FENCED = re.compile(r"^```(?P<kind>\w+)(?: (?P<marks>[^\n]*))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block."""

    kind: str
    marks: str
    text: str
    span: tuple[int, int]
    """Where its text stands."""

    @property
    def runs(self) -> bool:
        """Whether it is run, or written into a file, as it stands."""
        return bool(self.file) or (self.kind in ("sh", "python") and "install" not in self.marks)

    @property
    def file(self) -> str:
        """The file that it shows, if it shows one."""
        wanted = re.search(r"\bfile=(\S+)", self.marks)
        return wanted[1] if wanted else ""

    @property
    def ends(self) -> int:
        """The exit code with which it ends."""
        wanted = re.search(r"\bexit=(\d+)", self.marks)
        return int(wanted[1]) if wanted else 0


def blocks(page: str) -> list[Block]:
    """Give the fenced blocks of a page."""
    return [
        Block(match["kind"], match["marks"] or "", match["text"], match.span("text"))
        for match in _FENCED.finditer(page)
    ]


def steps(page: str) -> Iterator[tuple[Block, Block | None]]:
    """Give the blocks that are run, each with the block that shows its output, if there is one."""
    found = blocks(page)
    for block, following in zip(found, [*found[1:], None], strict=True):
        if block.runs:
            yield block, following if following and following.kind == "text" else None


def run(block: Block, language: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a block as its reader would, at home in `folder`; its output is without blanks at the ends of lines."""
    if block.file:
        (folder / block.file).write_text(block.text, encoding="utf-8", newline="\n")
        return subprocess.CompletedProcess([], 0, "", "")
    program = folder / "bin" / "renkei"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m renkei_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RENKEI", "LC_"))}
    settings = {
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": f"{language}_{'JP' if language == 'ja' else 'US'}.UTF-8",
        "COLUMNS": str(COLUMNS),
        "PYTHONUTF8": "1",
    }
    settings |= {} if "XDG_CACHE_HOME" in kept else {"XDG_CACHE_HOME": str(folder / "cache")}
    command = [sys.executable, "-c"] if block.kind == "python" else ["bash", "-euo", "pipefail", "-c"]
    ended = subprocess.run(
        [*command, block.text],
        cwd=folder,
        env=kept | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if block.ends else subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    ended.stdout = "".join(f"{line.rstrip()}\n" for line in ended.stdout.splitlines())
    return ended


def shown(output: str, marks: str) -> str:
    """Cut an output to the lines that a block wants to show."""
    wanted = re.search(r"\blines=(\d+)", marks)
    lines = output.splitlines(keepends=True)
    if not wanted or len(lines) <= int(wanted[1]):
        return output
    return "".join(lines[: int(wanted[1])]).rstrip("\n") + f"\n{CUT}\n"


def lacking(block: Block) -> str | None:
    """Name a program that a block needs and that this machine lacks."""
    needed = re.findall(r"(?:^|[|&;] *)(jq|pandoc|xargs)\b", block.text, re.MULTILINE)
    return next((name for name in needed if block.kind == "sh" and not shutil.which(name)), None)


def refreshed(page: str, language: str, folder: Path) -> str:
    """Give the page with the outputs that its commands have today; stop where a command fails."""
    outputs: list[tuple[tuple[int, int], str]] = []
    for block, output in steps(page):
        if name := lacking(block):
            print(f"left as it was, for want of {name}: {block.text.strip()}")
            continue
        ended = run(block, language, folder)
        if ended.returncode != block.ends:
            sys.exit(f"{block.text.strip()}\nended with {ended.returncode}: {(ended.stderr or ended.stdout).strip()}")
        if output:
            outputs.append((output.span, shown(ended.stdout, output.marks)))
    for (start, end), text in reversed(outputs):
        page = page[:start] + text + page[end:]
    return page


def main() -> int:
    """Refresh both READMEs, then the pictures."""
    for language, path in READMES.items():
        before = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            after = refreshed(before, language, Path(folder))
        path.write_text(after, encoding="utf-8", newline="\n")
        print(f"{path.name}: {'as it was' if after == before else 'refreshed'}")
    return subprocess.run([sys.executable, Path(__file__).with_name("pictures.py")], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
