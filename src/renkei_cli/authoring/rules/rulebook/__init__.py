"""The rules by name: what each one says, with an example of wrong and right."""

from renkei_cli.authoring.rules.rulebook import across, doubtful, files, forms, notation, shapes
from renkei_cli.diagnostics import Rule

RULEBOOK: dict[str, Rule] = {
    rule.code: rule for part in (files, notation, shapes, forms, across, doubtful) for rule in part.RULES
}
"""Every code that a fault can have."""
