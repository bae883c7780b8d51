"""Answers into a case: names become codes, labels words, era dates ISO 8601; id and type may follow from the rest."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from renkei_cli.authoring.interview.readings import AnswerRejectedError, parse_value
from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.errors import InvalidAnswersError
from renkei_cli.core.i18n import N_, _, plural
from renkei_cli.core.text import fold
from renkei_cli.domain.places import local_governments
from renkei_cli.domain.vocabulary import ROLES, TYPES
from renkei_cli.schema.models import Case, fields_of, inner_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation.raw_case import Violation
from renkei_cli.validation.validator import check_values
from renkei_cli.yamlio.loader import DEEPEST, Path

_Value = TypeVar("_Value")
_ROLES = [{"code": ROLES.terms[0].value}]
_LEAST: Mapping[str, Any] = {
    "id": "x", "type": TYPES.terms[0].value, "title/ja": "x", "source/document/ja": "x", "source/heading/ja": "x",
    "participants/0/code": "010006", "participants/0/roles": _ROLES,
    "participants/1/code": "011002", "participants/1/roles": _ROLES,
}  # fmt: skip
"""Answers that make a case, around the one that is to be checked."""


# --- from questions ---


def nest(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers by keys such as participants/0/code in the shape of a case; None is left out."""
    root: dict[str, Any] = {}
    for key, value in ((key, value) for key, value in given.items() if value is not None):
        node = root
        *above, last = key.split("/")
        for step in above:
            node = node.setdefault(step, {})
        node[last] = value
    return {key: _with_lists(value) for key, value in root.items()}


def _with_lists(node: object) -> object:
    if not isinstance(node, dict):
        return node
    values = {key: _with_lists(value) for key, value in node.items()}
    return list(values.values()) if all(map(str.isdecimal, values)) else values


def accept(given: Mapping[str, Any], key: str, value: _Value) -> _Value:
    """Return the value of a field, checked with what is `given` for its neighbours.

    Raise AnswerRejectedError with the validator's reason. The key says which field: contact/email, urls/0.
    """
    top = key.partition("/")[0]
    around = {other: told for other, told in given.items() if other.partition("/")[0] == top}
    path = tuple(int(step) if step.isdecimal() else step for step in key.split("/"))
    for problem in check_values(nest({**_LEAST, **around, key: value}))[1]:
        if problem.path == path:
            raise AnswerRejectedError(problem.message, problem.hint)
    return value


def fitting_types(codes: Sequence[str]) -> list[str]:
    """Return the types that fit two participants or more, the likeliest first."""
    given = dict(_LEAST)
    for n, code in enumerate(codes):
        given |= {f"participants/{n}/code": code, f"participants/{n}/roles": _ROLES}

    def fits(value: str) -> bool:
        return all(problem.path != ("type",) for problem in check_values(nest({**given, "type": value}))[1])

    return [term.value for term in TYPES if fits(term.value)]


def proposed_id(codes: Sequence[str]) -> str:
    """Return an id made of the romaji of the first two participants."""
    names = (re.sub(r"[^a-z0-9]", "", fold(local_governments()[code].romaji)) for code in codes)
    return "-".join(list(dict.fromkeys(names))[:2])


# --- from values written by people ---


def case_from_answers(file: str, answers: Mapping[str, Any]) -> Case:
    """Return the case that answers make, in the shape of a case file but written as people write.

    A text may stand for its Japanese, a word for a tag, a name for a code. `id` and `type` may be left to follow
    from the participants. Raise InvalidAnswersError with every key at fault.
    """
    refused: list[Violation] = []
    written = {key: value for key, value in answers.items() if value is not None or key not in ("id", "type")}
    # The participants first: who is meant elsewhere is one of them.
    first = {key: written.pop(key) for key in ("participants",) if key in written}
    filled = _mapping(first, Case, (), (), refused)
    codes = [str(item.get("code")) for item in filled.get("participants") or () if isinstance(item, dict)]
    codes = [code for code in codes if code in local_governments()]
    filled |= _mapping(written, Case, (), codes, refused)
    # Without participants there is no case: what stands in for id and type then goes nowhere.
    filled.setdefault("id", proposed_id(codes) or "x")
    filled.setdefault("type", fitting_types(codes)[0] if len(codes) > 1 else TYPES.terms[0].value)
    case, problems = check_values(filled)
    known = {problem.path[:end] for problem in refused for end in range(1, len(problem.path) + 1)}
    faults = [*refused, *(problem for problem in problems if problem.path not in known)]
    if case is None or faults:
        raise _invalid(*(_fault(file, fault) for fault in faults))
    return case


