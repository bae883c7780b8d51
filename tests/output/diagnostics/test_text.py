"""Faults as people read them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from renkei_cli.core.diagnostics import SourceExcerpt
from renkei_cli.core.text import escape_invisible
from renkei_cli.output.diagnostics.text import _point

Run = Callable[..., Any]
EXAMPLES = Path(__file__).parents[2] / "validation" / "examples"
CARETS = re.compile(r"^ *│ +(\^+)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_line_is_wider_than_the_screen(run: Run, language: str) -> None:
    """Whatever a file holds, its lines are cut and messages broken to fit; only a place is never broken."""
    for name in sorted(file.name for file in EXAMPLES.glob("*.yaml")):
        for columns in (30, 80, 160):
            result = run("validate", name, "--lang", language, env={"COLUMNS": str(columns)})
            lines = [line for line in result.out.splitlines() if not line.startswith(name)]
            assert max(cell_len(line) for line in lines) <= columns
            assert CARETS.search(result.out)


@pytest.mark.parametrize(
    ("content", "piece"),
    [
        ('title: {ja: "全角の文字のうしろに\u202eある"}', "‹U+202E›"),
        ("title: {ja: 全角の文字のうしろにｶﾞｲﾄﾞがある}", "ｶﾞｲﾄﾞ"),
        ("title: {ja: か\u3099なとｶﾅ}", "ｶﾅ"),
        ("title: {ja: 👨‍👩‍👧とｶﾅ}", "ｶﾅ"),
        (f"title: {{ja: {'長い文のあとに' * 100}ｶﾅ{'がある' * 100}}}", "ｶﾅ"),
        (f"title: {{ja: {'long ' * 100}ｶﾅ}}", "ｶﾅ"),
    ],
)
def test_the_carets_stand_under_the_piece(run: Run, tmp_path: Path, content: str, piece: str) -> None:
    """Behind full-width, combining and joined characters, and in a long line, they stand where the piece stands."""
    file = tmp_path / "case.yaml"
    file.write_text(f"id: oita\n{content}\n", encoding="utf-8")
    lines = run("validate", str(file)).out.splitlines()
    shown = next(number for number, line in enumerate(lines) if piece in line and line.startswith("   2 │ "))
    line, carets = lines[shown], lines[shown + 1]
    assert cell_len(carets) - len(carets.lstrip(" │")) == cell_len(line[: line.index(piece)])
    assert carets.count("^") == cell_len(piece)


def test_colour_adds_nothing_but_weight(run: Run) -> None:
    """Errors are bold with the colours exchanged, warnings bold, on whatever background; a pipe gets the same text."""
    coloured = run("validate", "doubts.yaml", "--color", "always").out
    assert "\x1b[1;7m誤り" in coloured
    assert re.search("\x1b\\[1m[^\x1b]+警告\x1b", coloured)
    assert re.search(r"│ \x1b\[0m +\x1b\[1m\^+\x1b\[0m\n", coloured)
    out = run("validate", "doubts.yaml").out
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()] == out.splitlines()
    assert ("誤り[id-unique]" in out, "警告[title-twice]" in out) == (True, True)


@pytest.mark.parametrize("columns", ["40", "200"])
def test_plain_text_has_no_carets(run: Run, columns: str) -> None:
    """--plain tells each fault as one hears it: where and what, the line, what would be right."""
    argv = ["validate", "doubts.yaml", "--lang", "en", "--color", "always"]
    out, drawn = (run(*argv[:4], *more, env={"COLUMNS": columns}).out for more in (["--plain"], []))
    assert set(out) & set("│^→\x1b") == set()
    assert all(line == line.strip() and cell_len(line) <= min(int(columns), 72) for line in out.splitlines())
    assert len(out.split("\n\n")) == len(drawn.split("\n\n"))
    words = "".join(out.split())
    for line in drawn.splitlines():
        text = line.partition("│ ")[2] if "│" in line else line.replace("→", "")
        assert "^" in text or "…" in text or "".join(text.split()) in words


def test_plain_belongs_to_the_text(run: Run) -> None:
    """Faults for scripts are never plain text."""
    result = run("validate", "-o", "sarif", "--plain", "--lang", "en")
    assert (result.code, result.err.splitlines()[0]) == (2, "error: --plain belongs to the format text")


def test_a_fault_of_a_whole_file_has_no_line(run: Run, tmp_path: Path) -> None:
    """Its place is the file's name, and no line is shown."""
    file = tmp_path / "x.yaml"
    file.write_text("", encoding="utf-8")
    assert run("validate", str(file), "--lang", "en", env={"COLUMNS": "1000"}).out == (
        f"{file}: error[empty]: there is no case in this file\n"
    )
    plainly = run("validate", str(file), "--plain", "--lang", "en", env={"COLUMNS": "200"}).out
    assert "".join(plainly.split()) == f"{file}:error[empty]:thereisnocaseinthisfile"


def test_a_file_cannot_draw_on_the_screen(run: Run, tmp_path: Path) -> None:
    """Neither escapes nor markup nor text that runs backwards reaches the terminal from a file or its name."""
    file = tmp_path / "a\x1b[31m\u202eb.yaml"
    file.write_text('id: "[red]x[/red]"\ntype: "a\x1b[31m\u202eb"\n\x1b]0;title\x07: 1\n', encoding="utf-8")
    for color in ("never", "always"):
        result = run("validate", str(file), "--color", color)
        text = re.sub(r"\x1b\[[0-9;]*m", "", result.out) if color == "always" else result.out
        assert not set(text) & {"\x1b", "\u202e", "\x07"}
        assert "[31m" not in re.sub(r"‹U\+001B›\[31m", "", text)
        assert "[red]x[/red]" in text


@example(text="00\x1f0", start=2, length=0, room=10, cut=False)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=60, alphabet=st.characters(blacklist_categories=("Cs",))),
    st.integers(0, 60),
    st.integers(0, 80),
    st.integers(10, 60),
    st.booleans(),
)
def test_a_line_is_cut_to_its_room(text: str, start: int, length: int, room: int, cut: bool) -> None:  # noqa: FBT001
    """Whatever the line: it fits, the carets do not reach beyond it, and the piece's first character is shown."""
    start = min(start, len(text))
    shown, blanks, carets = _point(SourceExcerpt(text, start, length, before=cut, after=cut), room)
    assert cell_len(shown) <= room
    assert blanks + carets <= room + 1
    assert carets > 0
    if start < len(text) and cell_len(escape_invisible(text[start])) <= room - 2:
        assert escape_invisible(text[start]) in shown
