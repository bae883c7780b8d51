"""Reasons of the system and of SQLite, in the reader's words."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from renkei_cli import i18n
from renkei_cli.errors import database_reason


@pytest.mark.parametrize(
    ("content", "language", "said"),
    [
        (b"no database at all, and long enough to be read" * 10, "ja", "SQLite のファイルではありません"),
        (b"no database at all, and long enough to be read" * 10, "en", "it is no file of SQLite"),
        (None, "ja", "開けません"),
        (None, "en", "it cannot be opened"),
    ],
)
def test_what_sqlite_finds_is_told_in_the_language(
    tmp_path: Path, content: bytes | None, language: str, said: str
) -> None:
    """A file that is none of SQLite's, and one that is not there."""
    file = tmp_path / "x.sqlite"
    if content is not None:
        file.write_bytes(content)
    i18n.activate(language)
    with (
        pytest.raises(sqlite3.DatabaseError) as caught,
        closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection,
    ):
        connection.execute("SELECT * FROM sqlite_schema")
    assert database_reason(caught.value) == said


def test_a_rare_reason_stays_in_the_words_of_sqlite() -> None:
    """Better than none."""
    assert database_reason(sqlite3.DatabaseError("quite another thing")) == "quite another thing"
