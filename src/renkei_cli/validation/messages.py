"""What pydantic found wrong, in the reader's words, with what would be right where that is known."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from renkei_cli.core.i18n import LANGUAGES, N_, _
from renkei_cli.core.text import escape_invisible
from renkei_cli.domain.places import codes_of_digits, local_governments
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import fields_of, inner_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation import suggestions
from renkei_cli.validation.raw_case import Path, Value, Violation
from renkei_cli.validation.rules.values import TRUTHS, id_truth
from renkei_cli.validation.suggestions import write

_BRANCHES = ("int", "float")
"""What pydantic adds to a path to name the member of a union that it tried."""
_CODES = ("code", "for", "parties")
_DATES = ("date", "start", "end")
_WAVES = "〜～~"
_ENOUGH = 40
"""Characters of a value by which its writer recognises it."""
_FORMS = "2017-08-23, 2017-08, 2017, FY2017"
"""A date of each precision, as a case file has it."""
_DATE_FORMS = N_("write a day, a month, a year or a fiscal year: {forms}")
_ID_FORM = N_("write a-z and 0-9 with hyphens between, as in fujieda-eniwa")
_SIX_DIGITS = N_('write its six digits in double quotes, as in "012319"')
_OTHER = ("form", N_("{key} has a wrong form: {given}"), "")
_PLAIN = {
    "tuple_type": ("shape", N_("{key} is a list"), N_("begin each of its items with “- ”")),
    "greater_than_equal": ("number", N_("{given} is too small for {key}"), N_("write at least {n}")),
    "too_short": ("count", N_("{key} holds {n}"), N_("write at least {n}")),
    "too_long": ("count", N_("{key} holds {n}"), N_("write at most {n}")),
    "string_too_long": (
        "too-long",
        N_("{key} has {n} characters, {over} too many"),
        N_("write at most {n} characters"),
    ),
    "date": ("date", N_("{given} is not a date of the calendar"), ""),
    "line_break": (
        "one-line",
        N_("{key} holds a line break or a tab"),
        N_("write it on one line, or begin it with >- and break it where a space may stand"),
    ),
    "outer_space": ("outer-space", N_("the text begins or ends with white space"), N_("leave it out")),
}
"""What is said of those of pydantic's error types that need no more than words, where {n} is a length or a limit."""


class _Error(NamedTuple):
    """One of pydantic's errors."""

    model: type[StrictModel]
    path: Path
    key: str
    """The last name on the path, a language with the name before it."""
    given: Value
    written: str
    """What stands in the file."""
    context: dict[str, Any]

    @property
    def field(self) -> Field:
        return suggestions.field_at(self.model, self.path)

    def violation(self, code: str, message: str, hint: str = "", part: str = "") -> Violation:
        return Violation(self.path, code, message.format(key=self.key, given=brief(self.written)), hint, part)


def brief(text: str) -> str:
    """Return a text short and safe, so that its writer recognises it."""
    return escape_invisible(text) if len(text) <= _ENOUGH else escape_invisible(text[:_ENOUGH]) + "…"


def translate_error(
    detail: ErrorDetails, model: type[StrictModel], written: Callable[[Path], str | None]
) -> Violation | None:
    """Put one of pydantic's errors about `model` into words; `written` tells how a value stands in its file.

    None where it says nothing new: pydantic takes a list with faulty items for a list that is too short.
    """
    path: Path = detail["loc"][:-1] if detail["loc"] and detail["loc"][-1] in _BRANCHES else detail["loc"]
    named = [step for step in path if isinstance(step, str)]
    # A language alone says little: summary.ja.
    key = ".".join(named[-2:] if named and named[-1] in LANGUAGES else named[-1:])
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "too_short" and len(given) >= context["min_length"]:
        return None
    if kind == "too_long" and isinstance(given, str):
        kind = "string_too_long"
    shown = json.dumps(given) if isinstance(given, bool) else str(given)
    error = _Error(model, path, key, given, written(path) or shown, context)
    if given is None and kind != "extra_forbidden":
        return _empty(error)
    if kind in _WORDINGS:
        return _WORDINGS[kind](error)
    code, message, hint = _PLAIN.get(kind, _OTHER)
    limit = next((context[name] for name in ("ge", "min_length", "max_length") if name in context), 0)
    length = len(given) if isinstance(given, str | tuple) else 0
    said = _(message).format(key=key, given=brief(error.written), n=length, over=length - limit)
    return Violation(path, code, said, _(hint).format(n=limit))


