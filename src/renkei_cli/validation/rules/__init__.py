"""The rules by name: what each one says, with an example of wrong and right beside its check."""

from renkei_cli.core.diagnostics import Rule
from renkei_cli.validation.rules import cross_field, files, values, warnings

RULEBOOK: dict[str, Rule] = {
    rule.code: rule for part in (files, values, cross_field, warnings) for rule in part.RULES.rules
}
"""Every code that a fault can have."""
CHECKS = (*values.RULES.checks, *cross_field.RULES.checks)
"""What makes a case unusable, besides what the schema says."""
WARNING_CHECKS = tuple(warnings.RULES.checks)
