"""How the words of a command line are read; the one module that reaches Click's classes, by Typer's public names."""

import re
import sys
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple, TypeAlias, get_args

import typer
from typer.core import TyperCommand, TyperGroup

from renkei_cli.core.errors import UsageError
from renkei_cli.core.i18n import _
from renkei_cli.core.shell import quote_words

click: Any = sys.modules[typer.BadParameter.__module__]
"""The module of the parser's exceptions, whether Typer brings a Click of its own or depends on it."""

# Click's classes have no public name in Typer; what is used of them is the same in all versions.
ClickCommand: TypeAlias = Any
ClickContext: TypeAlias = Any
ClickError: TypeAlias = Any
ClickParameter: TypeAlias = Any

_EXCLUDED = "\0"
"""Marks a word that excludes while the words are parsed; no argument of a process can hold it."""
_SPACE = "\u3000"
_DASHES = "-‐‑‒–—―−－ー─━ｰ﹣"
_MINUS = "−－"
"""In a search, a word behind one of these excludes as well."""
_OPTION = re.compile(rf"([{_DASHES}]+)([A-Za-zＡ-Ｚａ-ｚ][^=]*)(=.*)?", re.DOTALL)


# --- values ---


class ValueType(NamedTuple):
    """What the text of an option or argument stands for. Typer sees texts only, so that all complaints are ours."""

    parse: Callable[[str], object]
    choices: Sequence[str] = ()
    """The only texts that are taken; none means any."""
    least: int | None = None
    """The lowest number that is taken."""
    offers: str = ""
    """What TAB offers, a key of `completion.OFFERS`; without one, the choices."""
    topic: str = ""
    """The help topic that explains the values."""

    def read(self, value: Any, name: str) -> object:  # noqa: ANN401 - whatever Typer makes of a parameter
        """Return the value that a text or a list of texts stands for; raise UsageError naming the parameter."""
        if isinstance(value, list | tuple):
            return [self.read(one, name) for one in value]
        if value is None:
            return None
        refused = _("{option}: {value} cannot be used").format
        if self.choices and value not in self.choices:
            raise UsageError(refused(option=name, value=repr(value)), one_of(self.choices))
        try:
            found = self.parse(value)
        except ValueError:
            found = value
        if self.least is not None and (not isinstance(found, int) or found < self.least):
            hint = _("write a whole number, {n} or more").format(n=self.least)
            raise UsageError(refused(option=name, value=repr(found)), hint)
        return found


ANYTHING = ValueType(str)
"""The type of what has none of its own."""


def value_type(hint: object) -> ValueType | None:
    """Return the type that stands beside an option or argument in its annotation, if one does."""
    return next((one for one in get_args(hint) if isinstance(one, ValueType)), None)


def decode_argument(word: str) -> str:
    """Return what was typed, read as UTF-8 where the locale cannot; what no encoding has becomes U+FFFD."""
    word = word.replace(_EXCLUDED, "-", 1)
    try:
        word.encode()
    except UnicodeEncodeError:
        escaped = "[\udc80-\udcff]+"
        word = re.sub(escaped, lambda one: one[0].encode("utf-8", "surrogateescape").decode(errors="replace"), word)
        return re.sub("[\ud800-\udfff]", "\ufffd", word)
    return word


def text(offers: str = "", topic: str = "") -> ValueType:
    """Return the type of a text that is compared with texts. What has no type is a path: its bytes stay as they are."""
    return ValueType(decode_argument, offers=offers, topic=topic)


def choice_of(kind: type[Enum], topic: str = "") -> ValueType:
    """Return the type whose values are the members of an enum."""
    return ValueType(kind, tuple(str(one.value) for one in kind), topic=topic)


# --- commands ---


