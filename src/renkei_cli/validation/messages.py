"""What pydantic found wrong, in the reader's words, with what would be right where that is known."""

import json
from collections.abc import Callable
from typing import NamedTuple

from pydantic_core import ErrorDetails

from renkei_cli.core.errors import did_you_mean
from renkei_cli.core.i18n import LANGUAGES, N_, _
from renkei_cli.core.text import escape_invisible
from renkei_cli.domain.places import codes_of_digits
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema.fields import Field, Path, Value
from renkei_cli.schema.models import fields_of, inner_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation import suggestions
from renkei_cli.validation.rules import TRUTHS, Violation
from renkei_cli.validation.suggestions import choice, field_at, write

_CODES = ("code", "for", "parties")
_DATES = ("date", "start", "end")
_ENOUGH = 40  # characters of a value by which its writer recognises it
_FORMS = "2017-08-23, 2017-08, 2017, FY2017"
_DATE_FORMS = N_("write a day, a month, a year or a fiscal year: {forms}")
_ID_FORM = N_("write a-z and 0-9 with hyphens between, as in fujieda-eniwa")
_SIX_DIGITS = N_('write its six digits in double quotes, as in "012319"')
_WANTED = {"id": _ID_FORM} | dict.fromkeys(_CODES, _SIX_DIGITS) | dict.fromkeys(_DATES, _DATE_FORMS)


class _Error(NamedTuple):
    model: type[StrictModel]
    path: Path
    key: str  # the last name on the path, a language with the name before it
    given: Value
    written: str  # what stands in the file

    @property
    def field(self) -> Field:
        return field_at(self.model, self.path)


_Words = tuple[str, str, str]  # the code of a fault, its message, not yet translated, and its hint


def brief(text: str) -> str:
    """Return a text short and safe, so that its writer recognises it."""
    return escape_invisible(text) if len(text) <= _ENOUGH else escape_invisible(text[:_ENOUGH]) + "…"


def translate_error(
    detail: ErrorDetails, model: type[StrictModel], written: Callable[[Path], str | None]
) -> Violation | None:
    """Put one of pydantic's errors about `model` into words; `written` tells how a value stands in its file.

    None where it says nothing new: pydantic takes a list with faulty items for a list that is too short.
    """
    # Of a union, pydantic names the member that it tried, too.
    path: Path = detail["loc"][:-1] if detail["loc"][-1:] in (("int",), ("float",)) else detail["loc"]
    named = [step for step in path if isinstance(step, str)]
    # A language alone says little: summary.ja.
    key = ".".join(named[-2:] if named and named[-1] in LANGUAGES else named[-1:])
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "too_short" and len(given) >= context["min_length"]:
        return None
    if kind == "extra_forbidden":
        key = brief(named[-1])
    elif given is None:
        kind = "string_too_short"
    elif kind == "too_long" and isinstance(given, str):
        kind = "string_too_long"
    shown = json.dumps(given) if isinstance(given, bool) else str(given)
    error = _Error(model, path, key, given, written(path) or shown)
    limit = next((context[name] for name in ("ge", "min_length", "max_length") if name in context), 0)
    length = len(given) if isinstance(given, str | tuple) else 0
    part = next((one for one in given if escape_invisible(one) != one), "") if kind == "control_character" else ""
    words = _WORDS.get(kind, ("form", N_("{key} has a wrong form: {given}"), ""))
    if callable(words):
        code, message, hint = words(error)
    else:
        code, message, cure = words
        hint = cure(error) if callable(cure) else _(cure).format(n=limit)
    message = _(message).format(
        key=key, given=brief(error.written), n=length, over=length - limit, shown=escape_invisible(part)
    )
    if kind == "missing":
        return Violation(path[:-1], code, message, hint, lacks=named[-1])
    return Violation(path, code, message, hint, part, at_key=kind == "extra_forbidden")


def _value_wanted(error: _Error) -> str:
    """Say what belongs behind a key, or what may be left out."""
    ends = range(len(error.path), 0, -1)
    # Of a list that is required, some items are; which, its writer knows best.
    optional = next((end for end in ends if not field_at(error.model, error.path[:end]).required), 0)
    if optional == len(error.path):
        return _("write its value, or leave the line out")
    names = [step for step in error.path if isinstance(step, str)]
    if error.field.kind == "term":
        hint = suggestions.term_meant("", VOCABULARIES[error.field.vocabulary])
    elif error.key in _WANTED:
        hint = _(_WANTED[error.key]).format(forms=_FORMS)
    else:
        text = field_at(error.model, tuple(names[:-1] if names[-1] in LANGUAGES else names))
        hint = _("write the text of {meaning}").format(meaning=text.label.here())
    if optional:
        whole = next(step for step in reversed(error.path[:optional]) if isinstance(step, str))
        hint = _("{hint}; or leave out all of this entry of {whole}").format(hint=hint, whole=whole)
    return hint


def _not_a_mapping(error: _Error) -> _Words:
    if not error.path:
        return "shape", N_("a case is a mapping of fields"), _("begin with: cases:")
    if isinstance(error.given, tuple | dict):
        return "shape", N_("{key} is no list"), _("leave the “- ” out")
    inside = inner_model(*suggestions.holder(error.model, error.path))
    known = fields_of(inside) if inside else {}
    value = brief(error.written)
    if "ja" in known:
        # Between braces, some characters need quotes.
        quoted = f'"{value}"' if set(value) & set(",[]{}:#&*!|>%@`") and '"' not in value else value
        message = N_("the text of {key} does not say its language")
        return "bare-text", message, write(f"{error.key}: {{ja: {quoted}}}")
    if "code" not in known:
        hint = _("write below it what it has: {keys}").format(keys=", ".join(known))
        return "shape", N_("{key} is a mapping of fields, not a text"), hint
    vocabulary = VOCABULARIES.get(known["code"].vocabulary)
    meant = [term.value for term in vocabulary.resolve(value)] if vocabulary else suggestions.codes_of_name(value)[0]
    code = meant[0] if len(meant) == 1 else value
    hint = write(f'- code: "{code}"' if code.isdigit() else f"- code: {code}")
    if vocabulary and len(meant) != 1:
        hint = _("write “- code: ” and one of {allowed}").format(allowed=suggestions.allowed(vocabulary))
    return "shape", N_("{key} holds bare words"), hint


