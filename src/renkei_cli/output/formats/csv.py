"""CSV and TSV: the JSON laid flat, a case a row; with --excel the sheet of an office, in the reader's words."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TextIO

from renkei_cli.core.i18n import LocalizedText, _, in_brackets, localized, separator
from renkei_cli.output import views
from renkei_cli.output.registry import Format, RenderOptions
from renkei_cli.output.results import Case, CaseComparison, CaseList, CaseResult, result_cases, result_fields
from renkei_cli.schema.fields import JOINTS, Field, direct_parts, fields_by_rank, flat_values, heading, value_at

_FIELD = LocalizedText("項目", "Field")
_OBJECTS = ("period", "contact", "certification", "source")  # kinds of values that a sheet parts into columns
_NOT_IN_SHEET = ("figure", "bullets")  # kinds that it leaves out
_FORMULA = tuple("=+-@＝＋－＠\t\r")  # what a spreadsheet takes for the beginning of one
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})  # as jq's @tsv has them

_Value = str | int | float


def render(result: CaseResult, out: TextIO, options: RenderOptions) -> str:
    """Write a header and one row a case; return what the reader should know of what is not in it."""
    if options.excel:
        return _render_sheet(result, out, everything=options.all_columns)
    fields = leaf_fields(result.fields, result_fields(result))
    names = [field.key for field in fields]
    cells = (_flat_cells(result, case, fields) for case in result_cases(result))
    rows = _rows(result, names, cells, "field", [case["id"] for case in _compared(result)])
    if options.format is Format.TSV:
        out.writelines("\t".join(str(cell).translate(_ESCAPES) for cell in row) + "\n" for row in rows)
    else:
        csv.writer(out, lineterminator="\n").writerows(rows)
    return ""


def leaf_fields(fields: Mapping[str, Field], shown: Iterable[Field]) -> list[Field]:
    """Return the fields without parts that the given fields hold, or are."""
    above = {key.rpartition(".")[0] for key in fields}
    inside = (one for field in shown for one in fields.values() if f"{one.key}.".startswith(f"{field.key}."))
    return list({one.key: one for one in inside if one.key not in above}.values())


def flat_cell(value: Any, depth: int = 0) -> _Value:  # noqa: ANN401 - any JSON but an object
    """Return a value as a cell; what an item of a list lacks keeps its place between the joints."""
    if isinstance(value, list):
        return JOINTS[depth].join(str(flat_cell(item, depth + 1)) for item in value)
    # A number has no exponent, which people and `import` take for a text.
    return "" if value is None else f"{Decimal(str(value)):f}" if isinstance(value, float) else value


def _flat_cells(result: CaseResult, case: Case, fields: Iterable[Field]) -> list[_Value]:
    exploded = f"{result.exploded}." if isinstance(result, CaseList) and result.exploded else "."
    return [flat_cell(value_at(case, one.key), int(f"{one.key}.".startswith(exploded))) for one in fields]


def _compared(result: CaseResult) -> Sequence[Case]:
    return result.cases if isinstance(result, CaseComparison) else ()


def _rows(
    result: CaseResult, names: list[str], cells: Iterable[list[_Value]], corner: str, heads: list[str]
) -> Iterator[Sequence[_Value]]:
    """Yield the header and the cells, a case a row; of a comparison a field a row, with `corner` above their names."""
    if isinstance(result, CaseComparison):
        yield [corner, *heads]
        yield from zip(names, *cells, strict=True)
    else:
        yield names
        yield from cells


# --- the sheet ---


def _render_sheet(result: CaseResult, out: TextIO, *, everything: bool) -> str:
    cases = list(result_cases(result))
    if everything:
        fields = leaf_fields(result.fields, result_fields(result))
        texts = [_flat_cells(result, case, fields) for case in cases]
    else:
        fields = list(result.shown) or _sheet_fields(result)
        # Of fields that were asked for, a blank is an answer.
        if cases and not result.shown:
            fields = [one for one in fields if any(flat_values(value_at(case, one.key)) for case in cases)]
        texts = [[_words(case, field) for field in fields] for case in cases]
    names = [heading(field.label.here()) for field in fields]
    heads = [views.short_name(case) + in_brackets(case["id"]) for case in _compared(result)]
    writer = csv.writer(out, lineterminator="\r\n")
    for row in _rows(result, names, texts, _FIELD.here(), heads):
        # No text is run; numbers are what they are.
        writer.writerow(f"'{one}" if isinstance(one, str) and one.startswith(_FORMULA) else one for one in row)
    return "" if everything or result.shown else _left_out(result, cases, fields)


def _sheet_fields(result: CaseResult) -> list[Field]:
    """Return the columns that an office wants, in the order of the page: no codes, no places in the source."""
    if isinstance(result, CaseComparison):
        ranked = views.compared_fields(result)
    else:
        first = [result.fields[key] for key in ("id", "type", "title")]
        ranked = [*first, *fields_by_rank(result.fields, "page_rank")]
    parts: list[Field] = []
    for field in dict.fromkeys(ranked):
        inside = direct_parts(result.fields, field.key) if field.kind in _OBJECTS else [field]
        parts += [part for part in inside if part is field or not part.derived]
    hits = [field for field in result_fields(result) if field.kind == "hit"]
    return [*(part for part in parts if part.kind not in _NOT_IN_SHEET), *hits]


def _words(case: Case, field: Field) -> _Value:
    """Return a cell in the reader's words, an item a line; behind it in brackets whom it concerns."""
    value = value_at(case, field.key)
    if isinstance(value, int | float):
        return value
    lines = views.field_lines(case, field, kinds=True)  # by its kind an item is read again
    items = value if isinstance(value, list) else [value]
    if field.kind in ("statement", "instrument"):
        names = {one["code"]: localized(one["name"]) for one in case["participants"]}
        whose = (item["parties" if field.kind == "instrument" else "for"] for item in items)
        shape = views.in_language("{}【{}】", "{} [{}]")
        lines = [
            shape.format(line, separator().join(map(names.__getitem__, codes))) if codes else line
            for line, codes in zip(lines, whose, strict=True)
        ]
    elif field.kind == "hit":
        lines = [views.cited(views.hit_text(one), one["ref"]) for one in items]
    return "\n".join(lines) or views.not_stated(case)


def _left_out(result: CaseResult, cases: Sequence[Case], fields: Sequence[Field]) -> str:
    shown = {field.key.partition(".")[0] for field in fields}
    others = (one for key, one in result.fields.items() if "." not in key and not one.derived and key not in shown)
    names = [one.label.here() for one in others if any(case[one.key] for case in cases)]
    kinds = [_("codes"), _("the other language"), _("places in the source")]
    message = _("not in this sheet: {names}; --all-columns has them")
    return message.format(names=separator().join((*kinds, *names)))
