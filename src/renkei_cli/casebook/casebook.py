"""The open collection: case files in, an index that answers out."""

from renkei_cli.casebook.index import Connection, Index, open_index_file
from renkei_cli.casebook.sources import SMALL, CollectionSpec, cache_location, fingerprint
from renkei_cli.core.errors import DataError
from renkei_cli.core.i18n import _

_BUNDLED = CollectionSpec()


def open_index(spec: CollectionSpec = _BUNDLED, *, quickly: bool = False) -> Index:
    """Open the index of a collection; compile it first where it is missing or damaged.

    Raise InvalidDataError where the cases hold faults, DataError where they cannot be read; with `quickly`, DataError
    also where there is so much to compile that a reader would notice.
    """
    found = fingerprint(spec)
    location = cache_location(spec)

    def compiled() -> Connection:
        from renkei_cli.casebook.builder import compile_index  # noqa: PLC0415 - most runs find an index

        if quickly and sum(source.size for source in found.sources.values()) > SMALL:
            raise DataError(_("the cases are not compiled yet"))
        return compile_index(found, location)

    return open_index_file(location.path(found.signatures), compiled) or Index(compiled())
