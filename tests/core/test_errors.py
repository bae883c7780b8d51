"""Reasons of the system in the reader's words."""

import errno
import os
import re

import pytest

from renkei_cli.core import i18n
from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.errors import InvalidDataError, os_error_reason, raise_if_invalid


def test_a_rare_reason_is_quoted_in_a_frame_of_the_language() -> None:
    """What the system says stays in its words; that they are not ours is said in the reader's."""
    rare = OSError(errno.ESTALE, os.strerror(errno.ESTALE))
    i18n.activate("en")
    assert os_error_reason(rare) == f"in the words of the system: “{os.strerror(errno.ESTALE)}”"
    i18n.activate("ja")
    assert os_error_reason(rare) == f"システムの説明は「{os.strerror(errno.ESTALE)}」です"
    assert os_error_reason(OSError("no number")) == "システムの説明は「no number」です"


def test_a_reason_is_in_the_language() -> None:
    """What a disk, a network folder or another program may lead to is told in Japanese alone."""
    i18n.activate("ja")
    for number in (errno.EIO, errno.EBUSY, errno.EDQUOT, errno.EMFILE):
        assert not re.search("[A-Za-z]", os_error_reason(OSError(number, os.strerror(number))))


def test_faults_are_raised_if_there_are_any() -> None:
    """No fault is no error; they come in the order in which they are read."""
    raise_if_invalid(())
    faults = [Diagnostic(Location("f", line, 1), "code", "message") for line in (1, 2)]
    with pytest.raises(InvalidDataError) as raised:
        raise_if_invalid(faults[::-1])
    assert raised.value.faults == tuple(faults)
