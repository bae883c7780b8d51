"""Field by field: what a row of a table says, as the parts of a case."""

from typing import Any

from renkei_cli.authoring.tables import cells
from renkei_cli.authoring.tables import names as naming
from renkei_cli.authoring.tables.columns import AREA, PREFECTURE, SEAT
from renkei_cli.authoring.tables.row_case import RowCase
from renkei_cli.core.i18n import _
from renkei_cli.domain.places import local_governments, prefecture_terms, touching
from renkei_cli.domain.vocabulary import (
    BENEFITS,
    COLLABORATOR_KINDS,
    INSTRUMENT_KINDS,
    ROLES,
    THEMES,
    TRIGGERS,
    TYPES,
    Vocabulary,
)

LONGEST_SUMMARY = 300
_TAGS = {"themes": THEMES, "trigger": TRIGGERS, "benefits": BENEFITS}
_FEWEST = 2
_IN_ADDRESSES = "://.?&=#%-_~+@"


def understand(row: RowCase) -> None:
    """Fill in the case, field by field, in the schema's order."""
    row.put("id", row.cells.get("id", "").strip())
    participants = _participants(row)
    with row.at("type"):
        row.put("type", _type_of(row, participants))
    for field in ("title", "subtitle", "title_as_printed", "summary", "purpose"):
        row.put(field, row.text(field))
    for field, vocabulary in _TAGS.items():
        target = next(
            (one for one in (f"{field}.code", f"{field}.ja", f"{field}.en", field) if one in row.cells), field
        )
        row.put(field, [{"code": code} for code in row.words(target, vocabulary)])
    row.put("participants", participants)
    row.put("collaborators", _kinds(row, "collaborators", COLLABORATOR_KINDS))
    row.put("instruments", _kinds(row, "instruments", INSTRUMENT_KINDS))
    for field in ("activities", "background", "merits"):
        row.put(field, row.texts(field))
    row.put("events", _events(row))
    row.put("figures", [{"caption": text} for text in row.texts("figures")])
    with row.at("period"):
        row.put("period", _period(row))
    row.put("funding", [{"name": text} for text in row.texts("funding")])
    row.put("kpis", [{"name": text} for text in row.texts("kpis")])
    row.put("results", row.texts("results"))
    row.put("contact", _contact(row))
    addresses = row.cells.get("urls", "") if row.joint in _IN_ADDRESSES else row.parted("urls")
    row.put("urls", addresses.replace(";", " ").split())
    row.put("certification", _certification(row))
    row.put("source", _source(row))
    _shorten(row)


def _participants(row: RowCase) -> list[dict[str, Any]]:
    """Find who takes part; one alone is no cooperation."""
    names = ("participants.code", "participants", "participants.ja", "participants.en", SEAT)
    target = next((name for name in names if name in row.cells), "participants")
    places = [word for word in cells.items(row.parted(PREFECTURE), "、") if word]
    within = frozenset(term.value for word in places for term in prefecture_terms().resolve(word))
    seat = naming.resolve_names(row.cells.get(SEAT, ""), naming.Hints(within)).codes
    found = naming.resolve_names(row.parted(target), naming.Hints(within, frozenset(seat)))
    column = row.columns.get(target, -1)
    for trouble in found.troubles:
        row.fault(column, *trouble)
    if found.mended:
        codes = ", ".join(found.mended)
        row.remarks.append(_("row {row}: codes mended: {codes}").format(row=row.row.number, codes=codes))
    if target != SEAT and not found.troubles and (strange := [code for code in seat if code not in found.codes]):
        names_of = ", ".join(f"{code} {local_governments()[code].name.ja}" for code in strange)
        message = _("{names} is not among the participants").format(names=names_of)
        row.fault(row.columns.get(SEAT, -1), "not-a-participant", message)
    if not found.troubles and len(found.codes) < _FEWEST:
        name = ", ".join(local_governments()[code].name.ja for code in found.codes)
        message = _("one participant alone is no cooperation: {name}") if name else _("no participant is named")
        row.fault(column, "one-participant", message.format(name=name))
    roles = row.words("participants.roles", ROLES) or [role for role in (row.wishes.role,) if role]
    if not roles and "participants.roles" not in row.cells:
        message = _("it is not said what the participants are in the cooperation")
        row.fault(
            row.columns.get("participants.roles", -1),
            "no-role",
            message,
            _("add a column 参加団体（役割）, or --role plan_author"),
        )
    return [{"code": code, "roles": tuple({"code": role} for role in roles)} for code in found.codes]


