"""YAML to plain values, remembering where each stood; and plain values to YAML."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TextIO

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from renkei_cli.diagnostics import Fault, Place
from renkei_cli.i18n import _

if TYPE_CHECKING:
    from ruamel.yaml.error import StreamMark

Path = tuple[str | int, ...]
_MAX_DEPTH = 40
_TAG = "tag:yaml.org,2002:"
_PLAIN = {f"{_TAG}{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge")}


@dataclass(slots=True)
class Document:
    """The values of one YAML file, and where each of them stands."""

    file: str
    value: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    """The place of each value, by its path of keys and positions."""
    keys: dict[Path, Place] = field(default_factory=dict)
    """The place of the key that leads to each value."""
    faults: list[Fault] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Find where a path stands; where it is missing, the nearest thing that holds it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path) or Place(self.file, 1, 1)

    def fault(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Note a fault."""
        self.faults.append(Fault(place, code, message, hint))


def parse(file: str, content: bytes) -> Document:
    """Read one YAML file; sequences become tuples, dates stay text. Faults are noted, never raised."""
    document = Document(file)
    try:
        content.decode("utf-8")
        # Nodes are composed once, by the C parser where it is there, and carry their marks.
        root = YAML(typ="safe").compose(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        document.fault(Place(file, line, 1), "not-utf8", _("the file is not UTF-8"), _("save it as UTF-8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _at(file, mark) if mark else Place(file, 1, 1)
        problem = str(error.problem or error.context)
        document.fault(place, "yaml", _("this is not well-formed YAML: {problem}").format(problem=problem))
    except YAMLError as error:
        problem = str(error).splitlines()[0]
        document.fault(Place(file, 0, 0), "yaml", _("this is not well-formed YAML: {problem}").format(problem=problem))
    else:
        if root is not None:
            _Builder(document).build(root)
    return document


def _at(file: str, mark: "StreamMark") -> Place:
    return Place(file, mark.line + 1, mark.column + 1)


class _Builder:
    """Turn composed nodes into values, refusing what a case file has no use for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def build(self, root: Node) -> None:
        self.document.value = self.value(root, ())

    def value(self, node: Node, path: Path) -> Any:  # noqa: ANN401 - whatever YAML holds
        document = self.document
        place = document.places[path] = _at(document.file, node.start_mark)
        if len(path) > _MAX_DEPTH:
            document.fault(place, "too-deep", _("nested more than {n} levels deep").format(n=_MAX_DEPTH))
            return None
        if id(node) in self.seen:
            document.fault(place, "alias", _("aliases (*) are not allowed"), _("write the value out"))
            return None
        self.seen.add(id(node))
        if node.tag not in _PLAIN:
            document.fault(place, "tag", _("tags such as {tag} are not allowed").format(tag=node.tag))
            return None
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return tuple(self.value(item, (*path, index)) for index, item in enumerate(node.value))
        return _scalar(node.tag.removeprefix(_TAG), node.value)

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        document = self.document
        found: dict[str, Any] = {}
        for key, item in node.value:
            place = _at(document.file, key.start_mark)
            if not isinstance(key, ScalarNode) or key.tag != f"{_TAG}str":
                document.fault(place, "key", _("a key must be text"))
            elif key.value in found:
                document.fault(place, "duplicate-key", _("the key {key} stands twice").format(key=key.value))
            else:
                document.keys[(*path, key.value)] = place
                found[key.value] = self.value(item, (*path, key.value))
        return found


def _scalar(kind: str, text: str) -> str | float | bool | None:
    if kind in ("null", "bool"):
        truths: dict[str, bool] = {"true": True, "false": False}
        return truths.get(text.lower())
    try:
        if kind == "int":
            return int(text.replace("_", ""), 10)
        if kind == "float":
            return float(text.replace("_", ""))
    except ValueError:
        # A hexadecimal number, an infinity: no field of a case takes one, so the text will be refused as text.
        return text
    return text


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
