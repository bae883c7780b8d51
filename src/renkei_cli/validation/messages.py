"""What pydantic found wrong, in the reader's words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from renkei_cli.core.i18n import LANGUAGES, _
from renkei_cli.core.text import escape_invisible
from renkei_cli.domain.places import local_governments
from renkei_cli.schema.types import vocabulary_of
from renkei_cli.validation import keys
from renkei_cli.validation import suggestions as remedies
from renkei_cli.validation import value_messages as values
from renkei_cli.validation.violations import ErrorContext, Violation, brief
from renkei_cli.yamlio.loader import Path

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from renkei_cli.schema.types import StrictModel

_BRANCHES = ("int", "float")
"""What pydantic adds to a path to name the member of a union that it tried."""


def translate_error(
    detail: "ErrorDetails", model: type["StrictModel"], written: Callable[[Path], str | None]
) -> Violation | None:
    """Put one of pydantic's errors about `model` into words, with what would be right where that is known.

    None where it says nothing new: pydantic takes a list with faulty items for a list that is too short.
    """
    path: Path = tuple(detail["loc"])
    if path and path[-1] in _BRANCHES:
        path = path[:-1]
    named = [step for step in path if isinstance(step, str)]
    # A language alone says little: summary.ja.
    key = ".".join(named[-2:] if named and named[-1] in LANGUAGES else named[-1:])
    given = detail["input"]
    if detail["type"] == "too_short" and len(given) >= detail["ctx"]["min_length"]:
        return None
    trouble = ErrorContext(path, key, given, written(path) or str(given), detail.get("ctx", {}), model)
    if given is None and detail["type"] != "extra_forbidden":
        return values.empty(trouble)
    return _WORDINGS.get(detail["type"], _any_other)(trouble)


def _missing(trouble: ErrorContext) -> Violation:
    meaning = keys.label(trouble.model, trouble.path)
    message = _("{key} is missing here").format(key=trouble.key)
    last = str(trouble.path[-1])
    hint = _("add {key}, which says: {meaning}").format(key=f"{last}:", meaning=meaning)
    return Violation(trouble.path[:-1], "missing", message, hint, lacks=last)


def _unknown_key(trouble: ErrorContext) -> Violation:
    key = brief(str(trouble.path[-1]))
    message = _("there is no field {key} here")
    hint = keys.hint(trouble.model, trouble.path)
    return trouble._replace(key=key).problem("unknown-key", message, hint)._replace(at_key=True)


def _not_allowed(trouble: ErrorContext) -> Violation:
    field = keys.field(trouble.model, trouble.path)
    vocabulary = vocabulary_of(field.metadata)
    hint = remedies.term_meant(trouble.written, vocabulary) if vocabulary else ""
    return trouble.problem("not-allowed", _("{given} is not one of the allowed values"), hint)


def _not_text(trouble: ErrorContext) -> Violation:
    if isinstance(trouble.given, dict | tuple):
        return trouble.problem("shape", _("{key} is one text, not a list or a mapping"))
    return values.not_text(trouble)


def _too_long(trouble: ErrorContext) -> Violation:
    most = trouble.context["max_length"]
    length = len(trouble.given)
    message = _("{key} has {n} characters, {over} too many").format(key=trouble.key, n=length, over=length - most)
    return trouble.problem("too-long", message, _("write at most {n} characters").format(n=most))


def _too_few(trouble: ErrorContext) -> Violation:
    n, least = len(trouble.given), trouble.context["min_length"]
    message = _("{key} holds {n}").format(key=trouble.key, n=n)
    return trouble.problem("count", message, _("write at least {n}").format(n=least))


def _too_many(trouble: ErrorContext) -> Violation:
    if isinstance(trouble.given, str):
        return _too_long(trouble)
    n, most = len(trouble.given), trouble.context["max_length"]
    message = _("{key} holds {n}").format(key=trouble.key, n=n)
    return trouble.problem("count", message, _("write at most {n}").format(n=most))


def _not_a_list(trouble: ErrorContext) -> Violation:
    return trouble.problem("shape", _("{key} is a list"), _("begin each of its items with “- ”"))


def _not_a_mapping(trouble: ErrorContext) -> Violation:
    if not trouble.path:
        return trouble.problem("shape", _("a case is a mapping of fields"), _("begin with: cases:"))
    return values.not_a_mapping(trouble)


def _too_small(trouble: ErrorContext) -> Violation:
    least = _("write at least {n}").format(n=trouble.context["ge"])
    return trouble.problem("number", _("{given} is too small for {key}"), least)


def _check_digit(trouble: ErrorContext) -> Violation:
    right = trouble.context["right"]
    near = [right] if right in local_governments() else remedies.codes_near(trouble.given)
    message = _("the check digit of the code {given} is wrong")
    return trouble.problem("check-digit", message, remedies.write(remedies.choice(near)))


def _unknown_code(trouble: ErrorContext) -> Violation:
    near = remedies.write(remedies.choice(remedies.codes_near(trouble.given)))
    return trouble.problem("unknown-code", _("no local government has the code {given}"), near)


def _no_date(trouble: ErrorContext) -> Violation:
    return trouble.problem("date", _("{given} is not a date of the calendar"))


def _control_character(trouble: ErrorContext) -> Violation:
    part = next(character for character in trouble.given if escape_invisible(character) != character)
    message = _("an invisible character stands here: {shown}").format(shown=escape_invisible(part))
    return trouble.problem("control-character", message, _("delete it"), part)


def _line_break(trouble: ErrorContext) -> Violation:
    hint = _("write it on one line, or begin it with >- and break it where a space may stand")
    return trouble.problem("one-line", _("{key} holds a line break or a tab"), hint)


def _outer_space(trouble: ErrorContext) -> Violation:
    return trouble.problem("outer-space", _("the text begins or ends with white space"), _("leave it out"))


def _any_other(trouble: ErrorContext) -> Violation:
    return trouble.problem("form", _("{key} has a wrong form: {given}"))


_WORDINGS: dict[str, Callable[[ErrorContext], Violation]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _not_allowed,
    "string_type": _not_text,
    "string_pattern_mismatch": values.wrong_form,
    "string_too_long": _too_long,
    "too_short": _too_few,
    "too_long": _too_many,
    "string_too_short": values.empty,
    "tuple_type": _not_a_list,
    "model_type": _not_a_mapping,
    "int_type": values.not_a_number,
    "int_from_float": values.not_a_number,
    "float_type": values.not_a_number,
    "greater_than_equal": _too_small,
    "check_digit": _check_digit,
    "unknown_code": _unknown_code,
    "date": _no_date,
    "line_break": _line_break,
    "control_character": _control_character,
    "outer_space": _outer_space,
}
"""What is said of each of pydantic's error types."""
