"""The two wave dashes, 〜 (U+301C) and ～ (U+FF5E): a file keeps to one of them."""

from collections.abc import Iterator

from renkei_cli.core.i18n import _
from renkei_cli.validation.raw_case import RawCase
from renkei_cli.validation.violations import Violation
from renkei_cli.validation.warnings import waves
from renkei_cli.yamlio.loader import Entry, Path


class Waves:
    """Where a file's prose first has each form, and how often."""

    def __init__(self) -> None:
        """Begin with a file."""
        self._first: dict[str, tuple[Entry, Path]] = {}
        self._count: dict[str, int] = {}

    def see(self, entry: Entry, plain: RawCase) -> None:
        """Count the wave dashes of a case."""
        for path, wave in waves(plain):
            self._first.setdefault(wave, (entry, path))
            self._count[wave] = self._count.get(wave, 0) + 1

    def mixed(self) -> Iterator[tuple[Entry, Violation]]:
        """Give the first place of the rarer form, if the file has both."""
        if len(self._count) > 1:
            rare, usual = sorted(self._count, key=lambda wave: (self._count[wave], wave))
            entry, path = self._first[rare]
            message = _("this file writes both {rare} (U+{rare_code}) and {usual} (U+{usual_code})").format(
                rare=rare, rare_code=f"{ord(rare):04X}", usual=usual, usual_code=f"{ord(usual):04X}"
            )
            yield entry, Violation(path, "wave-dash", message, _("keep to {usual}").format(usual=usual), rare)
