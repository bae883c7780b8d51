"""`renkei schema`: the JSON Schema of a case file, on the screen or in a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from renkei_cli.core.files import data_folder

Run = Callable[..., Any]


def test_it_speaks_the_readers_language(run: Run, tmp_path: Path) -> None:
    """What is printed, and what is written, is the schema that the repository holds."""
    target = tmp_path / "s.json"
    assert run("schema").out == (data_folder() / "cases.schema.ja.json").read_text(encoding="utf-8")
    assert run("schema", "--lang", "en", "-O", str(target)).code == 0
    assert target.read_bytes() == (data_folder() / "cases.schema.en.json").read_bytes()


def test_what_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    """A folder that is not there is a failure of its own."""
    assert run("schema", "-O", str(tmp_path / "no" / "s.json")).code == 4
