"""What the YAML parser complains of, in the reader's words."""

from typing import NamedTuple

from renkei_cli.core.i18n import N_


class SyntaxMessage(NamedTuple):
    """A fault of the YAML, before it has a place."""

    code: str
    message: str
    """To be translated; it may name the `character` that stands there."""
    hint: str = ""
    at_context: bool = False
    """Whether it stands where the parser began to read, not where it gave up."""


TAB = SyntaxMessage("tab", N_("a tab stands where YAML needs spaces"), N_("indent with spaces"))
INDENTATION = SyntaxMessage(
    "indentation", N_("the indentation of this line fits no line above"),
    N_("begin what belongs together in the same column"),
)  # fmt: skip
UNCLOSED_QUOTE = SyntaxMessage(
    "unclosed-quote", N_("the quote that opens here is not closed, or closes too late"),
    N_("close it on the same line"), at_context=True,
)  # fmt: skip
AFTER_QUOTE = SyntaxMessage(
    "after-quote", N_("text goes on behind the closing quote"),
    N_("put the whole value in quotes; a quote within it is written twice, in single quotes"),
)  # fmt: skip
UNCLOSED_BRACKET = SyntaxMessage(
    "unclosed-bracket", N_("the bracket that opens here is not closed, or a comma is missing"),
    N_("close it, or put a text that begins with a bracket in quotes"), at_context=True,
)  # fmt: skip
COLON_IN_VALUE = SyntaxMessage(
    "colon-in-value", N_("a colon and a space stand in a value without quotes"),
    N_('put the value in quotes: key: "one: two"'),
)  # fmt: skip
RESERVED = SyntaxMessage(
    "reserved-character", N_("no value without quotes begins with {character}"), N_("put the value in quotes"),
)  # fmt: skip
NO_COLON = SyntaxMessage(
    "no-colon", N_("this line is no key with a colon, and does not go on from the line above"),
    N_("write key: value, or indent a text that goes on further than its key"), at_context=True,
)  # fmt: skip
NO_SPACE = SyntaxMessage(
    "space-after-colon", N_("there is no space after the colon"), N_("write key: value"),
)  # fmt: skip
ALIAS = SyntaxMessage(
    "alias", N_("a value that begins with {character} is an anchor or an alias for YAML, and these are not allowed"),
    N_("write the value out, or put a text in quotes"), at_context=True,
)  # fmt: skip
TAG = SyntaxMessage(
    "tag", N_("a value that begins with ! is a tag for YAML, and tags are not allowed"),
    N_("leave it out, or put a text in quotes"), at_context=True,
)  # fmt: skip
DIRECTIVE = SyntaxMessage(
    "directive", N_("a line that begins with % is a directive, which is not allowed here"),
    N_("delete the line"), at_context=True,
)  # fmt: skip
ESCAPE = SyntaxMessage(
    "escape", N_("in double quotes a backslash begins an escape, and this is none"),
    N_("write the backslash twice, or use single quotes"),
)  # fmt: skip
NOT_THE_CHARACTER = SyntaxMessage(
    "escape", N_("this escape stands for no character"), N_("write the character itself"), at_context=True,
)  # fmt: skip
BLOCK_TEXT = SyntaxMessage(
    "block-text", N_("after | or > the text begins on the next line, indented with spaces"), "", at_context=True,
)  # fmt: skip
LIST_IN_LINE = SyntaxMessage(
    "list-in-line", N_("a list cannot begin here"), N_("begin each item with - on a line of its own"),
)  # fmt: skip
UNKNOWN = SyntaxMessage("yaml", N_("this is not well-formed YAML"))

_BY_CONTEXT = {"alias": ALIAS, "anchor": ALIAS, "tag directive": DIRECTIVE, "directive": DIRECTIVE, "tag": TAG}
"""By a word of what the parser was about; the first that fits."""

_BY_PROBLEM = {
    "found a tab": TAB,
    "mapping values are not allowed": COLON_IN_VALUE,
    "could not find expected ':'": NO_COLON,
    "unexpected end of stream": UNCLOSED_QUOTE,
    "unexpected document": UNCLOSED_QUOTE,
    "unknown escape": ESCAPE,
    "hexdecimal": ESCAPE,
    "invalid Unicode character escape": NOT_THE_CHARACTER,
    "',' or": UNCLOSED_BRACKET,
    "unclosed '['": UNCLOSED_BRACKET,
    "document start": INDENTATION,
    "document end marker": INDENTATION,
    "sequence entries are not allowed": LIST_IN_LINE,
    "mapping keys are not allowed": RESERVED,
    "cannot start any token": RESERVED,
    "that cannot start": RESERVED,
    "found unexpected ':'": NO_SPACE,
    "incompatible": DIRECTIVE,
    "%YAML": DIRECTIVE,
    "YAML directive": DIRECTIVE,
    "duplicate tag handle": DIRECTIVE,
    "tag handle": TAG,
    "comment or line break": BLOCK_TEXT,
    "a comment or a line break": BLOCK_TEXT,
    "indentation indicator": BLOCK_TEXT,
    "more indented follow up": BLOCK_TEXT,
    "expected key": INDENTATION,
    "'-' indicator": INDENTATION,
    "<block end>": INDENTATION,
}
"""By words of the complaint, as libyaml and ruamel.yaml put it; the first that fits."""


def complaint(context: str, problem: str, character: str) -> SyntaxMessage:
    """Find the words for what the parser complains of, given the character at which it gave up."""
    for words, meant in _BY_CONTEXT.items():
        if f" {words}" in context.replace("%TAG", "tag").replace("%YAML", ""):
            return meant
    if "node content" in problem:
        return UNCLOSED_BRACKET if "flow" in context else RESERVED
    found = next((meant for words, meant in _BY_PROBLEM.items() if words in problem), UNKNOWN)
    return TAB if found is RESERVED and character == "\t" else found