def _type_of(row: RowCase, participants: list[dict[str, Any]]) -> str:
    """Take the type from its column, else from where the participants are."""
    if "type" in row.cells:
        return cells.term(row.cells["type"], TYPES)
    prefectures = {participant["code"][:2] for participant in participants}
    if len(prefectures) <= 1:
        return "県内連携"
    return "隣県連携" if touching(prefectures) else "遠隔連携"


def _kinds(row: RowCase, field: str, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Give bodies or instruments with their kind: as the table says, else as the name says, else not at all."""
    texts = row.texts(field)
    said = cells.items(row.cells.get(f"{field}.kind", ""), row.joint)
    dated = cells.items(row.cells.get(f"{field}.date", ""), row.joint)
    found: list[dict[str, Any]] = []
    for at, name in enumerate(texts):
        sort = cells.kind(name["ja"], vocabulary)
        if at < len(said) and said[at]:
            with row.at(f"{field}.kind"):
                sort = cells.term(said[at], vocabulary)
        if not sort:
            message = _("row {row}: left out, for its kind is not known: {name}; a column {target} can say it")
            row.remarks.append(message.format(row=row.row.number, name=name["ja"], target=f"{field}.kind"))
            continue
        found.append({"name": name, "kind": sort})
        if at < len(dated) and dated[at]:
            with row.at(f"{field}.date"):
                found[-1]["date"] = cells.date(dated[at])
    return found


def _events(row: RowCase) -> list[dict[str, Any]]:
    """Pair dates with what happened then."""
    days = cells.items(row.parted("events.date"))
    texts = row.texts("events")
    if len(days) != len(texts):
        message = _("dates: {n}, events: {m}").format(n=len(days), m=len(texts))
        row.fault(row.column(("events", "date")), "count", message)
        return []
    found: list[dict[str, Any]] = []
    for day, text in zip(days, texts, strict=True):
        with row.at("events.date"):
            found.append({"date": cells.date(day), "text": text})
    return found


def _period(row: RowCase) -> dict[str, Any]:
    """Read from when to when."""
    whole = cells.parse_period(row.cells["period"]) if "period" in row.cells else {}
    return {**whole, **row.parts("period", start=cells.date, end=cells.date)}


def _contact(row: RowCase) -> dict[str, Any]:
    """Read whom to ask."""
    office = row.text("contact")
    return {**({"organisation": office} if office else {}), **row.parts("contact", phone=cells.line, email=cells.line)}


def _certification(row: RowCase) -> dict[str, Any]:
    """Read which round of approvals, and when."""
    found: dict[str, Any] = {}
    if whole := row.cells.get("certification", "").split():
        with row.at("certification"):
            found = {"round": cells.number(whole[0]), **({"date": cells.date(whole[1])} if whole[1:] else {})}
    return {**found, **row.parts("certification", round=cells.number, date=cells.date)}


def _source(row: RowCase) -> dict[str, Any]:
    """Say where the facts come from: the document, and under which heading they stand there."""
    document = row.text("source") or ({"ja": row.wishes.source} if row.wishes.source else None)
    if not document:
        message = _("it is not said where the facts come from")
        row.fault(row.columns.get("source.ja", -1), "no-source", message, _("add a column 出典, or --source TITLE"))
        return {}
    heading = cells.line(row.cells.get("source.heading", ""))
    if not heading and row.national:
        area = row.cells.get(AREA, "")
        heading = f"{row.cells.get('participants', '')} {row.cells.get('title.ja', '')}"
        heading = cells.line(heading + (f"（地域再生計画の区域：{area}）" if area else ""))
    title = row.text("title") or {}
    named = {"document": document, "heading": {"ja": heading} if heading else title}
    return {**named, **row.parts("source", url=str.strip, date=cells.date, page=cells.number)}


def _shorten(row: RowCase) -> None:
    """Do with a summary that is too long what the reader asked for."""
    summary = row.case.get("summary", {}).get("ja", "")
    if len(summary) <= LONGEST_SUMMARY:
        return
    if row.wishes.long_summary == "fault" or "en" in row.case["summary"]:
        message = _("the summary has {n} characters, {more} too many")
        hint = _("{option} makes statements of its sentences").format(option="--long-summary activities")
        more = len(summary) - LONGEST_SUMMARY
        row.fault(row.column(("summary", "ja")), "too-long", message.format(n=len(summary), more=more), hint)
        return
    parts = cells.sentences(summary)
    kept = 0
    if row.wishes.long_summary == "split":
        while len("".join(parts[: kept + 1])) <= LONGEST_SUMMARY:
            kept += 1
    row.case["summary"] = {"ja": "".join(parts[:kept])}
    if not kept:
        del row.case["summary"]
    moved = tuple({"ja": part} for part in parts[kept:])
    row.case["activities"] = (*moved, *row.case.get("activities", ()))
