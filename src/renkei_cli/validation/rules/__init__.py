"""The rules by name: what each one says, with an example of wrong and right."""

from renkei_cli.validation.rules import across
from renkei_cli.validation.rules import doubtful
from renkei_cli.validation.rules import files
from renkei_cli.validation.rules import forms
from renkei_cli.validation.rules import notation
from renkei_cli.validation.rules import shapes
from renkei_cli.core.diagnostics import Rule

RULEBOOK: dict[str, Rule] = {
    rule.code: rule for part in (files, notation, shapes, forms, across, doubtful) for rule in part.RULES
}
"""Every code that a fault can have."""
