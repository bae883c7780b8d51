"""What pydantic found wrong, in the reader's words."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from renkei_cli.authoring.schema import CaseFile
from renkei_cli.authoring.source import Path
from renkei_cli.i18n import _

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class Problem(NamedTuple):
    """A fault before its place in the file is known."""

    path: Path
    code: str
    message: str
    hint: str = ""


def worded(detail: "ErrorDetails") -> Problem:
    """Put one of pydantic's errors into words, with what would be right where that is known."""
    path: Path = tuple(detail["loc"])
    context: dict[str, Any] = detail.get("ctx", {})
    given = detail["input"]
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    match detail["type"]:
        case "missing":
            return Problem(path[:-1], "missing", _("{key} is missing here").format(key=key))
        case "extra_forbidden":
            near = get_close_matches(key, _keys_beside(path), 1)
            hint = _("did you mean {near}?").format(near=near[0]) if near else ""
            return Problem(path, "unknown-key", _("there is no field {key} here").format(key=key), hint)
        case "literal_error":
            return _not_allowed(path, str(given), str(context["expected"]))
        case "string_type":
            hint = _("put it in double quotes") if isinstance(given, int | float) else ""
            return Problem(path, "not-text", _("{key} must be text").format(key=key), hint)
        case "string_pattern_mismatch":
            message = _("{given} is not in the form that {key} has").format(given=_quoted(given), key=key)
            return Problem(path, "form", message, str(context["pattern"]))
        case "string_too_long":
            message = _("{key} has {n} characters").format(key=key, n=len(str(given)))
            return Problem(path, "too-long", message, _("at most {n}").format(n=context["max_length"]))
        case "too_short" | "too_long" | "string_too_short":
            message = _("{key} holds too few or too many").format(key=key)
            bound = context.get("min_length", context.get("max_length"))
            return Problem(path, "count", message, _("allowed: {n}").format(n=bound))
        case "check_digit":
            message = _("the check digit of the code {given} is wrong").format(given=given)
            return Problem(path, "check-digit", message, _("with these digits it would be {right}").format(**context))
        case "unknown_code":
            return Problem(path, "unknown-code", _("no local government has the code {given}").format(given=given))
        case "date":
            return Problem(path, "date", _("{given} is not a date of the calendar").format(given=_quoted(given)))
        case "control_character":
            return Problem(path, "control-character", _("an invisible character stands here: {shown}").format(**context))
        case "outer_space":
            return Problem(path, "outer-space", _("the text begins or ends with white space"))
        case _:
            return Problem(path, "form", _("{key} has a wrong form: {given}").format(key=key, given=_quoted(given)))


def _quoted(given: object) -> str:
    text = str(given)
    return repr(text if len(text) <= 40 else text[:40] + "…")  # noqa: PLR2004 - enough to recognise it by


def _not_allowed(path: Path, given: str, expected: str) -> Problem:
    allowed = [part.strip("' ") for part in expected.replace(" or ", ",").split(",")]
    near = get_close_matches(given, allowed, 1, 0.5)
    hint = _("did you mean {near}?").format(near=near[0]) if near else _("one of {allowed}").format(
        allowed=", ".join(allowed))  # fmt: skip
    return Problem(path, "not-allowed", _("{given} is not one of the allowed values").format(given=_quoted(given)), hint)


def _keys_beside(path: Path) -> list[str]:
    """Give the keys that a mapping may hold, following the path through the schema's types."""
    model: Any = CaseFile
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
