"""An empty case: every field explained, the needed ones blank, the others commented out with an example."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from renkei_cli.authoring.case_writer import header, scalar
from renkei_cli.authoring.interview.questions import described
from renkei_cli.authoring.readings import place_name
from renkei_cli.core.i18n import _
from renkei_cli.domain.places import local_governments
from renkei_cli.domain.vocabulary import Vocabulary
from renkei_cli.schema.models import Case, field_of, inner_type
from renkei_cli.schema.types import StrictModel, vocabulary_of
from renkei_cli.validation.raw_case import SECTIONS

_TWICE = "participants"
"""A case needs two of them, so two have a place."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a line goes: how deep, and whether it is commented out."""

    top: str
    """The field of the case that it is part of."""
    live: str = ""
    """The indentation of what is not commented out."""
    within: str = ""
    """The indentation within what is commented out."""
    out: bool = False
    said: set[str] = field(default_factory=set)
    """Explanations that have been given already."""

    def line(self, text: str) -> str:
        return f"{self.live}{'# ' if self.out else ''}{self.within}{text}"

    def explanation(self, text: str) -> Iterator[str]:
        if text not in self.said:
            self.said.add(text)
            yield f"{self.live}## {self.within}{text}"

    def deeper(self) -> "_Spot":
        if self.out:
            return replace(self, within=self.within + "  ")
        return replace(self, live=self.live + "  ")


def template() -> str:
    """Write an empty case in the reader's language."""
    lead = _(
        "Fill in the fields that have nothing after the colon, marked with *: a case needs them.\n"
        'All others are commented out with an example: take "# " away from the lines that you want, and change them.\n'
        "Lines with ## explain. `renkei validate FILE` checks the case."
    )
    lines = [header().rstrip("\n"), *(f"## {line}" for line in lead.splitlines())]
    said: set[str] = set()
    for name, info in Case.model_fields.items():
        lines += ["", *_field(name, Case, _Spot(name, out=not info.is_required(), said=said))]
    return "\n".join(lines) + "\n"


def _field(name: str, model: type[StrictModel], spot: _Spot) -> Iterator[str]:
    """Explain a field, then give it: blank where it is needed, else commented out with an example."""
    info = model.model_fields[name]
    key = info.alias or name
    inner, many = inner_type(info.annotation)
    vocabulary = vocabulary_of(info.metadata)
    title, says = described(model, name)
    mark = "" if spot.out else _(" *")
    yield from spot.explanation(f"{title}{mark}: {says}")
    yield from _choices(vocabulary, spot)
    if isinstance(inner, type) and issubclass(inner, StrictModel):
        yield spot.line(f"{key}:")
        for _time in range(2 if key == _TWICE else 1):
            yield from _item(inner, spot.deeper()) if many else _mapping(inner, spot.deeper())
    elif many:
        yield spot.line(f"{key}:")
        yield spot.deeper().line(f"- {_example(key, model, spot, vocabulary)}")
    elif spot.out:
        yield spot.line(f"{key}: {_example(key, model, spot, vocabulary)}")
    else:
        yield spot.line(f"{key}:")


def _choices(vocabulary: Vocabulary | None, spot: _Spot) -> Iterator[str]:
    for term in vocabulary or ():
        label = "" if term.label.here() == term.value else f"{term.label.here()}: "
        yield from spot.explanation(f"  {term.value}  {label}{term.definition.here()}")


def _mapping(model: type[StrictModel], spot: _Spot) -> Iterator[str]:
    for name, info in model.model_fields.items():
        if spot.out or info.is_required():
            yield from _field(name, model, spot)
        else:
            yield from _field(name, model, replace(spot, out=True))


def _item(model: type[StrictModel], spot: _Spot) -> Iterator[str]:
    """Give a mapping as an item of a list: the dash stands before its first key, which every item needs."""
    bare, explains = spot.line(""), f"{spot.live}## {spot.within}"
    lines = _mapping(model, spot.deeper())
    # Nothing can stand between the dash and the key: what explains the key stands before the dash.
    while (line := next(lines)).lstrip().startswith("##"):
        yield explains + line.removeprefix(spot.live).lstrip("# ")
    yield f"{bare}- {line.removeprefix(bare + '  ')}"
    yield from lines


def _example(key: str, model: type[StrictModel], spot: _Spot, vocabulary: Vocabulary | None) -> str:
    if vocabulary:
        term = next(iter(vocabulary))
        return f"{scalar(term.value)}  # {term.label.here()}"
    shown = field_of(model, key).example
    if key == "ref":
        shown = f"{spot.top}/1" if spot.top in SECTIONS else "heading"
    if shown in local_governments():
        return f"{scalar(shown)}  # {place_name(shown)}"
    return scalar(_("(write here)") if shown is None else shown)
