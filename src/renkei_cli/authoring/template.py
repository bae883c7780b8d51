"""An empty case: every field explained, the needed ones blank, the others commented out with an example."""

import re

from renkei_cli.authoring.case_writer import explained, header
from renkei_cli.core.i18n import _
from renkei_cli.domain.vocabulary import VOCABULARIES
from renkei_cli.schema.fields import Field
from renkei_cli.schema.models import Case, fields_of, inner_model
from renkei_cli.schema.types import StrictModel
from renkei_cli.validation.rules import SECTIONS
from renkei_cli.yamlio.writer import quote_scalar


def template() -> str:
    """Return an empty case in the reader's language."""
    lead = _(
        "Fill in the fields that have nothing after the colon, marked with *: a case needs them.\n"
        'All others are commented out with an example: take "# " away from the lines that you want, and change them.\n'
        "Lines with ## explain. `renkei validate FILE` checks the case."
    )
    lines = [header(), *(f"## {line}" for line in lead.splitlines())]
    said: set[str] = set()
    for key in fields_of(Case):
        lines += ["", *_field(Case, key, key, said)]
    return "\n".join(lines) + "\n"


def _field(model: type[StrictModel], key: str, top: str, said: set[str], *, out: bool = False) -> list[str]:
    """Return the lines of a field of the case's field `top`: explained once, blank where it is needed.

    What is not needed is commented out, unless what is around it is commented `out` as a whole.
    """
    one, inner = fields_of(model)[key], inner_model(model, key)
    optional = out or not one.required
    mark = "" if optional else _(" *")
    explanations = [f"{one.label.here()}{mark}: {one.description.here()}"]
    for term in VOCABULARIES[one.vocabulary] if one.vocabulary and not inner else ():
        label = "" if term.label.here() == term.value else f"{term.label.here()}: "
        explanations.append(f"  {term.value}  {label}{term.definition.here()}")
    lines = [f"## {text}" for text in explanations if text not in said]
    said.update(explanations)
    if inner:
        lines.append(f"{key}:")
        # A case needs two participants, so two have a place.
        for _time in range(2 if key == "participants" else 1):
            parts = [line for name in fields_of(inner) for line in _field(inner, name, top, said, out=optional)]
            # What explains the first key of an item stands before its dash.
            first = next(n for n, line in enumerate(parts) if not line.startswith("##")) if one.many else 0
            lines += (f"  ## {line.lstrip('# ')}" for line in parts[:first])
            dash = "  - " if one.many else "  "
            lines += (f"{'    ' if one.many and n else dash}{line}" for n, line in enumerate(parts[first:]))
    elif one.many:
        lines += [f"{key}:", f"  - {_example(one, top)}"]
    else:
        lines.append(f"{key}: {_example(one, top)}" if optional else f"{key}:")
    if out or one.required:
        return lines
    return [re.sub("^( *)## ", r"## \1", line) if line.lstrip().startswith("##") else f"# {line}" for line in lines]


def _example(one: Field, top: str) -> str:
    if one.key == "ref":
        return quote_scalar(f"{top}/1" if top in SECTIONS else "heading")
    if one.vocabulary:
        return explained(one, VOCABULARIES[one.vocabulary].terms[0].value)
    return quote_scalar(_("(write here)")) if one.example is None else explained(one, one.example)
