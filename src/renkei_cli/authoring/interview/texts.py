"""Questions that ask for texts: for one, in one language or both, or for one after the other."""

from collections.abc import Iterator, Mapping
from typing import Any

from renkei_cli.authoring.interview.partners import partners
from renkei_cli.authoring.interview.questions import Question, date, described, line, number, words
from renkei_cli.core.i18n import _, current_language
from renkei_cli.domain.vocabulary import COLLABORATOR_KINDS, INSTRUMENT_KINDS
from renkei_cli.schema import models as schema
from renkei_cli.schema.models import inner_type
from renkei_cli.schema.types import StrictModel

Given = Mapping[str, Any]
"""The answers so far, by the questions' keys; None for what was skipped."""
Questions = Iterator[Question]


def participants(given: Given) -> list[str]:
    """Give the codes of those who take part, as far as they are known."""
    codes = ((key, value) for key, value in given.items() if key.startswith("participants/") and key.endswith("/code"))
    return [value for _key, value in codes if value]


def text(given: Given, model: type[StrictModel], name: str, key: str, **settings: Any) -> Questions:  # noqa: ANN401 - of a Question
    """Ask for a field that holds a text, in the schema's words."""
    label, says = described(model, name)
    inner: type[StrictModel] = inner_type(model.model_fields[name].annotation)[0]
    yield from _pair(given, inner, key, **({"label": label, "says": says} | settings))


def _pair(given: Given, model: type[StrictModel], key: str, *, label: str, **settings: Any) -> Questions:  # noqa: ANN401 - of a Question
    """Ask for a text in Japanese and, where it is wanted and there is one, in English."""
    both = given.get("english")
    marked = _("{label} (in Japanese)").format(label=label) if both or current_language() != "ja" else label
    limit = next((mark.max_length for mark in model.model_fields["ja"].metadata if hasattr(mark, "max_length")), 0)
    yield line(model, "ja", f"{key}/ja", label=marked, limit=limit, **settings)
    if both and given.get(f"{key}/ja") is not None:
        english = _("{label} (in English)").format(label=label)
        yield line(model, "en", f"{key}/en", label=english, optional=True)


def texts(given: Given, model: type[StrictModel], name: str, inside: str = "", *, concerns: bool = False) -> Questions:
    """Ask for texts one by one, until there is no answer."""
    label, says = described(model, name)
    item: type[StrictModel] = inner_type(model.model_fields[name].annotation)[0]
    n = 0
    while True:
        key = f"{name}/{n}"
        settings: dict[str, Any] = {"optional": True, "ends": True, "says": says}
        if inside:
            yield from text(given, item, inside, f"{key}/{inside}", label=f"{label} {n + 1}", **settings)
        else:
            yield from _pair(given, item, key, label=f"{label} {n + 1}", **settings)
        if given.get(f"{key}/{inside}/ja" if inside else f"{key}/ja") is None:
            return
        if concerns:
            yield partners(schema.Statement, "for_", f"{key}/for", participants(given), optional=True)
        yield from _details(given, name, key)
        n += 1


def _details(given: Given, name: str, key: str) -> Questions:
    """Ask for what belongs to one item of a list beside its text."""
    if name == "collaborators":
        yield words(schema.Collaborator, "kind", f"{key}/kind", COLLABORATOR_KINDS, most=1)
    elif name == "instruments":
        yield words(schema.Instrument, "kind", f"{key}/kind", INSTRUMENT_KINDS, most=1)
        yield date(schema.Instrument, "date", f"{key}/date", optional=True)
        yield partners(schema.Instrument, "parties", f"{key}/parties", participants(given), optional=True)
    elif name == "funding":
        yield number(schema.Funding, "amount", f"{key}/amount", optional=True)
        yield date(schema.Funding, "date", f"{key}/date", optional=True)
    elif name == "kpis":
        yield from text(given, schema.Kpi, "unit", f"{key}/unit", optional=True)
        yield number(schema.Kpi, "target", f"{key}/target", optional=True)
        yield number(schema.Kpi, "actual", f"{key}/actual", optional=True)
        yield date(schema.Kpi, "date", f"{key}/date", optional=True)
