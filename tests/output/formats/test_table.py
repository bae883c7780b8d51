"""Tables and pages for a reader at a terminal, and plain text for screen readers and mail."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from renkei_cli.core.text import escape_invisible
from renkei_cli.output.formats.table import _hit_lines
from renkei_cli.output.wrap import width

Run = Callable[..., Any]
Golden = Callable[[str, str], None]
ENTRY = """
  - id: case-{n}
    type: 遠隔連携
    title: {{ja: 計画{n}}}
    participants:
      - {{code: "015814", roles: [{{code: plan_author, ref: [heading]}}]}}
      - {{code: "154822", roles: [{{code: plan_author, ref: [heading]}}]}}
    source: {{document: {{ja: 書}}, heading: {{ja: 題}}}}
"""


@pytest.mark.parametrize(
    ("line", "columns", "part"),
    [
        # What finds no room folds from the right below its row, behind its label, the id never.
        ("list -n 1", 30, f"ID    Type\n{'─' * 30}\nsaga  Within a prefecture\n      Title: Saga Algae\n"),
        ("list -n 1", 30, "      Participants: Saga\n"),
        # Several texts stand below their label; a single one, or a blank, behind it.
        ("list -n 1 --fields type,activities", 22, "\n  Activities:\n    Saga City put\n      forward its\n"),
        ("list -n 1 --fields type,title,funding", 20, "\n  Budget and\n    funding: not\n    stated in the\n"),
        ("list -n 1 --fields id,type,title,benefits", 30, "\n      Benefits: Synergy,\n        Shared know-how\n"),
        ("search exchange", 30, "  Hits:\n    "),
        ("search exchange", 30, "    [Merits 2]\n"),
        # --fields names the columns, and their order; a blank says that the source is silent.
        ("list --fields funding,id", 80, "Budget and funding        ID\n"),
        ("list --fields funding,id", 80, "\nnot stated in the source  saga\n"),
        ("show himeshima --fields funding,id", 80, "■ Budget and funding\n  not stated in the source\n\n■ ID\n"),
        # As many cases as fit stand beside each other, in blocks of the same size; else each field lists its cases.
        ("compare --fields type,trigger", 80, "│ Hamada City and others (4)   │ Minokamo City, Yonago City\n"),
        ("compare --fields type,trigger,benefits,themes,purpose,merits", 60,
         "■ Type\n  Saga Prefecture and others (4)  saga\n    Within a pref"),
        # The same as plain text.
        ("show himeshima --fields funding,id --plain", 80, "Budget and funding: not stated in the source\nID: "),
        ("list -n 1 --fields id,activities --plain", 80, "ID: saga\nActivities:\n• "),
        ("compare saga hamada --fields title,funding --plain", 80,
         "hamada: Hamada de Shigoto (Work in Hamada) Support Plan\n\nnot stated in the source: Budget and funding\n"),
        ("compare saga hamada --fields themes --plain", 80,
         "\nhamada: Migration and ties with outsiders, Childcare and single parents,\n"),
    ],
)  # fmt: skip
def test_how_it_is_drawn(run: Run, line: str, columns: int, part: str) -> None:
    """Nothing is left out, whatever the room."""
    assert part in run(*line.split(), "--lang", "en", env={"COLUMNS": str(columns)}).out


def test_a_long_listing_is_one_table(run: Run, tmp_path: Path) -> None:
    """More rows than are measured at first go on in the same columns under one header."""
    file = tmp_path / "many.yaml"
    file.write_text("cases:" + "".join(ENTRY.format(n=n) for n in range(1000, 1250)), encoding="utf-8")
    lines = run("list", "--fields", "id,title", "--data", str(file)).out.splitlines()
    assert [line for line in lines if line.startswith("ID")] == lines[:1]
    assert sum(line.startswith("case-") for line in lines) == 250
    assert len({len(line) for line in lines if line.startswith("─")}) == 1


def test_what_is_searched_for_is_marked(run: Run) -> None:
    """In colour, the words in a sentence stand out; not where invisible characters are named, which moves them."""
    assert "\x1b[1;4;31m" in run("search", "雪国文化", "--color", "always", env={"COLUMNS": "60"}).out
    hit = {"text": "観光\u202eガイド", "marks": [[0, 2]], "ref": [], "label": None}
    assert list(_hit_lines(hit, 40, "")) == [[("", ""), *((one, "") for one in "観光‹U+202E›ガイド")]]


# --- plain text ---

COMMANDS = {
    "list": "list -n 3", "filter": "filter type=隣県", "search": "search 観光 ガイド", "show": "show takamatsu",
    "compare": "compare himeshima takamatsu", "help": "help list", "topic": "help filters",
}  # fmt: skip


def _solid(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_plain_text_looks_as_it_should(run: Run, golden: Golden, name: str, language: str) -> None:
    """One field a line, cases apart by an empty line; RENKEI_PLAIN=1 is --plain, 0 is not.

    No boxes, no colour even where it is asked for, no indentation, no padding; as wide as a mail at most.
    """
    argv = [*COMMANDS[name].split(), "--lang", language]
    result = run(*argv, "--plain")
    assert result.code == 0
    golden(f"plain/{name}.{language}.txt", result.out)
    assert run(*argv, env={"RENKEI_PLAIN": "1"}).out == result.out
    assert run(*argv, env={"RENKEI_PLAIN": "0"}).out == run(*argv).out != result.out
    for columns in (20, 60, 200):
        out = run(*argv, "--plain", "--color", "always", env={"COLUMNS": str(columns)}).out
        assert not set("─│┼■\x1b") & set(out)
        for line in out.splitlines():
            assert (line.strip(), "  " in line) == (line, False)
            assert width(line) <= min(columns, 72)


def test_other_formats_stay_as_they_are(run: Run) -> None:
    """Whatever the environment says; and a comparison of no case is silent in any form."""
    assert run("list", "--json", env={"RENKEI_PLAIN": "1"}).out == run("list", "--json").out
    for form in (["--plain"], ["-o", "table"], ["-o", "markdown"]):
        assert run("compare", "saga", "-t", "remote", *form).out == ""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_plain_text_loses_nothing(run: Run, cases: dict[str, Any], language: str) -> None:
    """It has all that the widest table has; and it says what a page says, in the same order, but for the marks."""
    wide = run("list", "--lang", language, env={"COLUMNS": "400"}).out
    plainly = _solid(run("list", "--plain", "--lang", language).out)
    header, *rows = [line for line in wide.splitlines() if "─" not in line]
    assert all(label in plainly for label in header.split())
    assert all(_solid(cell) in plainly for row in rows for cell in row.split("  ") if cell)
    assert all(_solid(escape_invisible(case["title"][language])) in plainly for case in cases.values())
    marks = str.maketrans("", "", "■•・:： ")
    for case_id in cases:
        page, plainly = (run("show", case_id, *more, "--lang", language).out for more in ([], ["--plain"]))
        page = page.replace(f"ID: {case_id}", "")
        plainly = plainly.replace(f"ID: {case_id}", "").removeprefix("名称: ").removeprefix("Title: ")
        assert _solid(plainly).translate(marks) == _solid(page).translate(marks)


# --- widths ---


def test_no_column_tears_a_word_while_another_has_room(run: Run, cases: dict[str, Any]) -> None:
    """Nor a citation, nor a blank; numbers stand on the right, below what heads them."""
    lines = run("list", "--fields", "id,span_km,years").out.splitlines()
    assert lines[0] == "ID               最大距離（km）  年"
    assert "hamada                    1,330  2015" in lines
    blank = [case for case in cases.values() if not case["years"] or case["span_km"] is None]
    assert sum("  出典に記載なし" in line for line in lines) == len(blank)
    assert "〔経緯1〕" in run("search", "視察").out
    for columns in ("60", "80", "100"):
        out = run("search", "連携", env={"COLUMNS": columns}).out
        assert re.findall("事業内$|^ *容[0-9]|経緯$|メリット$", out, re.MULTILINE) == []


def test_a_pipe_is_as_wide_as_its_terminal(process: Run, tmp_path: Path) -> None:
    """The terminal is that of another stream, else the one from which the program was started."""
    pty, termios, fcntl = map(pytest.importorskip, ("pty", "termios", "fcntl"))
    program = [sys.executable, "-m", "renkei_cli", "list"]
    env = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    widths = {}
    for stream in ("stderr", "stdin", "controlling", ""):
        shown, ours = pty.openpty()
        termios.tcsetwinsize(ours, (24, 66))
        streams = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | (
            {stream: ours} if stream[:3] == "std" else {}
        )
        begins = partial(fcntl.ioctl, ours, termios.TIOCSCTTY, 0) if stream == "controlling" else None
        ended = subprocess.run(  # noqa: S603 - our own program
            program, env=env, stdout=subprocess.PIPE, encoding="utf-8", check=True,
            start_new_session=True, preexec_fn=begins, **streams,
        )  # fmt: skip
        os.close(shown)
        os.close(ours)
        widths[stream] = max(map(width, ended.stdout.splitlines()))
    assert widths == {"stderr": 66, "stdin": 66, "controlling": 66, "": 120}
    file = tmp_path / "list.txt"
    assert process("list", "-O", str(file), env={"COLUMNS": ""}).returncode == 0
    assert max(map(width, file.read_text(encoding="utf-8").splitlines())) == 120