def _not_text(error: _Error) -> _Words:
    written = error.written
    if isinstance(error.given, dict | tuple):
        return "shape", N_("{key} is one text, not a list or a mapping"), ""
    if error.key in _CODES:
        right = write(choice(codes_of_digits(written.replace("_", ""))))
        message = N_("the code {given} stands without quotes: as a number it would lose a leading zero")
        return "code-unquoted", message, right or _("put it in double quotes")
    if error.key in _DATES:
        right = write(f'"{suggestions.date_meant(written) or written}"')
        return "date-unquoted", N_("without quotes YAML takes {given} for a number"), right
    message = N_("{key} must be text, but {given} is a number or a truth value")
    return "text-unquoted", message, _("put it in double quotes: {value}").format(value=f'"{brief(written)}"')


def _wrong_form(error: _Error) -> _Words:
    if error.key in _CODES:
        return _wrong_code(error.given)
    if error.key in _DATES:
        return _wrong_date(error.given)
    if error.key == "id":
        right = suggestions.id_meant(error.given)
        hint = write("" if right in TRUTHS else right) or _(_ID_FORM)
        return "id-form", N_("{given} is not in the form of an id"), hint
    if error.key == "ref":
        hint = _("write heading, or a section and a number: activities/2, background/1, merits/3, figures/1")
        return "ref-form", N_("{given} names no place in the source"), hint
    if error.key == "email":
        return "address", N_("{given} is no e-mail address"), write("name@example.lg.jp")
    return "address", N_("{given} is no address of a page"), _("begin it with http:// or https://")


def _wrong_code(given: str) -> _Words:
    is_number = given.isascii() and given.isdigit()
    codes, exact = (codes_of_digits(given), True) if is_number else suggestions.codes_of_name(given)
    near = choice(codes)
    if is_number or not codes:
        return "code", N_("{given} is not a six-digit code"), write(near) or _(_SIX_DIGITS)
    if not exact:
        return "code-name", N_("no local government is called {given}"), did_you_mean([near])
    if len(codes) > 1:
        return "code-name", N_("the name {given} stands where a code belongs; of which prefecture?"), write(near)
    return "code-name", N_("the name {given} stands where its code belongs"), write(near)


def _wrong_date(given: str) -> _Words:
    if right := suggestions.date_meant(given):
        return "date-form", N_("the date {given} is not in the form of a case file"), write(f'"{right}"')
    if set("〜～~").intersection(given):
        hint = _("write a period as start and end, each a date of its own")
        return "date-form", N_("{given} is not one date"), hint
    return "date-form", N_("{given} is not a date"), _(_DATE_FORMS).format(forms=_FORMS)


def _code_meant(error: _Error) -> str:
    return write(choice(suggestions.codes_near(error.given)))


# fmt: off
_NUMBER = ("number", N_("{key} must be a number, but {given} is none"),
           lambda error: write(suggestions.digits(error.written)) or _("write it in digits alone"))
_WORDS: dict[str, tuple[str, str, str | Callable[[_Error], str]] | Callable[[_Error], _Words]] = {
    "model_type": _not_a_mapping,
    "string_type": _not_text,
    "string_pattern_mismatch": _wrong_form,
    "missing": ("missing", N_("{key} is missing here"), lambda error: _("add {key}, which says: {meaning}").format(
        key=f"{error.path[-1]}:", meaning=error.field.label.here())),
    "extra_forbidden": ("unknown-key", N_("there is no field {key} here"),
                        lambda error: suggestions.key_hint(error.model, error.path)),
    "string_too_short": ("empty-value", N_("{key} is empty"), _value_wanted),
    "tuple_type": ("shape", N_("{key} is a list"), N_("begin each of its items with “- ”")),
    "too_short": ("count", N_("{key} holds {n}"), N_("write at least {n}")),
    "too_long": ("count", N_("{key} holds {n}"), N_("write at most {n}")),
    "string_too_long": ("too-long", N_("{key} has {n} characters, {over} too many"),
                        N_("write at most {n} characters")),
    "literal_error": ("not-allowed", N_("{given} is not one of the allowed values"),
                      lambda error: suggestions.term_meant(error.written, VOCABULARIES[error.field.vocabulary])),
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than_equal": ("number", N_("{given} is too small for {key}"), N_("write at least {n}")),
    "check_digit": ("check-digit", N_("the check digit of the code {given} is wrong"), _code_meant),
    "unknown_code": ("unknown-code", N_("no local government has the code {given}"), _code_meant),
    "date": ("date", N_("{given} is not a date of the calendar"), ""),
    "line_break": ("one-line", N_("{key} holds a line break or a tab"),
                   N_("write it on one line, or begin it with >- and break it where a space may stand")),
    "outer_space": ("outer-space", N_("the text begins or ends with white space"), N_("leave it out")),
    "control_character": ("control-character", N_("an invisible character stands here: {shown}"), N_("delete it")),
}
"""What is said of pydantic's error types, where {n} is a length or a limit; some of it depends on the value."""
# fmt: on
