"""What people write, as a case file holds it: names become codes, labels words, era dates ISO 8601; whole cases too."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.core.errors import InvalidAnswersError, UsageError, quote_system_message
from renkei_cli.core.i18n import _, plural
from renkei_cli.core.text import fold
from renkei_cli.domain import dates
from renkei_cli.domain.places import fitting_types, full_name, local_governments, municipality_terms, prefecture_terms
from renkei_cli.domain.vocabulary import ROLES, TYPES, VOCABULARIES, Vocabulary
from renkei_cli.schema.fields import Field, Path
from renkei_cli.schema.models import Case, fields_of, inner_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation.rules import Violation
from renkei_cli.validation.validator import check_values

_NAMED = 8
"""Names that a message lists at most."""
_ROLES = [{"code": ROLES.terms[0].value}]
_LEAST: Mapping[str, Any] = {
    "id": "x", "type": TYPES.terms[0].value, "title/ja": "x", "source/document/ja": "x", "source/heading/ja": "x",
    "participants/0/code": "010006", "participants/0/roles": _ROLES,
    "participants/1/code": "011002", "participants/1/roles": _ROLES,
}  # fmt: skip
"""Answers that make a case, around the one that is to be checked."""


class AnswerRejectedError(UsageError):
    """What was written cannot be taken: `message` says why, `hint` what would do where it is known."""


# --- single values; AnswerRejectedError where they mean nothing ---


def holds_places(field: Field) -> bool:
    """Return whether a field holds codes of local governments."""
    return field.key in ("code", "for", "parties") and not field.vocabulary


def parse_value(field: Field, written: str, among: Sequence[str] = ()) -> str:
    """Return a text of a field as a case file holds it."""
    if field.vocabulary:
        return parse_term(VOCABULARIES[field.vocabulary], written)
    if holds_places(field):
        return parse_place(written, among)
    return parse_date(written) if field.kind == "date" else written


def parse_place(written: str, among: Sequence[str] = ()) -> str:
    """Return the code of the local government meant; of those `among`, where that leaves just one."""
    terms = municipality_terms()
    meant = [term.value for term in terms.spelt(written)]
    if not meant:
        # As renkei writes it in English: Himeshima Village, Oita Prefecture.
        name, _comma, prefecture = written.partition(",")
        within = {term.value for term in prefecture_terms().resolve(prefecture)}
        meant = [term.value for term in terms.spelt(name) if term.value[:2] in within]
    for found in ([code for code in meant if code in among], meant):
        if len(found) == 1:
            return found[0]
    spellings = terms.spellings()
    begun = terms.begun(fold(written)) or [
        spellings[key] for key in get_close_matches(fold(written), spellings, 3, 0.6)
    ]
    near = [full_name(code) for code in meant or dict.fromkeys(term.value for term in begun)]
    names = " / ".join(near[:_NAMED]) + (" …" if len(near) > _NAMED else "")
    if meant:
        message = _("{name} is the name of {n}").format(name=repr(written), n=len(meant))
        raise AnswerRejectedError(message, _("write it with its prefecture: {names}").format(names=names))
    hint = _("did you mean {near}?").format(near=names) if near else ""
    raise AnswerRejectedError(_("there is no local government {name}").format(name=repr(written)), hint)


def parse_term(vocabulary: Vocabulary, written: str) -> str:
    """Return the word of a vocabulary that is meant by its label, its code or another of its spellings."""
    meant = vocabulary.spelt(written)
    if len(meant) == 1:
        return meant[0].value
    spellings = vocabulary.spellings()
    near = [] if meant else get_close_matches(fold(written), spellings, 1, 0.6)
    if near:
        hint = _("did you mean {near}?").format(near=spellings[near[0]].label.here())
    else:
        allowed = " / ".join(term.label.here() for term in (meant or vocabulary))
        hint = _("write one of {allowed}").format(allowed=allowed)
    raise AnswerRejectedError(_("{given} is not one of the allowed values").format(given=repr(written)), hint)


def parse_date(written: str) -> str:
    """Return the ISO 8601 form of a date written as people do: H29, 平成29年8月, 2017/8/23."""
    try:
        return dates.to_iso(dates.parse_user_date(written))
    except ValueError as error:
        message = _("{given} is not a date of the calendar").format(given=repr(written))
        raise AnswerRejectedError(message, dates.date_hint(error)) from error


def parse_number(written: str) -> int | float:
    """Return a number, which may have commas between its digits."""
    plain = fold(written).replace(",", "")
    try:
        return _finite(plain) if "." in plain else int(plain)
    except ValueError as error:
        raise AnswerRejectedError(_("a number belongs here")) from error


def proposed_id(codes: Sequence[str]) -> str:
    """Return an id made of the romaji of the first two participants."""
    names = (re.sub(r"[^a-z0-9]", "", fold(local_governments()[code].romaji)) for code in codes)
    return "-".join(list(dict.fromkeys(names))[:2])


# --- answers to questions ---


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
    """Raise AnswerRejectedError, with the validator's reason, where a value does not fit its `given` neighbours.

    The key says which field: contact/email, urls/0.
    """
    top = key.partition("/")[0]
    around = {other: told for other, told in given.items() if other.startswith(f"{top}/")}
    path = tuple(int(step) if step.isdecimal() else step for step in key.split("/"))
    for problem in check_values(nest({**_LEAST, **around, key: value}))[1]:
        if problem.path == path:
            raise AnswerRejectedError(problem.message, problem.hint)


# --- answers in a file ---


def case_from_answers(file: str, answers: Mapping[str, Any]) -> Case:
    """Return the case that answers make, in the shape of a case file but written as people write.

    A text may stand for its Japanese, a word for a tag, a name for a code. `id` and `type` may be left to follow
    from the participants. Raise InvalidAnswersError with every key at fault.
    """
    refused: list[Violation] = []
    codes: list[str] = []
    filled = _mapping(answers, Case, (), codes, refused)
    # Without participants there is no case: what stands in for id and type then goes nowhere.
    case, problems = check_values({"id": proposed_id(codes) or "x", "type": fitting_types(codes)[0], **filled})
    known = {problem.path[:end] for problem in refused for end in range(1, len(problem.path) + 1)}
    faults = []
    for problem in (*refused, *(problem for problem in problems if problem.path not in known)):
        key = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in problem.path).removeprefix(".")
        message = f"{key}: {problem.message}" if key else problem.message
        faults.append(Diagnostic(Location(file, 0, 0), problem.code, message, problem.hint))
    if case is None or faults:
        raise _invalid(*faults)
    return case


def _mapping(
    given: Mapping[str, Any], model: type[StrictModel], path: Path, partners: list[str], refused: list[Violation]
) -> dict[str, Any]:
    """Return values written by people as a case file holds them.

    The participants' codes are added to `partners`, what means nothing to `refused`.
    """

    def value(given: object, key: str, at: Path) -> object:
        inner = inner_model(model, key)
        if isinstance(given, str) and inner:
            given = {"code" if "code" in inner.model_fields else "ja": given}
        elif isinstance(given, str):
            try:
                return parse_value(fields_of(model)[key], given, partners)
            except AnswerRejectedError as error:
                refused.append(Violation(at, "not-understood", error.message, error.hint))
        return _mapping(given, inner, at, partners, refused) if inner and isinstance(given, Mapping) else given

    filled = {key: found for key, found in given.items() if found is not None}
    for key, one in fields_of(model).items():
        if key in filled and one.many:
            items = filled[key] if isinstance(filled[key], list) else [filled[key]]
            filled[key] = [value(item, key, (*path, key, n)) for n, item in enumerate(items)]
        elif key in filled:
            filled[key] = value(filled[key], key, (*path, key))
        if key in filled and key == "participants":
            # Who is meant in the fields after it is one of them.
            codes = [str(item.get("code")) for item in filled[key] if isinstance(item, dict)]
            partners += [code for code in codes if code in local_governments()]
    return filled


def _invalid(*faults: Diagnostic) -> InvalidAnswersError:
    return InvalidAnswersError(plural("{n} fault in the answers", "{n} faults in the answers", len(faults)), faults)


def case_from_json(file: str, content: bytes) -> Case:
    """Return the case that answers in JSON make; raise InvalidAnswersError with every key at fault."""
    place, code, message = Location(file, 0, 0), "json", _("this is not well-formed JSON: {problem}")
    try:
        text = content.decode("utf-8-sig")
        answers = json.loads(text, object_pairs_hook=_unique, parse_constant=_finite, parse_float=_finite)
        if isinstance(answers, dict):
            return case_from_answers(file, answers)
        message = _("an object with the fields of a case belongs here")
    except UnicodeDecodeError as error:
        place = Location(file, content.count(b"\n", 0, error.start) + 1, 1)
        code, message = "not-utf8", _("the file is not UTF-8")
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        message = message.format(problem=quote_system_message(error.msg))
    except (ValueError, RecursionError) as error:
        # A key twice, a number that is none or has thousands of digits, thousands of brackets.
        message = message.format(problem=error)
    raise _invalid(Diagnostic(place, code, message))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(_("the key {key} stands twice").format(key=key))
        found[key] = value
    return found


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(_("{text} is not a number").format(text=text))
    return value
