"""The answers to the questions about a case, one by one or from a file, in the shape of a case."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from renkei_cli.authoring.values import AnswerRejectedError, parse_value, proposed_id
from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.errors import InvalidAnswersError
from renkei_cli.core.i18n import _, plural
from renkei_cli.domain.places import fitting_types, local_governments
from renkei_cli.schema.fields import Path
from renkei_cli.schema.models import Case, fields_of, inner_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation.rules import Violation
from renkei_cli.validation.validator import check_values
from renkei_cli.yamlio.loader import entries

SMALLEST_CASE: Mapping[str, Any] = {
    "id": "x",
    "type": "県内連携",
    "title": {"ja": "x"},
    "participants": [{"code": code, "roles": [{"code": "plan_author"}]} for code in ("410004", "412015")],
    "source": {"document": {"ja": "x"}, "heading": {"ja": "x"}},
}
"""What stands around values that are checked before the others are known."""
_PAIR = re.compile(rb"\\(?:u[Dd][89ABab]\w\w\\u[Dd][C-Fc-f]\w\w|.)", re.DOTALL)


def nest(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers by keys such as participants/0/code in the shape of a case; None is left out."""
    parts: dict[str, dict[str, Any]] = {}
    for key, value in given.items():
        if value is not None:
            top, _slash, below = key.partition("/")
            parts.setdefault(top, {})[below] = value
    shaped: dict[str, Any] = {}
    for key, part in parts.items():
        values = part[""] if "" in part else nest(part)
        numbered = "" not in part and all(map(str.isdecimal, values))
        shaped[key] = list(values.values()) if numbered else values
    return shaped


def check_answer(given: Mapping[str, Any], key: str, value: object) -> None:
    """Raise AnswerRejectedError, with the validator's reason, where a value does not fit what is `given` beside it."""
    top = key.partition("/")[0]
    around = {other: told for other, told in given.items() if other.startswith(f"{top}/")}
    path = tuple(int(step) if step.isdecimal() else step for step in key.split("/"))
    for violation in check_values({**SMALLEST_CASE, **nest({**around, key: value})})[1]:
        if violation.path == path:
            raise AnswerRejectedError(violation.message, violation.hint)


def case_from_answers(answers: Mapping[str, Any], place: Callable[[Path], Location]) -> Case:
    """Return the case that answers make, in the shape of a case file but written as people write; `place` finds a path.

    A text may stand for its Japanese, a word for a tag, a name for a code. `id` and `type` may be left to follow
    from the participants. Raise InvalidAnswersError with every key at fault.
    """
    refused: list[Violation] = []
    codes: list[str] = []
    filled = _mapping(answers, Case, (), codes, refused)
    # Without participants there is no case: what stands in for id and type then goes nowhere.
    case, violations = check_values({"id": proposed_id(codes) or "x", "type": fitting_types(codes)[0], **filled})
    known = {violation.path[:end] for violation in refused for end in range(1, len(violation.path) + 1)}
    faults: list[Diagnostic] = []
    for path, code, message, hint, *_rest in (*refused, *(one for one in violations if one.path not in known)):
        key = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
        faults.append(Diagnostic(place(path), code, f"{key}: {message}" if key else message, hint))
    if case is None or faults:
        raise _invalid(faults)
    return case


def _mapping(
    given: Mapping[str, Any], model: type[StrictModel], path: Path, codes: list[str], refused: list[Violation]
) -> dict[str, Any]:
    """Return values as a case file holds them; add the participants' to `codes`, what means nothing to `refused`."""

    def value(given: object, key: str, at: Path) -> object:
        inner = inner_model(model, key)
        if isinstance(given, str) and inner:
            given = {"code" if "code" in inner.model_fields else "ja": given}
        elif isinstance(given, str):
            try:
                return parse_value(fields_of(model)[key], given, codes)
            except AnswerRejectedError as error:
                refused.append(Violation(at, "not-understood", error.message, error.hint))
        return _mapping(given, inner, at, codes, refused) if inner and isinstance(given, Mapping) else given

    filled = {key: found for key, found in given.items() if found is not None}
    for key in filter(filled.__contains__, fields_of(model)):
        held = filled[key]
        if fields_of(model)[key].many:
            items = held if isinstance(held, list | tuple) else [held]
            filled[key] = [value(item, key, (*path, key, n)) for n, item in enumerate(items)]
        else:
            filled[key] = value(held, key, (*path, key))
        if key == "participants":
            # Who is meant in the fields after it is one of them.
            written = [str(item.get("code")) for item in filled[key] if isinstance(item, dict)]
            codes += filter(local_governments().__contains__, written)
    return filled


def _invalid(faults: Sequence[Diagnostic]) -> InvalidAnswersError:
    return InvalidAnswersError(plural("{n} fault in the answers", "{n} faults in the answers", len(faults)), faults)


def case_from_json(file: str, content: bytes) -> Case:
    """Return the case that answers in JSON make, as YAML reads it; raise InvalidAnswersError with all faults."""
    # JSON writes a rare kanji in two halves.
    whole = _PAIR.sub(lambda found: json.loads(b'"%b"' % found[0]).encode() if found[0][2:] else found[0], content)
    faults: list[Diagnostic] = []
    for entry in entries(file, whole, faults):
        if not faults and isinstance(entry.value, dict):
            return case_from_answers(entry.value, entry.place)
    message = _("an object with the fields of a case belongs here")
    raise _invalid(faults or [Diagnostic(Location(file, 1, 1), "json", message)])
