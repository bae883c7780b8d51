"""Cases of cooperation between local governments in Japan: find, read, compare, hand on."""

from os import PathLike
from typing import TYPE_CHECKING

from renkei_cli.core.errors import DataError, InvalidDataError, RenkeiError, UsageError

if TYPE_CHECKING:
    from renkei_cli.query.collection import Casebook
    from renkei_cli.schema.models import Case

__all__ = ["Case", "Casebook", "DataError", "InvalidDataError", "RenkeiError", "UsageError", "load"]
__version__ = "0.1.0"


def load(*paths: str | PathLike[str]) -> "Casebook":
    """Return the cases of files and folders, or the bundled ones, checked.

    Raise InvalidDataError where they hold faults, DataError where they cannot be read.
    """
    from renkei_cli.query.collection import open_casebook  # noqa: PLC0415 - the command line does not load the models

    return open_casebook(paths)


def __getattr__(name: str) -> object:
    """Load the classes when they are asked for."""
    if name not in ("Case", "Casebook"):
        raise AttributeError(name)
    from renkei_cli.query import collection  # noqa: PLC0415 - the same

    return getattr(collection, name)
