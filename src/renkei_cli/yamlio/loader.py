"""YAML to plain values, remembering where each stood; and plain values to YAML."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TextIO

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.main import CParser  # type: ignore[attr-defined] # named there for the library's own use

from renkei_cli.core.diagnostics import Diagnostic, Location
from renkei_cli.yamlio.bounds import MOST_FAULTS, MOST_FED, MOST_RESUMED, Feed, Stop, too_many
from renkei_cli.yamlio.complaints import DIRECTIVE
from renkei_cli.yamlio.encoding import decode_source
from renkei_cli.yamlio.entry import Entry, Path
from renkei_cli.yamlio.events import Reader
from renkei_cli.yamlio.mistakes import Typo, told
from renkei_cli.yamlio.resumption import Resumption
from renkei_cli.yamlio.stumbles import plain, stumbled

__all__ = ["Entry", "Path", "entries", "write"]

_DIRECTIVES = 16
"""Lines that begin with %TAG, above which a file is not read: the C parser compares each with all before it."""


def entries(file: str, content: bytes, faults: list[Diagnostic], *, pure: bool = False) -> Iterator[Entry]:
    """Read one YAML file case by case; sequences become tuples, dates stay text.

    Faults of the YAML itself are added to `faults`, never raised; what stands before one is still given, and so are
    the cases below it. After MOST_FAULTS faults, whoever adds them, or MOST_RESUMED of the YAML itself, the rest of the
    file is not read. A UTF-8 byte order mark is passed over.
    `pure` reads with the parser in Python, as happens by itself where there is none in C; it finds the same.
    """
    before = len(faults)
    limit = before + MOST_FAULTS
    text = _parsable(file, content, faults, limit)
    place = Resumption() if text is not None else None
    while text is not None and place:
        reader = Reader(file, faults, limit, place.number)
        feed = Feed(text, reader, start=place.start, before=place.before)
        try:
            # The events are taken one by one, so that a file is never whole in memory.
            yield from reader.read(_events(feed, pure=pure))
        except Stop:
            return
        except MarkedYAMLError as error:
            fault = stumbled(reader, text, error)
        else:
            return
        finally:
            reader.let_go()
        # A mistake that shows in a value may make the parser stumble, too.
        if fault not in faults[before:]:
            faults.append(fault)
        place = place.beyond(text, reader, fault.place.line)
        if place and (place.times > MOST_RESUMED or place.fed > MOST_FED):
            faults.append(too_many(fault.place, len(faults) - before))
            return
        if place and place.times == 1:
            # Lines are counted alike however they end.
            text = plain(text)


def _parsable(file: str, content: bytes, faults: list[Diagnostic], limit: int) -> bytes | None:
    """Give a file as the parser may be given it; None where a fault says why it may not."""
    text = decode_source(file, content, faults, limit)
    if text is None:
        if len(faults) >= limit:
            faults.append(too_many(faults[-1].place))
        return None
    if text.count(b"\n%TAG") + text.startswith(b"%TAG") > _DIRECTIVES:
        faults.append(told(Location(file, 1, 1), Typo(DIRECTIVE)))
        return None
    return text


def _events(feed: Feed, *, pure: bool) -> Callable[[], Any]:
    """Give what gives the parser's next event, None behind the last; the parser is that in C where it is there."""
    if pure or CParser is None:
        return partial(next, YAML(typ="safe", pure=True).parse(feed), None)
    # Around it, YAML would look for plug-ins and make a class for each file: that takes as long as reading 1 KB.
    following: Callable[[], Any] = CParser(feed).get_event
    return following


def write(value: Mapping[str, Any] | Sequence[Any], stream: TextIO) -> None:
    """Write plain values as block-style YAML, each text on one line."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 1_000_000
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment] # annotated None, meant bool
    yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    yaml.dump(value, buffer)
    stream.write(buffer.getvalue())
