"""Command lines that are suggested, as a shell takes them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from shlex import quote
from typing import Any

_HARMLESS = re.compile(r"[\w@%+=:,./-]+")
"""What no shell takes for more than it is; shlex would put quotes around all Japanese."""


def quote_words(words: Iterable[str]) -> str:
    """Write words on one line, each in quotes where a shell would take it for more than it is."""
    return " ".join(word if _HARMLESS.fullmatch(word) else quote(word) for word in words)


def option_words(given: Mapping[str, Any]) -> Iterator[str]:
    """Return options as they are typed, by the names of their parameters; what is not given is left out."""
    for name, value in given.items():
        option = "--" + name.replace("_", "-")
        if value is True:
            yield option
        elif value:
            for one in [value] if isinstance(value, str) else value:
                yield from [f"{option}={one}"] if one.startswith("-") else [option, one]


def command_line(command: str, words: Iterable[str], *given: Mapping[str, Any]) -> str:
    """Write the line that runs a command with words and with options."""
    return quote_words(["renkei", command, *words, *chain.from_iterable(map(option_words, given))])
