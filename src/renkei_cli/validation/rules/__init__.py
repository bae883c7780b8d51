"""The rules by name: what each one says, with an example of wrong and right."""

from renkei_cli.core.diagnostics import Rule
from renkei_cli.validation.rules import across, doubtful, files, forms, notation, shapes

RULEBOOK: dict[str, Rule] = {
    rule.code: rule for part in (files, notation, shapes, forms, across, doubtful) for rule in part.RULES
}
"""Every code that a fault can have."""
