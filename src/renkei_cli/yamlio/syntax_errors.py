"""What is wrong with the YAML of a case file, in the reader's words: slips in Japanese, and the parser's complaints."""

import io
import re
from collections import deque
from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

from ruamel.yaml.error import MarkedYAMLError, StreamMark

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.i18n import N_, _
from renkei_cli.core.text import escape_invisible

Event = Any
"""What either parser reports: a scalar, or where a collection begins or ends; it knows where that stands."""


class Problem(NamedTuple):
    """A fault of the YAML, before it has a place."""

    code: str
    message: str  # to be translated; it may name the `character` that stands there
    hint: str = ""


# fmt: off
TAB = Problem("tab", N_("a tab stands where YAML needs spaces"), N_("indent with spaces"))
INDENTATION = Problem("indentation", N_("the indentation of this line fits no line above"),
    N_("begin what belongs together in the same column"))
UNCLOSED_QUOTE = Problem("unclosed-quote", N_("the quote that opens here is not closed, or closes too late"),
    N_("close it on the same line"))
AFTER_QUOTE = Problem("after-quote", N_("text goes on behind the closing quote"),
    N_("put the whole value in quotes; a quote within it is written twice, in single quotes"))
UNCLOSED_BRACKET = Problem("unclosed-bracket", N_("the bracket that opens here is not closed, or a comma is missing"),
    N_("close it, or put a text that begins with a bracket in quotes"))
COLON_IN_VALUE = Problem("colon-in-value", N_("a colon and a space stand in a value without quotes"),
    N_('put the value in quotes: key: "one: two"'))
RESERVED = Problem("reserved-character", N_("no value without quotes begins with {character}"),
    N_("put the value in quotes"))
NO_COLON = Problem("no-colon", N_("this line is no key with a colon, and does not go on from the line above"),
    N_("write key: value, or indent a text that goes on further than its key"))
NO_SPACE = Problem("space-after-colon", N_("there is no space after the colon"), N_("write key: value"))
ALIAS = Problem("alias", N_("a value that begins with {character} is an anchor or an alias for YAML, and these are not allowed"),
    N_("write the value out, or put a text in quotes"))
TAG = Problem("tag", N_("a value that begins with ! is a tag for YAML, and tags are not allowed"),
    N_("leave it out, or put a text in quotes"))
DIRECTIVE = Problem("directive", N_("a line that begins with % is a directive, which is not allowed here"),
    N_("delete the line"))
ESCAPE = Problem("escape", N_("in double quotes a backslash begins an escape, and this is none"),
    N_("write the backslash twice, or use single quotes"))
NOT_THE_CHARACTER = Problem("escape", N_("this escape stands for no character"), N_("write the character itself"))
BLOCK_TEXT = Problem("block-text", N_("after | or > the text begins on the next line, indented with spaces"))
KEY = Problem("key", N_("a key must be text"), N_("put it in quotes"))
COMMA = Problem("key", N_("the comma before this parts the entries of {braces}"),
    N_("write the number without a comma, or the text in quotes"))
MERGE_KEY = Problem("merge-key", N_("merge keys (<<) are not allowed"), N_("write the values out"))
LIST_IN_LINE = Problem("list-in-line", N_("a list cannot begin here"),
    N_("begin each item with - on a line of its own"))
UNKNOWN = Problem("yaml", N_("this is not well-formed YAML"))
WIDE_SPACE = Problem("full-width-space", N_("{character} stands where YAML needs an ordinary space"),
    N_("type a half-width space"))
WIDE_DASH = Problem("full-width-dash", N_("{character} is no list mark"),
    N_("begin the item with a half-width - and a space"))
WIDE_COLON = Problem("full-width-colon", N_("{character} is no colon for YAML"),
    N_("write key: value, with a half-width colon and a space"))
WIDE_HASH = Problem("full-width-hash", N_("{character} begins no comment"), N_("begin a comment with a half-width #"))
WIDE_QUOTE = Problem("full-width-quote", N_("{character} is no quote for YAML"),
    N_("put the value in half-width quotes: \" or '"))
_AT_CONTEXT = (
    UNCLOSED_QUOTE, UNCLOSED_BRACKET, NO_COLON, ALIAS, TAG, DIRECTIVE, NOT_THE_CHARACTER, BLOCK_TEXT,
)
"""Those that stand where the parser began to read, not where it gave up."""
# fmt: on

