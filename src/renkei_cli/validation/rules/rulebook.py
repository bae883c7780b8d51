"""How a rule is declared: its name, its sentence, its examples and, where it is ours to apply, its check."""

from collections.abc import Callable, Iterator

from renkei_cli.core.diagnostics import Rule, Severity
from renkei_cli.core.i18n import LocalizedText
from renkei_cli.validation.raw_case import RawCase, Violation

Check = Callable[[RawCase], Iterator[Violation]]

BASE = """\
id: oita
type: 県内連携
title: {ja: 観光の計画}
summary: {ja: 大分市と別府市が観光で手を結ぶ。}
purpose: {ja: 訪れる人を増やす。}
background: [{ja: 前から交流があった。}]
activities: [{ja: 観光の催しを開く。}]
participants:
  - {code: "442011", roles: [{code: lead}]}
  - {code: "442020", roles: [{code: network_member}]}
source:
  document: {ja: 計画書}
  heading: {ja: 観光}
"""
"""A case without faults, into which the examples of a part of a case are set."""
LISTED = "".join(f"    {line}\n" for line in BASE.splitlines()).replace("    id", "  - id", 1)


def event(date: str) -> str:
    """Return an example that holds a date, as it is written."""
    return f"events:\n  - date: {date}\n    text: {{ja: 協定を結んだ。}}\n"


class Rulebook:
    """Rules of one kind, in the order in which they are declared."""

    def __init__(self, severity: Severity = Severity.ERROR) -> None:
        """Begin with no rule; those that follow are all as severe."""
        self.severity = severity
        self.rules: list[Rule] = []
        self.checks: list[Check] = []

    def rule(
        self, code: str, ja: str, en: str, wrong: str = "", right: str = "", *,
        whole: bool = False, schema: bool = False, encoding: str = "utf-8",
    ) -> Callable[[Check], Check]:  # fmt: skip
        """Declare a rule; return a decorator for the function that checks it, where not pydantic or YAML does."""
        self.rules.append(Rule(code, LocalizedText(ja, en), wrong, right, self.severity, whole, schema, encoding))

        def enter(check: Check) -> Check:
            self.checks.append(check)
            return check

        return enter
