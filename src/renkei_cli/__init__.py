"""Cases of cooperation between local governments in Japan: find, read, compare, hand on."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from renkei_cli.authoring.schema import Case

__version__ = "0.1.0"


def load() -> "tuple[Case, ...]":
    """Give the bundled cases, validated, as typed objects."""
    from renkei_cli import library  # noqa: PLC0415 - the command line does not load this for its version

    return library.load()
