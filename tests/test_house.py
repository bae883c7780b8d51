"""What holds for the house as a whole."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "renkei_cli"
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
MODULES = sorted(SOURCE.rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_a_module_opens_with_what_lives_there(module: Path) -> None:
    """One sentence, or more, before anything else."""
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", TESTS, ids=_name)
def test_a_test_says_what_it_holds_and_waits_for_nothing(file: Path) -> None:
    """Each test has a docstring; none sleeps, and none patches a module of ours."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    tests = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    assert [test.name for test in tests if not ast.get_docstring(test)] == []
    calls = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    # Standard streams are no module of ours.
    assert [call for call in calls if re.match(r"(time|mock)\.|monkeypatch\.setattr\((?!sys, )", call)] == []


def test_no_line_is_left_out_of_the_coverage() -> None:
    """Nothing is excluded by a remark in the code."""
    remark = "pragma: no " + "cover"
    assert [_name(module) for module in MODULES if remark in module.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("file", [*MODULES, *sorted((ROOT / "tools").glob("*.py"))], ids=_name)
def test_no_message_stands_inside_a_formatted_string(file: Path) -> None:
    """What gathers the messages finds them there from Python 3.12 on alone."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    formatted = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    calls = [call for text in formatted for call in ast.walk(text) if isinstance(call, ast.Call) and call.args]
    messages = [call for call in calls if ast.unparse(call.func) in {"_", "N_", "plural"}]
    assert [ast.unparse(call) for call in messages if isinstance(call.args[0], ast.Constant)] == []