def _mapping(
    given: Mapping[str, Any], model: type[StrictModel], path: Path, partners: Sequence[str], refused: list[Violation]
) -> dict[str, Any]:
    """Return values written by people as a case file holds them; what means nothing is added to `refused`."""

    def value(given: object, key: str, at: Path) -> object:
        if inner := inner_model(model, key):
            if isinstance(given, str):
                given = {"code" if "code" in inner.model_fields else "ja": given}
            return _mapping(given, inner, at, partners, refused) if isinstance(given, Mapping) else given
        if isinstance(given, str):
            try:
                return parse_value(fields_of(model)[key], given, partners)
            except AnswerRejectedError as error:
                refused.append(Violation(at, "not-understood", error.message, error.hint))
        return given

    filled = dict(given)
    for key, one in fields_of(model).items():
        found = given.get(key)
        if found is not None and one.many:
            items = found if isinstance(found, list) else [found]
            filled[key] = [value(item, key, (*path, key, n)) for n, item in enumerate(items)]
        elif found is not None:
            filled[key] = value(found, key, (*path, key))
    return filled


def _fault(file: str, problem: Violation) -> Diagnostic:
    key = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in problem.path).removeprefix(".")
    message = f"{key}: {problem.message}" if key else problem.message
    return Diagnostic(Location(file, 0, 0), problem.code, message, problem.hint)


def _invalid(*faults: Diagnostic) -> InvalidAnswersError:
    return InvalidAnswersError(plural("{n} fault in the answers", "{n} faults in the answers", len(faults)), faults)


# --- from JSON ---


def case_from_json(file: str, content: bytes) -> Case:
    """Return the case that answers in JSON make; raise InvalidAnswersError with every key at fault."""
    place, code, message = Location(file, 0, 0), "json", _("this is not well-formed JSON: {problem}")
    try:
        text = content.decode("utf-8-sig")
        answers = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_float=_finite)
        if isinstance(answers, dict):
            return case_from_answers(file, answers)
        message = _("an object with the fields of a case belongs here")
    except RecursionError:
        message = _("brackets are nested more than {n} levels deep; a case has 7 at most").format(n=DEEPEST)
    except UnicodeDecodeError as error:
        place = Location(file, content.count(b"\n", 0, error.start) + 1, 1)
        code, message = "not-utf8", _("the file is not UTF-8")
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        known = next((ours for theirs, ours in _SYNTAX.items() if error.msg.startswith(theirs)), "")
        message = message.format(problem=_(known) or error.msg)
    except ValueError as error:
        # A key twice, a number that is none or has thousands of digits.
        message = message.format(problem=error)
    raise _invalid(Diagnostic(place, code, message))


_SYNTAX = {
    "Expecting value": N_("a value is missing"),
    "Expecting property name enclosed in double quotes": N_("a key in double quotes is missing"),
    "Expecting ':' delimiter": N_("a colon is missing"),
    "Expecting ',' delimiter": N_("a comma is missing"),
    "Illegal trailing comma before end of": N_("there is a comma too many"),
    "Unterminated string starting at": N_("the quotes are not closed"),
    "Invalid control character at": N_("a line break or another control character stands in a text"),
    "Invalid \\": N_("what follows the backslash means nothing in JSON"),
    "Extra data": N_("something follows the end"),
}
"""What Python's reader of JSON says, in our words."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(_("the key {key} stands twice").format(key=key))
        found[key] = value
    return found


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse(text)


def _refuse(text: str) -> float:
    raise ValueError(_("{text} is not a number").format(text=text))
