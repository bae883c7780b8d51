"""Cases of cooperation between local governments in Japan: find, read, compare, hand on."""

from os import fspath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from renkei_cli.schema.models import Case

__version__ = "0.1.0"


def load(*paths: "str | PathLike[str]") -> "tuple[Case, ...]":
    """Give the cases of files and folders, or the bundled ones, validated, as typed objects.

    `renkei_cli.core.errors.DataError` where they cannot be read or hold faults.
    """
    from renkei_cli.casebook import casebook as library  # noqa: PLC0415 - the command line does not load this for its version
    from renkei_cli.casebook.sources import CollectionSpec  # noqa: PLC0415 - the same

    return library.load(CollectionSpec(tuple(fspath(path) for path in paths)))
