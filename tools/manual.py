"""Write the man page in each language, from what the help pages are drawn from.

    python tools/manual.py

The wheel brings the pages along as share/man/man1/renkei.1, share/man/ja/man1/renkei.1 and so on.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from renkei_cli import __version__, i18n
from renkei_cli.cli import tree
from renkei_cli.contents import COMMANDS
from renkei_cli.examples import EXAMPLES, Example
from renkei_cli.help import VARIABLES
from renkei_cli.i18n import _
from renkei_cli.options import GENERAL, NARROWING
from renkei_cli.parameters import all_parameters, row_of, written
from renkei_cli.sheet import Row
from renkei_cli.topics import EXIT_CODES, REPEATING, TOPICS
from renkei_cli.typeset import phrases
from renkei_cli.wording import separator

FOLDER = Path(__file__).parent.parent / "docs" / "man"
_SHARED = 3
"""An option that so many commands take is explained once for all of them."""
_LITERALLY = str.maketrans({
    "\\": r"\(rs", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", "\u00a0": r"\~",
})  # fmt: skip
"""What roff would set as another character, or take for a command."""
_AT_SPACE = re.compile(r"\\:( |$)|(?<= )\\:")
"""Where a line may end anyway."""
_QUOTED = re.compile("`([^`]+)`")
_DATE = re.compile(r'^\.TH RENKEI 1 "([0-9-]*)"', re.MULTILINE)


def escaped(line: str) -> str:
    """Write a line of text so that roff sets just that; Japanese may be broken between phrases."""
    joined = r"\:".join(piece.translate(_LITERALLY) for piece in phrases(line))
    return _AT_SPACE.sub(r"\1", joined)


def _prose(text: str) -> list[str]:
    """Write a paragraph; words in backquotes are to be typed."""
    lines: list[str] = []
    for line in text.split("\n"):
        parts = [escaped(part) for part in _QUOTED.split(line)]
        parts[1::2] = [rf"\fB{part}\fR" for part in parts[1::2]]
        lines += [".br", *_folded("".join(parts))]
    return lines[1:]


def _folded(line: str) -> list[str]:
    """Fold a line at spaces: one of a man page is to have 80 bytes at most; none begins as a command of roff does."""
    at_most = 80 if line.isascii() else 10
    folded = textwrap.wrap(line, at_most, break_long_words=False, break_on_hyphens=False)
    return [rf"\&{part}" if part.startswith(".") else part for part in folded]


def _name(text: str) -> str:
    """Write what is typed in bold, and what stands for something else in italics."""
    words = (
        rf"\fI{escaped(word)}\fR" if word[:1] != "-" and " -" in f" {text}" else rf"\fB{escaped(word)}\fR"
        for word in text.split()
    )
    return " ".join(words)


class Roff:
    """The lines of a man page in the making, drawn as a sheet is."""

    def __init__(self) -> None:
        """Begin a page."""
        self.lines: list[str] = []
        self._fresh = True

    def part(self, text: str) -> None:
        """Begin a part of the page."""
        self._put(f".SH {escaped(text.upper())}", fresh=True)

    def section(self, text: str) -> None:
        """Begin a section of a part."""
        self._put(f".SS {escaped(text)}", fresh=True)

    def heading(self, text: str) -> None:
        """Head what follows inside a section."""
        self._paragraph(rf"\fI{escaped(text)}\fR")

    def gap(self) -> None:
        """Leave the distances to roff."""

    def text(self, text: str, *, indent: int = 0) -> None:  # noqa: ARG002 - a sheet's way of drawing
        """Set a paragraph."""
        self._paragraph(*_prose(text))

    def rows(self, rows: Iterable[Row], *, least: int = 0) -> None:  # noqa: ARG002 - a sheet's way of drawing
        """Set names with their words, and the values that they take."""
        for name, words, values in rows:
            self._put(".TP", _name(name.strip()), *_prose(words))
            if values:
                self._put(".RS")
                self.rows(values)
                self._put(".RE")

    def below(self, rows: Iterable[Row]) -> None:
        """Set lines to type, with what they do."""
        for line, does, _values in rows:
            self._put(".TP", rf"\fB{escaped(line)}\fR", *_prose(does))

    def _paragraph(self, *lines: str) -> None:
        self._put(*([] if self._fresh else [".PP"]), *lines)

    def _put(self, *lines: str, fresh: bool = False) -> None:
        self.lines += lines
        self._fresh = fresh


def page(language: str, date: str) -> str:
    """Give the man page in a language."""
    i18n.activate(language)
    roff = Roff()
    purpose = _("Find, read, compare and hand on cases of cooperation between local governments in Japan.")
    roff.part(_("Name"))
    roff.lines += _folded(rf"renkei \- {escaped(purpose.rstrip('.。'))}".replace(r"\:", ""))
    roff.part(_("Synopsis"))
    words = escaped(_("COMMAND")), escaped(_("[OPTIONS]"))
    roff.lines.append(rf"\fBrenkei \fI{words[0]}\fR {words[1]}")
    roff.part(_("Description"))
    roff.text(purpose)
    commands = {name: tree().get_command(None, name) for name in COMMANDS}
    shared = _shared(commands.values())
    roff.part(_("Commands"))
    for name, command in commands.items():
        _command(roff, name, command, shared)
    roff.part(_("Options"))
    for group in dict.fromkeys(group for group, _row in shared.values()):
        roff.section(_(group))
        if group == NARROWING:
            roff.text(_(REPEATING))
        roff.rows(row for other, row in shared.values() if other == group)
    for name, topic in TOPICS.items():
        if name != "exit-codes":
            roff.part(name)
            roff.text(_(topic.purpose))
            topic.draw(roff)  # type: ignore[arg-type]
            _examples(roff, EXAMPLES[name])
    roff.part(_("Exit codes"))
    roff.rows(Row(str(code), _(words)) for code, words in EXIT_CODES.items())
    roff.part(_("Environment variables"))
    roff.rows(Row(name, _(words)) for name, words in VARIABLES.items())
    roff.part(_("Examples"))
    roff.below(Row(_(one.line), _(one.does)) for one in EXAMPLES["renkei"])
    # Lines are not stretched: Japanese has few spaces. Nor are words of commands divided.
    volume = _("General Commands Manual")
    head = [
        r"'\" -*- coding: utf-8 -*-",
        f'.TH RENKEI 1 "{date}" "renkei {__version__}" "{volume}"',
        ".nh",
        ".ad l",
    ]
    return "\n".join([*head, *roff.lines]) + "\n"


def _shared(commands: Iterable[Any]) -> dict[str, tuple[str, Row]]:
    """Give the options that many commands take, by name, with their group: explained once."""
    options = [one for command in commands for one in all_parameters(command) if one.param_type_name == "option"]
    rows = [row_of(one) for one in options]
    counted = Counter(rows)
    return {
        max(one.opts, key=len): (one.rich_help_panel or GENERAL, row)
        for one, row in zip(options, rows, strict=True)
        if counted[row] >= _SHARED
    }


def _command(roff: Roff, name: str, command: Any, shared: dict[str, tuple[str, Row]]) -> None:  # noqa: ANN401
    parameters = all_parameters(command)
    arguments = [written(one) for one in parameters if one.param_type_name == "argument"]
    roff.section(" ".join(["renkei", name, *arguments, _("[OPTIONS]")]))
    roff.text(_(command.help))
    rows = {max(one.opts, key=len): row_of(one) for one in parameters}
    roff.rows(row for option, row in rows.items() if shared.get(option, ("", None))[1] != row)
    known = [rf"\fB{escaped(option)}\fR" for option, row in rows.items() if shared.get(option, ("", None))[1] == row]
    listed = (separator() + r"\:").join(known).replace(r" \:", " ")
    roff.lines += [".PP", *_folded(escaped(_("As explained below: {options}.")).format(options=listed))]
    _examples(roff, EXAMPLES[name])


def _examples(roff: Roff, examples: Sequence[Example]) -> None:
    roff.heading(_("Examples"))
    roff.below(Row(_(one.line), _(one.does)) for one in examples)


def pages() -> Iterator[tuple[Path, str]]:
    """Give the file of each language's page, and its language."""
    for language in i18n.offered():
        yield FOLDER / ("" if language == "en" else language) / "man1" / "renkei.1", language


def date_of(text: str) -> str:
    """Give the day from which a page is; it changes only with what the page says."""
    found = _DATE.search(text)
    return found[1] if found else ""


def main() -> None:
    """Write the pages that say something new, with the date of today."""
    for file, language in pages():
        there = file.read_text(encoding="utf-8") if file.exists() else ""
        if page(language, date_of(there)) != there:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page(language, f"{datetime.now(UTC):%Y-%m-%d}"), encoding="utf-8")


if __name__ == "__main__":
    main()
