"""Answers into a case: names become codes, labels words, era dates ISO 8601; what follows from the rest is added."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from renkei_cli.authoring import readings
from renkei_cli.authoring.interview.verdict import judged
from renkei_cli.authoring.readings import AnswerRejectedError
from renkei_cli.core.text import fold
from renkei_cli.domain.places import local_governments
from renkei_cli.domain.vocabulary import ROLES, TYPES
from renkei_cli.schema.models import Case, inner_type
from renkei_cli.schema.types import Code, Date, StrictModel, vocabulary_of
from renkei_cli.validation.raw_case import Violation
from renkei_cli.yamlio.loader import Path

_Reader = Callable[[str], str]


def composed(answers: Mapping[str, Any], problems: list[Violation]) -> Case | None:
    """Make a case of answers, in the shape of a case file but written as people write.

    A text may stand for its Japanese, a word for a tag, a name for a code. `id` and `type` may be left to follow
    from the participants. What is wrong is added to `problems`, never raised; there is then no case.
    """
    written = {key: value for key, value in answers.items() if value is not None or key not in ("id", "type")}
    filled: dict[str, Any] = _Composer(problems).mapping(written, Case, ())
    codes = _codes(filled)
    # Without participants there is no case: what stands in for id and type then goes nowhere.
    filled.setdefault("id", proposed_id(codes) or "x")
    filled.setdefault("type", fitting_types(codes)[0] if len(codes) > 1 else TYPES.terms[0].value)
    known = {problem.path[:end] for problem in problems for end in range(1, len(problem.path) + 1)}
    case, faults = judged(filled)
    problems += (Violation(path, fault.code, fault.message, fault.hint) for path, fault in faults if path not in known)
    return None if problems else case


def fitting_types(codes: Sequence[str]) -> list[str]:
    """Give the types that fit participants, the likeliest first."""
    participants = [{"code": code, "roles": [{"code": ROLES.terms[0].value}]} for code in codes]
    text = {"ja": "x"}
    case = {"id": "x", "title": text, "participants": participants, "source": {"document": text, "heading": text}}
    return [term.value for term in TYPES if judged({**case, "type": term.value})[0]]


def proposed_id(codes: Sequence[str]) -> str:
    """Propose an id from the romaji of the first two participants."""
    names = (re.sub(r"[^a-z0-9]", "", fold(local_governments()[code].romaji)) for code in codes)
    return "-".join(list(dict.fromkeys(names))[:2])


def _codes(filled: Mapping[str, Any]) -> list[str]:
    """Give the codes of the participants, as far as they are known."""
    participants = filled.get("participants")
    items = participants if isinstance(participants, tuple) else ()
    codes = [item.get("code") for item in items if isinstance(item, Mapping)]
    return [code for code in codes if isinstance(code, str) and code in local_governments()]


class _Composer:
    """Turns values written by people into those of a case file, along the models."""

    def __init__(self, problems: list[Violation]) -> None:
        self.problems = problems
        self.partners: Sequence[str] = ()

    def mapping(self, given: Mapping[str, Any], model: type[StrictModel], path: Path) -> dict[str, Any]:
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        filled: dict[str, Any] = {}
        # In the order of the fields would be nicer to read, but participants name those who are meant by others.
        for key in sorted(given, key=lambda key: key != "participants"):
            if key not in fields:
                filled[key] = given[key]
                continue
            info = fields[key]
            inner, many = inner_type(info.annotation)
            filled[key] = self.value(given[key], inner, many, _reader(info, self), (*path, key))
            if key == "participants" and model is Case:
                self.partners = _codes(filled)
        return filled

    def value(self, given: Any, inner: Any, many: bool, read: _Reader | None, path: Path) -> Any:  # noqa: ANN401, FBT001 - any part of a case
        if many and given is not None:
            items = given if isinstance(given, list | tuple) else [given]
            return tuple(self.value(item, inner, False, read, (*path, n)) for n, item in enumerate(items))  # noqa: FBT003
        if isinstance(inner, type) and issubclass(inner, StrictModel):
            if isinstance(given, str):
                given = {"code" if "code" in inner.model_fields else "ja": given}
            return self.mapping(given, inner, path) if isinstance(given, Mapping) else given
        if read and isinstance(given, str):
            try:
                return read(given)
            except AnswerRejectedError as refusal:
                self.problems.append(Violation(path, "not-understood", refusal.message, refusal.hint))
        return given


def _reader(info: Any, composer: _Composer) -> _Reader | None:  # noqa: ANN401 - pydantic's field
    """Find how a field's texts are read, where they are more than texts."""
    if vocabulary := vocabulary_of(info.metadata):
        return lambda written: readings.parse_term(vocabulary, written)
    kinds = set(_kinds(info.annotation, info.metadata))
    if _MARK[Code] in kinds:
        return lambda written: readings.parse_place(written, composer.partners)
    return readings.parse_date if _MARK[Date] in kinds else None


def _kinds(annotation: Any, metadata: Sequence[Any]) -> Iterator[Any]:  # noqa: ANN401 - any type that a field may have
    """Give the functions that check a field's texts, by which its kind is known."""
    yield from (mark.func for mark in metadata if hasattr(mark, "func"))
    yield from (part for inner in getattr(annotation, "__args__", ())
                for part in _kinds(inner, getattr(annotation, "__metadata__", ())))  # fmt: skip


_KINDS: tuple[Any, ...] = (Code, Date)
_MARK = {kind: next(mark.func for mark in kind.__metadata__ if hasattr(mark, "func")) for kind in _KINDS}