# --- keys and shapes ---


def _missing(error: _Error) -> Violation:
    last = str(error.path[-1])
    message = _("{key} is missing here").format(key=error.key)
    hint = _("add {key}, which says: {meaning}").format(key=f"{last}:", meaning=error.field.label.here())
    return Violation(error.path[:-1], "missing", message, hint, lacks=last)


def _unknown_key(error: _Error) -> Violation:
    message = _("there is no field {key} here").format(key=brief(str(error.path[-1])))
    return Violation(error.path, "unknown-key", message, suggestions.key_hint(error.model, error.path), at_key=True)


def _empty(error: _Error) -> Violation:
    """Explain a value that is missing behind its key: what belongs there, or what may be left out."""
    message = _("{key} is empty")
    ends = range(len(error.path), 0, -1)
    # Of a list that is required, some items are; which, its writer knows best.
    optional = next((end for end in ends if not suggestions.field_at(error.model, error.path[:end]).required), 0)
    if optional == len(error.path):
        return error.violation("empty-value", message, _("write its value, or leave the line out"))
    hint = _wanted(error)
    if optional:
        whole = next(step for step in reversed(error.path[:optional]) if isinstance(step, str))
        hint = _("{hint}; or leave out all of this entry of {whole}").format(hint=hint, whole=whole)
    return error.violation("empty-value", message, hint)


def _wanted(error: _Error) -> str:
    if error.field.kind == "term":
        return suggestions.term_meant("", VOCABULARIES[error.field.vocabulary])
    if error.key in _CODES:
        return _(_SIX_DIGITS)
    if error.key in _DATES:
        return _(_DATE_FORMS).format(forms=_FORMS)
    if error.key == "id":
        return _(_ID_FORM)
    return _("write the text of {meaning}").format(meaning=suggestions.meaning(error.model, error.path))


def _not_a_mapping(error: _Error) -> Violation:
    """Explain a bare text or a list where a mapping belongs, and show how to write it."""
    if not error.path:
        return error.violation("shape", _("a case is a mapping of fields"), _("begin with: cases:"))
    if isinstance(error.given, tuple | dict):
        return error.violation("shape", _("{key} is no list"), _("leave the “- ” out"))
    inside = inner_model(suggestions.model_at(error.model, error.path), error.field.key)
    known = fields_of(inside) if inside else {}
    value = brief(error.written)
    if "ja" in known:
        # Between braces, some characters need quotes.
        quoted = f'"{value}"' if set(value) & set(",[]{}:#&*!|>%@`") and '"' not in value else value
        message = _("the text of {key} does not say its language")
        return error.violation("bare-text", message, write(f"{error.key}: {{ja: {quoted}}}"))
    if "code" in known:
        return error.violation("shape", _("{key} holds bare words"), _coded(value, known["code"].vocabulary))
    hint = _("write below it what it has: {keys}").format(keys=", ".join(known))
    return error.violation("shape", _("{key} is a mapping of fields, not a text"), hint)


def _coded(value: str, named: str) -> str:
    """Show how a bare word is written as an item with its code."""
    vocabulary = VOCABULARIES[named] if named else None
    meant = [term.value for term in vocabulary.resolve(value)] if vocabulary else suggestions.codes_of_name(value)[0]
    if vocabulary and len(meant) != 1:
        return _("write “- code: ” and one of {allowed}").format(allowed=suggestions.allowed(vocabulary))
    code = meant[0] if len(meant) == 1 else value
    return write(f'- code: "{code}"' if code.isdigit() else f"- code: {code}")


# --- values ---


def _not_allowed(error: _Error) -> Violation:
    hint = suggestions.term_meant(error.written, VOCABULARIES[error.field.vocabulary])
    return error.violation("not-allowed", _("{given} is not one of the allowed values"), hint)


