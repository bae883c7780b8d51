"""Reasons of the system and of SQLite, in the reader's words."""

import errno
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from renkei_cli.core import i18n
from renkei_cli.core.errors import database_reason, os_error_reason


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


def test_a_rare_reason_is_quoted_in_a_frame_of_the_language() -> None:
    """What the system or SQLite says stays in its words; that they are not ours is said in the reader's."""
    rare = OSError(errno.ESTALE, os.strerror(errno.ESTALE))
    i18n.activate("en")
    assert os_error_reason(rare) == "in the words of the system: “Stale file handle”"
    assert database_reason(sqlite3.DatabaseError("odd")) == "in the words of the system: “odd”"
    i18n.activate("ja")
    assert os_error_reason(rare) == "システムの説明は「Stale file handle」です"
    assert os_error_reason(OSError("no number")) == "システムの説明は「no number」です"


@pytest.mark.parametrize("number", [errno.EIO, errno.EBUSY, errno.EDQUOT, errno.EMFILE])
def test_a_reason_is_in_the_language(number: int) -> None:
    """What a disk, a network folder or another program may lead to is told in Japanese alone."""
    i18n.activate("ja")
    assert not re.search("[A-Za-z]", os_error_reason(OSError(number, os.strerror(number))))
