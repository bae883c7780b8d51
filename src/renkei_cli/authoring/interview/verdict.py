"""What the checker says of values that stand in no file."""

import json
import re
from collections.abc import Mapping
from typing import Any

from renkei_cli.authoring.readings import AnswerRejectedError
from renkei_cli.core.diagnostics import Diagnostic
from renkei_cli.schema.models import Case
from renkei_cli.validation.validator import Validator
from renkei_cli.yamlio.loader import Path, entries

_RAW_IS_REFUSED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_KEY = 200
"""Characters of a key that are enough to be refused for it; YAML knows no keys of thousands."""
_AROUND = len(("cases", 0))
_Found = list[tuple[Path, Diagnostic]]


def judged(values: Mapping[str, Any]) -> tuple[Case | None, _Found]:
    """Check the values of a case as if they were a file's; give the case, or its faults with their paths."""
    lines: list[str] = []
    paths: list[Path] = []

    def write(value: Any, path: Path, key: str = "") -> None:  # noqa: ANN401 - any part of a case
        """Give each value a line of its own, so that a fault's line tells whose fault it is."""
        paths.append(path)
        if isinstance(value, Mapping):
            lines.append(f"{key}{{")
            for name, inner in value.items():
                write(inner, (*path, name), f"{quoted(name[:_KEY])}: ")
        elif isinstance(value, list | tuple):
            lines.append(f"{key}[")
            for number, inner in enumerate(value):
                write(inner, (*path, number))
        else:
            lines.append(f"{key}{quoted(value)},")
            return
        paths.append(path)
        lines.append(("}" if isinstance(value, Mapping) else "]") + ("," if path else ""))

    # Under `cases`, so that nothing in the values can be taken for the file around them.
    write({"cases": [values]}, ())
    faults: list[Diagnostic] = []
    content = "\n".join(lines).encode("utf-8")
    cases = list(Validator(faults).cases(entries("", content, faults)))
    found = [(paths[max(fault.place.line, 1) - 1][_AROUND:], fault) for fault in faults]
    return (None if found else cases[0]), found


def quoted(value: str | float | None) -> str:
    """Write a text in double quotes, or a number as it is: JSON is YAML, once what YAML does not take raw is named."""
    return _RAW_IS_REFUSED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def nested(given: Mapping[str, Any]) -> dict[str, Any]:
    """Put answers by keys such as participants/0/code into the shape of a case; None is left out."""
    root: dict[str, Any] = {}
    for key, value in given.items():
        if value is None:
            continue
        *above, last = key.split("/")
        node: Any = root
        for step, following in zip(above, [*above, last][1:], strict=True):
            node = _inside(node, step, [] if following.isdecimal() else {})
        _inside(node, last, value)
    return root


def _inside(node: Any, step: str, made: Any) -> Any:  # noqa: ANN401 - a mapping or a list
    """Give what stands at a step; put `made` there first, where there is nothing."""
    if isinstance(node, dict):
        return node.setdefault(step, made)
    if int(step) == len(node):
        node.append(made)
    return node[int(step)]


def fitting(key: str, value: Any) -> Any:  # noqa: ANN401 - whatever the field holds
    """Give a field's value back if the checker takes it; RefusalError with the checker's reason.

    The key says which field: contact/email, urls/0.
    """
    path = tuple(0 if step.isdecimal() else step for step in key.split("/"))
    for place, fault in judged(nested({"/".join(map(str, path)): value}))[1]:
        if place == path:
            raise AnswerRejectedError(fault.message, fault.hint)
    return value
