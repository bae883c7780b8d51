"""What pydantic found wrong, in the reader's words."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from renkei_cli.authoring.source import Path
from renkei_cli.i18n import _

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from renkei_cli.authoring.described import Described


Context = dict[str, Any]


class Problem(NamedTuple):
    """A fault before its place in the file is known."""

    path: Path
    code: str
    message: str
    hint: str = ""


def worded(detail: "ErrorDetails", model: type["Described"]) -> Problem:
    """Put one of pydantic's errors about `model` into words, with what would be right where that is known."""
    path: Path = tuple(detail["loc"])
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    say = _WORDINGS.get(detail["type"], _any_other)
    return say(path, key, detail["input"], {**detail.get("ctx", {}), "model": model})


def _missing(path: Path, key: str, _given: object, _context: Context) -> Problem:
    return Problem(path[:-1], "missing", _("{key} is missing here").format(key=key))


def _unknown_key(path: Path, key: str, _given: object, context: Context) -> Problem:
    near = get_close_matches(key, _keys_beside(path, context["model"]), 1)
    hint = _("did you mean {near}?").format(near=near[0]) if near else ""
    return Problem(path, "unknown-key", _("there is no field {key} here").format(key=key), hint)


def _not_allowed(path: Path, _key: str, given: object, context: Context) -> Problem:
    allowed = [part.strip("' ") for part in context["expected"].replace(" or ", ",").split(",")]
    near = get_close_matches(str(given), allowed, 1, 0.5)
    if near:
        hint = _("did you mean {near}?").format(near=near[0])
    else:
        hint = _("one of {allowed}").format(allowed=", ".join(allowed))
    message = _("{given} is not one of the allowed values").format(given=_quoted(given))
    return Problem(path, "not-allowed", message, hint)


def _not_text(path: Path, key: str, given: object, _context: Context) -> Problem:
    hint = _("put it in double quotes") if isinstance(given, int | float) else ""
    return Problem(path, "not-text", _("{key} must be text").format(key=key), hint)


def _wrong_form(path: Path, key: str, given: object, context: Context) -> Problem:
    message = _("{given} is not in the form that {key} has").format(given=_quoted(given), key=key)
    return Problem(path, "form", message, str(context["pattern"]))


def _too_long(path: Path, key: str, given: object, context: Context) -> Problem:
    message = _("{key} has {n} characters").format(key=key, n=len(str(given)))
    return Problem(path, "too-long", message, _("at most {n}").format(n=context["max_length"]))


def _wrong_count(path: Path, key: str, _given: object, context: Context) -> Problem:
    message = _("{key} holds too few or too many").format(key=key)
    return Problem(
        path, "count", message, _("allowed: {n}").format(n=context.get("min_length", context.get("max_length")))
    )


def _check_digit(path: Path, _key: str, given: object, context: Context) -> Problem:
    message = _("the check digit of the code {given} is wrong").format(given=given)
    return Problem(path, "check-digit", message, _("with these digits it would be {right}").format(**context))


def _unknown_code(path: Path, _key: str, given: object, _context: Context) -> Problem:
    return Problem(path, "unknown-code", _("no local government has the code {given}").format(given=given))


def _no_date(path: Path, _key: str, given: object, _context: Context) -> Problem:
    return Problem(path, "date", _("{given} is not a date of the calendar").format(given=_quoted(given)))


def _control_character(path: Path, _key: str, _given: object, context: Context) -> Problem:
    return Problem(path, "control-character", _("an invisible character stands here: {shown}").format(**context))


def _outer_space(path: Path, _key: str, _given: object, _context: Context) -> Problem:
    return Problem(path, "outer-space", _("the text begins or ends with white space"))


def _any_other(path: Path, key: str, given: object, _context: Context) -> Problem:
    return Problem(path, "form", _("{key} has a wrong form: {given}").format(key=key, given=_quoted(given)))


_WORDINGS: dict[str, Callable[[Path, str, object, Context], Problem]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _not_allowed,
    "string_type": _not_text,
    "string_pattern_mismatch": _wrong_form,
    "string_too_long": _too_long,
    "too_short": _wrong_count,
    "too_long": _wrong_count,
    "string_too_short": _wrong_count,
    "check_digit": _check_digit,
    "unknown_code": _unknown_code,
    "date": _no_date,
    "control_character": _control_character,
    "outer_space": _outer_space,
}
"""What is said of each of pydantic's error types."""


def _quoted(given: object) -> str:
    text = str(given)
    return repr(text if len(text) <= 40 else text[:40] + "…")  # noqa: PLR2004 - enough to recognise it by


def _keys_beside(path: Path, model: Any) -> list[str]:  # noqa: ANN401 - a model of the schema
    """Give the keys that a mapping may hold, following the path through the schema's types."""
    for step in path[:-1]:
        if isinstance(step, int):
            continue
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        model = _model_in(fields[step].annotation)
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:  # noqa: ANN401 - a type, or a union or tuple of types
    if hasattr(annotation, "model_fields"):
        return annotation
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model is not None), None)
