"""Answers as a JSON file holds them, into a checked case."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from renkei_cli.authoring.interview.compose import composed
from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.errors import InvalidAnswersError
from renkei_cli.core.i18n import N_, _, plural
from renkei_cli.schema.models import Case
from renkei_cli.validation.violations import Violation
from renkei_cli.yamlio.loader import DEEPEST, Path

_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"?|[][{}]', re.DOTALL)
"""What opens or closes a level, and texts, in which it does not."""


def case_from_json(file: str, content: bytes) -> Case:
    """Read answers as JSON and make a case of them; FaultyAnswersError names every key at fault."""
    answers = _read(file, content)
    if not isinstance(answers, dict):
        raise _refused(
            [Diagnostic(Location(file, 0, 0), "json", _("an object with the fields of a case belongs here"))]
        )
    return case_from(file, answers)


def case_from(file: str, answers: Mapping[str, Any]) -> Case:
    """Make a case of answers; FaultyAnswersError names every key at fault."""
    problems: list[Violation] = []
    case = composed(answers, problems)
    if case is None:
        raise _refused([_fault(file, problem) for problem in problems])
    return case


def _read(file: str, content: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        text = content.decode("utf-8-sig")
        if _depth(text) > DEEPEST:
            message = _("brackets are nested more than {n} levels deep; a case has 7 at most").format(n=DEEPEST)
            raise _refused([Diagnostic(Location(file, 0, 0), "json", message)])
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite)
    except UnicodeDecodeError as error:
        fault = Diagnostic(
            Location(file, content.count(b"\n", 0, error.start) + 1, 1), "not-utf8", _("the file is not UTF-8")
        )
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        fault = Diagnostic(place, "json", _("this is not well-formed JSON: {problem}").format(problem=_said(error.msg)))
    except ValueError as error:
        # A key twice, a number that is none or has thousands of digits.
        fault = Diagnostic(
            Location(file, 0, 0), "json", _("this is not well-formed JSON: {problem}").format(problem=error)
        )
    raise _refused([fault])


def _depth(text: str) -> int:
    """Count the levels of brackets outside of texts."""
    level = deepest = 0
    for found in _BRACKETS.finditer(text):
        level += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        deepest = max(deepest, level)
    return deepest


_STUMBLES = {
    "Expecting value": N_("a value is missing"),
    "Expecting property name enclosed in double quotes": N_("a key in double quotes is missing"),
    "Expecting ':' delimiter": N_("a colon is missing"),
    "Expecting ',' delimiter": N_("a comma is missing"),
    "Illegal trailing comma before end of object": N_("there is a comma too many"),
    "Illegal trailing comma before end of array": N_("there is a comma too many"),
    "Unterminated string starting at": N_("the quotes are not closed"),
    "Invalid control character at": N_("a line break or another control character stands in a text"),
    "Invalid \\": N_("what follows the backslash means nothing in JSON"),
    "Extra data": N_("something follows the end"),
}
"""What Python's reader of JSON says, in our words."""


def _said(message: str) -> str:
    known = next((ours for theirs, ours in _STUMBLES.items() if message.startswith(theirs)), None)
    return _(known) if known else message


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(_("the key {key} stands twice").format(key=key))
        found[key] = value
    return found


def _no_number(text: str) -> Any:  # noqa: ANN401 - it never returns
    raise ValueError(_("{text} is not a number").format(text=text))


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _no_number(text)


def _fault(file: str, problem: Violation) -> Diagnostic:
    where = _key(problem.path)
    return Diagnostic(
        Location(file, 0, 0), problem.code, f"{where}: {problem.message}" if where else problem.message, problem.hint
    )


def _key(path: Path) -> str:
    """Write a path as people write it: participants[0].code."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _refused(faults: Iterable[Diagnostic]) -> InvalidAnswersError:
    listed = list(faults)
    return InvalidAnswersError(plural("{n} fault in the answers", "{n} faults in the answers", len(listed)), listed)