_Rules = Sequence[tuple[str, Problem]]  # left to `re` to compile and keep at first use: most files have no fault

_COMPLAINTS: _Rules = (
    (" (alias|anchor).*;", ALIAS),
    ("directive.*;", DIRECTIVE),
    (" tag.*;", TAG),
    ("flow.*;.*node content", UNCLOSED_BRACKET),
    ("node content", RESERVED),
    ("found a tab", TAB),
    ("mapping values are not allowed", COLON_IN_VALUE),
    ("could not find expected ':'", NO_COLON),
    ("unexpected (end of stream|document)", UNCLOSED_QUOTE),
    ("unknown escape|hexdecimal", ESCAPE),
    ("invalid Unicode character escape", NOT_THE_CHARACTER),
    (r"',' or|unclosed '\['", UNCLOSED_BRACKET),
    ("document start|document end marker", INDENTATION),
    ("sequence entries are not allowed", LIST_IN_LINE),
    ("mapping keys are not allowed|cannot start any token|that cannot start", RESERVED),
    ("found unexpected ':'", NO_SPACE),
    ("incompatible|%YAML|YAML directive|duplicate tag handle", DIRECTIVE),
    ("tag handle", TAG),
    ("comment or (a )?line break|indentation indicator|more indented follow up", BLOCK_TEXT),
    ("expected key|'-' indicator|<block end>", INDENTATION),
)
"""By "context; problem", as libyaml and ruamel.yaml put them; the first that fits."""

_SPACES = "[\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f]"


def _slips(lead: str, key: str, tight: str) -> list[tuple[str, Problem]]:
    """Return the slips of whoever types Japanese, at the beginning of a key or line: `tight` lacks a space."""
    return [
        (rf"{lead}(?:[-－ー−] *)?({_SPACES})", WIDE_SPACE),
        (rf"{lead}([－ー−])", WIDE_DASH),
        (rf"{lead}(＃)", WIDE_HASH),
        (rf"{lead}{key}(：)", WIDE_COLON),
        (rf"{lead}{key}:({_SPACES})", WIDE_SPACE),
        (rf"{lead}{tight}", NO_SPACE),
    ]


_KEY: _Rules = (
    *_slips("", "[a-z_]+", "[a-z_]+(:)(?=.)"),
    ("([“”„＂「『])", WIDE_QUOTE),
    (f".*({_SPACES})$", WIDE_SPACE),
)
"""What no key begins with or holds."""
_VALUE: _Rules = (
    (f"({_SPACES})", WIDE_SPACE),
    (f"(?s).*(?<!{_SPACES})(?={_SPACES}+$)({_SPACES})", WIDE_SPACE),
    ('(“)[^“”]*[”“"]$', WIDE_QUOTE),
    ('([”„＂])[^“”]*[”“＂"]$', WIDE_QUOTE),
    ("([「『])[!-~]+[」』]$", WIDE_QUOTE),
    ("(?:.* )?(＃) ", WIDE_HASH),
)
"""What no value without quotes begins with, or ends with."""
_OWN_LINE = _slips("", "[a-z_]{1,30}", "(?!(?:mailto|tel|urn):)[a-z_]{1,30}(:)(?=[^ /])")
"""What no value begins with that begins its line, or an item of a list."""
_LINE: _Rules = (
    (" *(\t)", TAB),
    *_slips(" *(?:- +)*", r"[\w-]+", r"[A-Za-z_][\w-]*(:)(?=[^\s/])"),
    (r" *(?:- +)*(?:[\w-]+: +)?([“”„＂])", WIDE_QUOTE),
)
"""What makes the line at which the parser gave up, or one above it, the culprit."""
_LINES_ABOVE = 20  # lines above the one where the parser gave up in which the culprit is looked for
_PLAIN_LINE = re.compile(r"\s*(?:#|- |-$|(?:- +)*[\w-]+:(?:\s|$))")
_DOUBTFUL = frozenset("-－ー−＃“”„＂「『")


class Mistake(NamedTuple):
    """A problem, and at how many characters from where one looked."""

    problem: Problem
    character: str = ""
    offset: int = 0

    def at(self, file: str, line: int, column: int) -> Diagnostic:
        """Return it as a fault in the reader's words, standing at a place."""
        named = _("a full-width space (U+3000)") if self.character == "\u3000" else self.character
        if named.isspace():
            named = f"U+{ord(named):04X}"
        code, text, hint = self.problem
        message = _(text).format(character=escape_invisible(named), braces="{ }")
        return Diagnostic(Location(file, line, column), code, message, _(hint), part=self.character)


