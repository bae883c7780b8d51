"""What holds for the house as a whole, and no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def _calls(files: list[Path]) -> Iterator[tuple[str, ast.Call]]:
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield file.relative_to(ROOT).as_posix(), node


def test_a_test_waits_for_nothing_and_patches_no_module_of_ours() -> None:
    """What a test needs to replace is passed in; standard streams are no module of ours."""
    wrong = re.compile(r"(time\.sleep|mock\.)|monkeypatch\.setattr\((?!sys, |'(?!renkei_cli))")
    assert [(file, call) for file, node in _calls(TESTS) if wrong.match(call := ast.unparse(node))] == []


def test_no_line_is_left_out_of_the_coverage() -> None:
    """Nothing is excluded by a remark in the code."""
    assert [file.name for file in SOURCE if "pragma: no " + "cover" in file.read_text(encoding="utf-8")] == []
