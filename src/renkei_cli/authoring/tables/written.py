"""Tables that renkei itself wrote: the flat columns of -o csv and the sheet of --excel, back into values of a case."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache

from renkei_cli.authoring.tables.readers import OWN_COLUMN, Table
from renkei_cli.authoring.values import AnswerRejectedError, kind_in, parse_date, parse_number, parse_place
from renkei_cli.core.text import fold
from renkei_cli.domain.vocabulary import BLANKS, VOCABULARIES
from renkei_cli.schema.fields import JOINTS, Field, direct_parts, heading
from renkei_cli.schema.models import case_fields

FLAT, SHEET = "flat", "sheet"
_Nested = str | list["_Nested"]
_Values = dict[str, object]
Read = Callable[[str, Field, str], object]
"""Reads a text as the value of a field, by its path; None where that fails, which is noted."""

_BRACKET = re.compile(r"(.*\S)\s*[（(]([^（）()]*)[）)]")
_WHOSE = re.compile(r"(.*\S)\s*[【\[]([^【】\[\]]*)[】\]]")
_PARTICIPANT = re.compile(r"([^（(\s]+|[ -'*-~]+?)\s*[（(]([^（）()]+)[）)](?:[：:]\s*(.*))?")
_EVENT = re.compile(r"(.+?)(?:　|: )\s*(.+)")
_FIGURE = re.compile("(目標|target|実績|actual) *(-?[0-9][0-9,.]*) *(.*)")
_PIECES = re.compile("、|, ")  # a number has commas without a space


@cache
def _keys() -> dict[str, str]:
    """Return the field of each heading of ours, folded: its path, or its label with the parts in brackets."""
    found: dict[str, str] = {}
    for key, field in case_fields().items():
        for label in field.label:
            found.setdefault(fold(heading(label)), key)
        found[fold(key)] = key
    return found


def recognise(table: Table, at: int) -> tuple[str, dict[int, str]]:
    """Return the form of a table whose header is the row `at`, and the path of each column; "" for others' tables."""
    known = {column: _keys()[name] for column, name in enumerate(map(fold, table.rows[at].cells)) if name in _keys()}
    if OWN_COLUMN in known.values():
        return FLAT, known
    places = [column for column, key in known.items() if key == "participants"]
    cells = [row.cells[places[0]] for row in table.rows[at + 1 :] if len(row.cells) > places[0]] if places else []
    cells = [cell for cell in cells if fold(cell) not in BLANKS]
    # In others' tables a name may have a remark behind it.
    enough = any if "source.document" in known.values() else all
    return (SHEET, known) if cells and enough(map(_names_roles, cells)) else ("", {})


def _names_roles(cell: str) -> bool:
    found = [_PARTICIPANT.fullmatch(line) for line in cell.splitlines()]
    roles = [role for one in found for role in (_PIECES.split(one[2]) if one else [""])]
    return all(VOCABULARIES["role"].spelt(role) for role in roles)


def is_stated(key: str) -> bool:
    """Return whether a case file has what a column holds, or its code: what follows from the rest is not read."""
    names = key.removesuffix(".code").split(".")
    above = any(case_fields()[".".join(names[:end])].derived for end in range(1, len(names) + 1))
    return not above and (key.endswith(".code") or not case_fields()[key].derived)


@cache
def _parts(key: str) -> dict[str, Field]:
    """Return the fields directly below a path that a case file has, by their own names."""
    return {one.key.rpartition(".")[2]: one for one in direct_parts(case_fields(), key) if not one.derived}


# --- flat columns ---


def flat_value(field: Field, cells: Mapping[str, str], read: Read) -> object:
    """Return what the columns of a field say, None where they say nothing."""
    return _value(field, {key: _split(cell.replace("\r\n", "\n"), _depth(key)) for key, cell in cells.items()}, read)


@cache
def _depth(key: str) -> int:
    """Return in how many lists the values of a field stand, one within the other."""
    names = key.split(".")
    return sum(case_fields()[".".join(names[:end])].many for end in range(1, len(names) + 1))


def _split(cell: str, depth: int, level: int = 0) -> _Nested:
    return [_split(part, depth - 1, level + 1) for part in cell.split(JOINTS[level])] if depth and cell else cell


def _value(field: Field, cells: Mapping[str, _Nested], read: Read) -> object:
    """Return the value of a field from its columns, of which an empty cell may stand for any number of items."""
    inside = {key: cell for key, cell in cells.items() if f"{key}.".startswith(f"{field.key}.")}
    if not field.many:
        return _item(field, inside, read)
    count = max((len(cell) for cell in inside.values() if isinstance(cell, list)), default=0)
    items = [{key: cell[at] if at < len(cell) else "" for key, cell in inside.items()} for at in range(count)]
    return [value for value in (_item(field, item, read) for item in items) if value is not None]