def _first(rules: _Rules, text: str) -> Mistake | None:
    matches = ((re.match(pattern, text), problem) for pattern, problem in rules)
    return next((Mistake(problem, found[1], found.start(1)) for found, problem in matches if found), None)


def mistake_in_key(text: str, kind: str, *, in_braces: bool) -> Mistake | None:
    """Return what is wrong in a key without quotes, which YAML takes for a kind of value."""
    if in_braces and re.match("[0-9]{3}(?![0-9])", text):
        return Mistake(COMMA)
    if kind != "str":
        return Mistake(MERGE_KEY if kind == "merge" else KEY)
    return _first(_KEY, text)


def is_doubtful(text: str) -> bool:
    """Return at once whether a value without quotes is worth looking into: few are."""
    return text[:1] in _DOUBTFUL or text != text.strip() or ":" in text or "：" in text or " ＃ " in text


def mistake_in_value(text: str, *, own_line: bool) -> Mistake | None:
    """Return what is wrong in a value without quotes; `own_line` if nothing but its item's mark stands before it."""
    return (own_line and _first(_OWN_LINE, text)) or _first(_VALUE, text)


def _mistake_above(lines: Sequence[str]) -> tuple[int, Mistake] | None:
    """Return how many lines above the last, where the parser gave up, the line stands that led it astray, and why.

    A line that is like any other in a case file ends the search.
    """
    for above, line in enumerate(reversed(lines)):
        if found := _first(_LINE, line):
            return above, found
        if above and _PLAIN_LINE.match(line):
            break
    return None


def explain(error: MarkedYAMLError, text: bytes, opened: Sequence[Event], last: Event | None) -> tuple[int, Mistake]:
    """Return the line, counted from 0, of what led the parser astray in a text of which each line ends with LF.

    `opened` are the collections that are open, `last` is the scalar read last.
    """
    line, column, lines = _lines_to(text, error.problem_mark)
    said = f"{error.context or ''}; {error.problem or ''}"
    problem = next((meant for pattern, meant in _COMPLAINTS if re.search(pattern, said)), UNKNOWN)
    if problem is RESERVED and lines[-1][column : column + 1] == "\t":
        problem = TAB
    if problem is INDENTATION and lines[0].startswith("%"):
        return line + 1 - len(lines), Mistake(DIRECTIVE)
    if problem is ESCAPE:
        column = max(0, lines[-1].rfind("\\", 0, column + 1))
    if problem in _AT_CONTEXT:
        brackets = [event.start_mark for event in opened if event.flow_style]
        mark = brackets[-1] if problem is UNCLOSED_BRACKET and brackets else error.context_mark
        line, column, lines = _lines_to(text, mark or error.problem_mark)
    mistake = Mistake(problem, lines[-1][column : column + 1], column)
    if problem in (COLON_IN_VALUE, NO_COLON, INDENTATION):
        above, mistake = _mistake_above(lines) or (0, mistake)
        line -= above
    if mistake.problem is INDENTATION and last and not last.implicit[0] and last.end_mark.line == line:
        # What stands in quotes ended just before: where it should, or where the next quote opens.
        if last.start_mark.line == line:
            return line, Mistake(AFTER_QUOTE, "", column)
        return last.start_mark.line, Mistake(UNCLOSED_QUOTE, "", last.start_mark.column)
    if mistake.problem is COLON_IN_VALUE and ": " not in lines[-1][:column] and line:
        # Its key goes on from the line above, further in than the keys beside it.
        return line, Mistake(INDENTATION, "", len(lines[-1]) - len(lines[-1].lstrip(" ")))
    return line, mistake


def _lines_to(text: bytes, mark: StreamMark) -> tuple[int, int, list[str]]:
    """Return the line and column of a mark, and the lines up to there; the end of the text is within its last line."""
    found = deque(enumerate(islice(io.BytesIO(text), mark.line + 1)), maxlen=_LINES_ABOVE + 1)
    lines = [line.decode("utf-8").rstrip("\n") for _number, line in found]
    last = found[-1][0]
    return last, mark.column if last == mark.line else len(lines[-1]), lines
