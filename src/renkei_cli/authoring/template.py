"""An empty case: every field explained, the needed ones blank, the others commented out with an example."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from renkei_cli.authoring.case_writer import explained, header, scalar
from renkei_cli.core.i18n import _
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import Case, field_of, inner_type, is_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation.raw_case import SECTIONS


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
        return replace(self, within=self.within + "  ") if self.out else replace(self, live=self.live + "  ")


def template() -> str:
    """Return an empty case in the reader's language."""
    lead = _(
        "Fill in the fields that have nothing after the colon, marked with *: a case needs them.\n"
        'All others are commented out with an example: take "# " away from the lines that you want, and change them.\n'
        "Lines with ## explain. `renkei validate FILE` checks the case."
    )
    lines = [header(), *(f"## {line}" for line in lead.splitlines())]
    said: set[str] = set()
    for name in Case.model_fields:
        lines += ["", *_field(name, Case, _Spot(name, said=said))]
    return "\n".join(lines) + "\n"


def _field(name: str, model: type[StrictModel], spot: _Spot) -> Iterator[str]:
    """Yield a field with its explanation: blank where it is needed, else commented out with an example."""
    one = field_of(model, name)
    inner, many = inner_type(model.model_fields[name].annotation)
    spot = spot if one.required else replace(spot, out=True)
    mark = "" if spot.out else _(" *")
    yield from spot.explanation(f"{one.label.here()}{mark}: {one.description.here()}")
    for term in VOCABULARIES[one.vocabulary] if one.vocabulary and not is_model(inner) else ():
        label = "" if term.label.here() == term.value else f"{term.label.here()}: "
        yield from spot.explanation(f"  {term.value}  {label}{term.definition.here()}")
    if not many and not is_model(inner):
        yield spot.line(f"{one.key}: {_example(one, spot)}" if spot.out else f"{one.key}:")
        return
    yield spot.line(f"{one.key}:")
    if not is_model(inner):
        yield spot.deeper().line(f"- {_example(one, spot)}")
    elif many:
        # A case needs two participants, so two have a place.
        for _time in range(2 if one.key == "participants" else 1):
            yield from _item(inner, spot.deeper())
    else:
        yield from _mapping(inner, spot.deeper())


def _mapping(model: type[StrictModel], spot: _Spot) -> Iterator[str]:
    return (line for name in model.model_fields for line in _field(name, model, spot))


def _item(model: type[StrictModel], spot: _Spot) -> Iterator[str]:
    """Yield a mapping as an item of a list: the dash stands before its first key, which every item needs."""
    bare, explains = spot.line(""), f"{spot.live}## {spot.within}"
    lines = _mapping(model, spot.deeper())
    # Nothing can stand between the dash and the key: what explains the key stands before the dash.
    while (line := next(lines)).lstrip().startswith("##"):
        yield explains + line.removeprefix(spot.live).lstrip("# ")
    yield f"{bare}- {line.removeprefix(bare + '  ')}"
    yield from lines


def _example(one: Field, spot: _Spot) -> str:
    if one.key == "ref":
        return scalar(f"{spot.top}/1" if spot.top in SECTIONS else "heading")
    if one.vocabulary:
        return explained(one, VOCABULARIES[one.vocabulary].terms[0].value)
    return scalar(_("(write here)")) if one.example is None else explained(one, one.example)
