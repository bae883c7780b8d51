"""The package, for Python programs."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import renkei_cli
from renkei_cli import DataError, InvalidDataError, UsageError

Run = Callable[..., Any]


def test_the_cases_are_typed_objects() -> None:
    """What the README shows; one is found by position, as in a tuple, and by id, as in a dictionary."""
    cases = renkei_cli.load()
    assert len(cases) == 8
    assert cases[2].title.ja == "ITアイランド推進計画"
    assert [case.id for case in cases] == list(cases.ids)
    assert all(isinstance(case, renkei_cli.Case) for case in cases)
    assert cases["hamada"] == cases[-2] == cases[-3:][1]
    assert cases["hamada"] in cases
    for key, error in ((8, IndexError), ("nowhere", KeyError)):
        with pytest.raises(error):
            cases[key]
    with pytest.raises(KeyError):
        cases[:2]["hamada"]


def test_a_casebook_is_filtered_as_by_the_commands(run: Run) -> None:
    """Terms and options mean what they mean on the command line; one selection can be narrowed further."""
    cases = renkei_cli.load()
    remote = cases.filter(type="遠隔")
    assert list(remote.ids) == run("list", "--type", "遠隔", "-o", "ids").out.split()
    assert remote.filter("participants>=4").ids == cases.filter("type=remote", "participants≧4").ids
    assert cases.filter(prefecture=["大分", "島根"], since="2017").ids == tuple(
        run("list", "-p", "大分", "-p", "島根", "--since", "2017", "-o", "ids").out.split()
    )
    assert cases.filter().ids == cases.ids
    with pytest.raises(UsageError):
        cases.filter(theme="観光業界")
    with pytest.raises(TypeError):
        cases.filter(colour="red")


def test_python_reads_any_collection(write_cases: Callable[..., Path], tmp_path: Path) -> None:
    """`renkei_cli.load` takes paths; faults and unreadable files are raised."""
    folder = write_cases("one", "two")
    assert [case.id for case in renkei_cli.load(folder / "two.yaml", str(folder / "one.yaml"))] == ["two", "one"]
    (folder / "two.yaml").write_text("id: Two", encoding="utf-8")
    with pytest.raises(InvalidDataError):
        renkei_cli.load(folder)
    with pytest.raises(DataError):
        renkei_cli.load(tmp_path / "nowhere")


def test_importing_the_package_is_cheap() -> None:
    """The program itself begins with it: neither the models nor the tables are loaded before they are asked for."""
    heavy = ("pydantic", "renkei_cli.casebook", "rich", "csv")
    code = f"import sys, renkei_cli; print(*(name for name in {heavy} if name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b""  # noqa: S603 - our own program
    with pytest.raises(AttributeError):
        renkei_cli.nothing  # noqa: B018 - asking is the test