def _not_text(error: _Error) -> Violation:
    """Explain a value that YAML took for a number or a truth value where text belongs."""
    written = error.written
    if isinstance(error.given, dict | tuple):
        return error.violation("shape", _("{key} is one text, not a list or a mapping"))
    if error.key in _CODES:
        right = write(suggestions.choice(codes_of_digits(written.replace("_", ""))))
        message = _("the code {given} stands without quotes: as a number it would lose a leading zero")
        return error.violation("code-unquoted", message, right or _("put it in double quotes"))
    if error.key in _DATES:
        message = _("without quotes YAML takes {given} for a number")
        return error.violation("date-unquoted", message, write(f'"{suggestions.date_meant(written) or written}"'))
    if error.key == "id" and written.lower() in TRUTHS:
        return id_truth(error.path, written)
    message = _("{key} must be text, but {given} is a number or a truth value")
    hint = _("put it in double quotes: {value}").format(value=f'"{brief(written)}"')
    return error.violation("text-unquoted", message, hint)


def _not_a_number(error: _Error) -> Violation:
    digits = write(suggestions.digits(error.written)) or _("write it in digits alone")
    return error.violation("number", _("{key} must be a number, but {given} is none"), digits)


def _wrong_form(error: _Error) -> Violation:
    """Explain a text that is not in the form that its field has."""
    if error.key in _CODES:
        return _wrong_code(error)
    if error.key in _DATES:
        return _wrong_date(error)
    if error.key == "id":
        right = suggestions.id_meant(error.given)
        hint = write("" if right in TRUTHS else right) or _(_ID_FORM)
        return error.violation("id-form", _("{given} is not in the form of an id"), hint)
    if error.key == "ref":
        hint = _("write heading, or a section and a number: activities/2, background/1, merits/3, figures/1")
        return error.violation("ref-form", _("{given} names no place in the source"), hint)
    if error.key == "email":
        return error.violation("address", _("{given} is no e-mail address"), write("name@example.lg.jp"))
    return error.violation("address", _("{given} is no address of a page"), _("begin it with http:// or https://"))


def _wrong_code(error: _Error) -> Violation:
    given = error.given
    if given.isascii() and given.isdigit():
        hint = write(suggestions.choice(codes_of_digits(given)))
        return error.violation("code", _("{given} is not a six-digit code"), hint or _(_SIX_DIGITS))
    codes, exact = suggestions.codes_of_name(given)
    near = suggestions.choice(codes)
    if not codes:
        return error.violation("code", _("{given} is not a six-digit code"), _(_SIX_DIGITS))
    if not exact:
        message = _("no local government is called {given}")
        return error.violation("code-name", message, _("did you mean {near}?").format(near=near))
    if len(codes) == 1:
        return error.violation("code-name", _("the name {given} stands where its code belongs"), write(near))
    message = _("the name {given} stands where a code belongs; of which prefecture?")
    return error.violation("code-name", message, write(near))


def _wrong_date(error: _Error) -> Violation:
    if right := suggestions.date_meant(error.given):
        return error.violation(
            "date-form", _("the date {given} is not in the form of a case file"), write(f'"{right}"')
        )
    if any(wave in error.given for wave in _WAVES):
        hint = _("write a period as start and end, each a date of its own")
        return error.violation("date-form", _("{given} is not one date"), hint)
    return error.violation("date-form", _("{given} is not a date"), _(_DATE_FORMS).format(forms=_FORMS))


def _check_digit(error: _Error) -> Violation:
    right = error.context["right"]
    near = [right] if right in local_governments() else suggestions.codes_near(error.given)
    message = _("the check digit of the code {given} is wrong")
    return error.violation("check-digit", message, write(suggestions.choice(near)))


def _unknown_code(error: _Error) -> Violation:
    near = write(suggestions.choice(suggestions.codes_near(error.given)))
    return error.violation("unknown-code", _("no local government has the code {given}"), near)


def _control_character(error: _Error) -> Violation:
    part = next(character for character in error.given if escape_invisible(character) != character)
    message = _("an invisible character stands here: {shown}").format(shown=escape_invisible(part))
    return error.violation("control-character", message, _("delete it"), part)


_WORDINGS: dict[str, Callable[[_Error], Violation]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _not_allowed,
    "string_type": _not_text,
    "string_pattern_mismatch": _wrong_form,
    "string_too_short": _empty,
    "model_type": _not_a_mapping,
    "int_type": _not_a_number,
    "int_from_float": _not_a_number,
    "float_type": _not_a_number,
    "check_digit": _check_digit,
    "unknown_code": _unknown_code,
    "control_character": _control_character,
}
"""What is said of each of the others."""
