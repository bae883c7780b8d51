"""A map file: which column of a table is which field, written by the reader."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from renkei_cli.authoring.tables.columns import MapFile, targets
from renkei_cli.core.diagnostics import Diagnostic
from renkei_cli.core.errors import DataError, InvalidDataError
from renkei_cli.core.i18n import N_, _, plural
from renkei_cli.yamlio.loader import Entry, entries


def read_map(file: str, content: bytes) -> MapFile:
    """Read a map file; FaultyDataError naming the lines where it holds faults."""
    faults: list[Diagnostic] = []
    found = [entry for entry in entries(file, content, faults) if isinstance(entry.value, dict)]
    if not found and not faults:
        raise DataError(_("{file} is no map: columns: and below it each column with its field").format(file=file))
    if found:
        faults += _faults(found[-1])
    if faults:
        raise InvalidDataError(plural("{n} fault in the map", "{n} faults in the map", len(faults)), sorted(faults))
    value = found[-1].value
    constants = {key: str(said) for key, said in value.get("constants", {}).items()}
    return MapFile(value["columns"], constants, value.get("joint", ""), value.get("header"))


_KEYS: dict[str, tuple[type, str]] = {
    "columns": (dict, N_("write a column and its field on each line, as in 計画名: title.ja")),
    "constants": (dict, N_("write a field and its text on each line, as in source.ja: 取組事例集")),
    "joint": (str, N_("write a text")),
    "header": (int, N_("write the number of the row that names the columns")),
}


def _faults(entry: Entry) -> Iterator[Diagnostic]:
    value: dict[str, Any] = entry.value
    for key, given in value.items():
        if key not in _KEYS:
            yield _fault(entry, (key,), _("a map has no {key}").format(key=key), _one_of(_KEYS))
        elif not isinstance(given, _KEYS[key][0]):
            yield _fault(entry, (key,), _("{key} has a wrong form").format(key=key), _(_KEYS[key][1]))
    if "columns" not in value:
        _type, wanted = _KEYS["columns"]
        yield _fault(entry, (), _("{key} is missing here").format(key="columns"), _(wanted))
    for section in ("columns", "constants"):
        inside = value.get(section)
        yield from _inside(entry, section, inside if isinstance(inside, dict) else {})


def _inside(entry: Entry, section: str, inside: Mapping[str, Any]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for name, given in inside.items():
        target = given if section == "columns" else name
        path = (section, name)
        if not isinstance(given, str | int):
            yield _fault(entry, path, _("{key} has a wrong form").format(key=name), _(_KEYS[section][1]))
        elif target not in targets():
            near = get_close_matches(str(target), targets(), 3, 0.5) or targets()
            yield _fault(entry, path, _("there is no field {key} here").format(key=target), _one_of(near))
        elif target in seen:
            yield _fault(entry, path, _("{key} is given twice").format(key=target))
        seen.add(str(target))


def _one_of(names: Iterable[str]) -> str:
    return _("write one of {allowed}").format(allowed=", ".join(names))


def _fault(entry: Entry, path: tuple[str, ...], message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(entry.place(path), "map", message, hint)
