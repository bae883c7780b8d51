"""Cases of cooperation between local governments in Japan: find, read, compare, hand on."""

from typing import TYPE_CHECKING

from renkei_cli.core.errors import DataError, InvalidDataError, NotFoundError, RenkeiError, UsageError

if TYPE_CHECKING:
    from renkei_cli.query.collection import Casebook, SearchResult, load
    from renkei_cli.schema.models import Case

__all__ = [
    "Case",
    "Casebook",
    "DataError",
    "InvalidDataError",
    "NotFoundError",
    "RenkeiError",
    "SearchResult",
    "UsageError",
    "load",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load what needs the models when it is asked for."""
    if name not in __all__:
        raise AttributeError(name)
    from renkei_cli.query import collection  # noqa: PLC0415 - the command line does not load the models

    return getattr(collection, name)