class _Reading:
    """What our commands and their group have in common; mixed into Typer's classes."""

    params: list[ClickParameter]
    value_types: Mapping[str, ValueType] = {}
    excludes: Callable[[str, Mapping[str, str]], bool] | None = None
    """Tells whether a word behind a minus is none of the short options, which are given by name; None: it is one."""

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """Read the words; every complaint of Click's knows its command."""
        known = {name: one for one in self.params for name in one.opts if name.startswith("-")}
        if not ctx.resilient_parsing and not all(map(str.isascii, args)):
            # Behind the name of a command the options are its own.
            own = args[:1] if isinstance(self, Group) else args
            _refuse_typographic_option(own, known, ctx.obj, excluding=self.excludes is not None)
        try:
            words = self._prepared(args, known, strict=not ctx.resilient_parsing)
            rest: list[str] = super().parse_args(ctx, words)  # type: ignore[misc]
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if not ctx.resilient_parsing:
            for one in self.params:
                if kind := self.value_types.get(one.name):
                    ctx.params[one.name] = kind.read(ctx.params[one.name], written_name(one))
        return rest

    def _prepared(self, args: list[str], known: Mapping[str, ClickParameter], *, strict: bool) -> list[str]:
        """Mark words that exclude; raise UsageError where an option stands in the place of another's value."""
        shorts = {name: one.name for name, one in known.items() if name[1] != "-"}
        words: list[str] = []
        waiting = ""
        for word in args:
            if strict and waiting and word.startswith("--") and word.partition("=")[0] in known:
                raise missing_value(waiting, self)
            taken, waiting = waiting, word if not waiting and word in known and not known[word].is_flag else ""
            if word == "--" and not taken:
                break
            marked = self.excludes and not taken and word[:1] == "-" and self.excludes(word, shorts)
            words.append(_EXCLUDED + word[1:] if marked else word)
        return words + args[len(words) :]


class Command(_Reading, TyperCommand):
    """A command."""

    allow_extra_args = True

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """Read the words; raise UsageError where there are too many."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            extra = " ".join(map(decode_argument, rest))
            hint = help_of(ctx)
            if self.name == "list":
                hint = _("to look for words: {line}").format(line=f"renkei search {extra}")
            elif self.name == "show":
                hint = _("to put cases side by side: {line}")
                hint = hint.format(line=f"renkei compare {ctx.params['name']} {extra}")
            raise UsageError(_("words too many: {words}").format(words=extra), hint)
        return rest


class Group(_Reading, TyperGroup):
    """The group of all commands."""

    purposes: Mapping[str, str] = {}
    """What each command does, by its name."""


# --- words for complaints ---


def written_name(parameter: ClickParameter) -> str:
    """Return a parameter as the reader writes it: --limit/-n, ID."""
    if parameter.param_type_name == "argument":
        return _(parameter.metavar)
    return "/".join(parameter.opts)


def usage_of(option: str, parameter: ClickParameter) -> str:
    """Return the hint that shows an option with what it takes."""
    usage = option if parameter.is_flag else f"{option} {_(parameter.metavar)}"
    return _("write {usage}").format(usage=usage)


def one_of(choices: Iterable[str]) -> str:
    """Return the hint that names all values there are."""
    return _("write one of {allowed}").format(allowed=", ".join(choices))


def help_of(ctx: ClickContext) -> str:
    """Return the hint that names the help page of a command."""
    return _("{command} --help shows what there is").format(command=str(ctx.command_path))


def missing_value(option: str, command: ClickCommand) -> UsageError:
    """Return the complaint that an option stands without its value."""
    parameter = next(one for one in command.params if option in one.opts)
    kind = command.value_types.get(parameter.name)
    hint = one_of(kind.choices) if kind and kind.choices else usage_of(option, parameter)
    return UsageError(_("{option}: its value is missing").format(option=option), hint)


# --- full-width spaces and dashes that slip into a command line ---


def _refuse_typographic_option(
    words: Iterable[str], options: Container[str], argv: Sequence[str], *, excluding: bool
) -> None:
    for word in words:
        if word == "--":
            break
        parts = word.split(_SPACE)
        for part in parts:
            option = _with_hyphens(part)
            excluded = excluding and part[:1] in _MINUS and part[1:2] not in _DASHES
            known = option.partition("=")[0] in options and not excluded
            if known and (len(parts) > 1 or option != part):
                raise _typographic(word, argv)


def typographic_command(name: str, commands: Container[str], argv: Sequence[str]) -> UsageError | None:
    """Return the complaint about a full-width space or dash in a word that stands where a command belongs."""
    first, space, _rest = name.partition(_SPACE)
    return _typographic(name, argv) if (space and first in commands) or _with_hyphens(name) != name else None


def _with_hyphens(word: str) -> str:
    """Write an option with hyphens that was written with other dashes; anything else stays."""
    found = _OPTION.fullmatch(word)
    if not found or found[1].isascii():
        return word
    name = unicodedata.normalize("NFKC", found[2])
    return f"{'-' if len(name) == 1 else '--'}{name}{found[3] or ''}"


def _typographic(word: str, argv: Sequence[str]) -> UsageError:
    message = (
        _("there is a full-width space in {word}; a command line is parted by half-width ones")
        if _SPACE in word
        else _("{word} begins with another dash; an option begins with half-width hyphens (-)")
    )
    words = [_with_hyphens(part) for one in argv for part in one.split(_SPACE) if part]
    return UsageError(
        message.format(word=f"'{word}'"), _("write {usage}").format(usage=quote_words(["renkei", *words]))
    )