def _item(field: Field, cells: Mapping[str, _Nested], read: Read) -> object:
    code = case_fields().get(f"{field.key}.code")
    key = code.key if code and code.derived else field.key  # a word stands in the file without its label
    if isinstance(cell := cells.get(key), str):
        return read(key, field, cell) if cell else None
    values = {name: _value(part, cells, read) for name, part in _parts(field.key).items()}
    return {name: value for name, value in values.items() if value not in (None, [])} or None


# --- the sheet ---


def sheet_value(field: Field, cells: Mapping[str, str], codes: Sequence[str], read: Read) -> object:
    """Return what the cells of a field say, in words; names mean the participants with the given codes."""
    cell = cells.get(field.key, "")
    if not cell:
        values = {name: sheet_value(part, cells, codes, read) for name, part in _parts(field.key).items()}
        return {name: value for name, value in values.items() if value not in (None, [])} or None
    if not field.many:
        return {"ja": cell} if field.kind == "text" else read(field.key, field, cell)
    items = (_sheet_item(field, line, codes, read) for line in map(str.strip, cell.splitlines()) if line)
    return [item for item in items if item]


def _sheet_item(field: Field, line: str, codes: Sequence[str], read: Read) -> object:
    fields = case_fields()
    if field.kind == "participant":
        found = _PARTICIPANT.fullmatch(line)
        name, roles, said = found.groups() if found else (line, "", "")
        item: _Values = {"code": read("participants.code", fields["participants.code"], name)}
        item |= {"roles": [{"code": read(OWN_COLUMN, fields[OWN_COLUMN], role)} for role in _PIECES.split(roles)]}
        return item | ({"contribution": {"ja": said}} if said else {})
    if field.kind == "event":
        found = _EVENT.fullmatch(line)
        date = read("events.date", fields["events.date"], found[1] if found else line)
        return {"date": date, "text": {"ja": found[2] if found else line}}
    if field.kind == "tag":
        code = read(field.key, field, line)
        return code and {"code": code}
    if field.kind == "statement":
        text, whose = _whose(line, codes)
        return {"ja": text} | ({"for": whose} if whose else {})
    return read(field.key, field, line) if field.kind == "string" else _named(field, line, codes)


def _whose(line: str, codes: Sequence[str]) -> tuple[str, list[str]]:
    """Return a text without the participants in brackets at its end, and their codes."""
    if found := _WHOSE.fullmatch(line):
        with suppress(AnswerRejectedError):
            named = [parse_place(name, codes) for name in _PIECES.split(found[2])]
            if set(named) <= set(codes):
                return found[1], named
    return line, []


def _named(field: Field, line: str, codes: Sequence[str]) -> _Values:
    """Return a body, an instrument, money or a measure from its name and what stands in brackets behind it."""
    parts = _parts(field.key)
    name, parties = _whose(line, codes) if "parties" in parts else (line, [])
    notes: _Values | None = None
    if found := _BRACKET.fullmatch(name):
        notes = _notes(parts, _PIECES.split(found[2]))
        name = name if notes is None else found[1]
    item = {"name": {"ja": name}, **(notes or {}), **({"parties": parties} if parties else {})}
    if "kind" in parts and "kind" not in item:
        # It is left out where the name says it.
        kinds = VOCABULARIES[parts["kind"].vocabulary]
        said = [term.value for term in kinds for label in term.label if fold(label) in fold(name)]
        item["kind"] = said[-1] if said else kind_in(name, kinds)
    return item


def _notes(parts: Mapping[str, Field], pieces: Sequence[str]) -> _Values | None:
    """Return what the pieces in a bracket say; None where one is nothing that renkei writes: it belongs to the name."""
    found: _Values = {}
    with suppress(AnswerRejectedError):
        for piece in pieces:
            if "kind" in parts and not found and (kind := VOCABULARIES[parts["kind"].vocabulary].spelt(piece)):
                found["kind"] = kind[0].value
            elif "roles" in parts and (role := VOCABULARIES["role"].spelt(piece)):
                found["roles"] = [*found.get("roles", ()), {"code": role[0].value}]  # type: ignore[misc]
            elif "amount" in parts and (amount := re.fullmatch("([0-9,]+) ?(?:円|yen)", piece)):
                found["amount"] = parse_number(amount[1])
            elif "target" in parts and (figure := _FIGURE.fullmatch(piece)):
                found["target" if figure[1] in ("目標", "target") else "actual"] = parse_number(figure[2])
                found |= {"unit": {"ja": figure[3]}} if figure[3] else {}
            else:
                found["date"] = parse_date(piece)
        return found
    return None
