"""Which case a reader means by an id, a name, a reading or a code."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from renkei_cli.casebook.index import Condition, Index
from renkei_cli.core.errors import NotFoundError
from renkei_cli.core.i18n import _, localized, separator
from renkei_cli.core.text import fold
from renkei_cli.schema.fields import texts

if TYPE_CHECKING:
    from renkei_cli.domain.vocabulary import Vocabulary

_NAMED = 12
"""At most so many cases are named where one name means several."""


def resolve_case(index: Index, name: str) -> str:
    """Return the id of the one case that `name` means; raise NotFoundError where it is none or several."""
    if name in index.ids():
        return name
    from renkei_cli.domain import places  # noqa: PLC0415 - one who types the id is spared reading the table

    municipalities = places.municipality_terms()
    found = _meant(index, name, {"participants": municipalities, "prefectures": places.prefecture_terms()})
    if len(found) == 1:
        return found[0]
    if found:
        message = _("{name} may be any of {n} cases").format(name=repr(name), n=len(found))
        raise NotFoundError(message, _("name one of {cases}").format(cases=_listed(index, found)))
    spelt = [term for term in municipalities.resolve(name) if fold(name) in set(term.keys())]
    if governments := municipalities.numbered(name) or spelt:
        known, prefectures = places.local_governments(), places.prefecture_terms()
        labels = [(one.label, prefectures[known[one.value].prefecture_code].label) for one in governments]
        named = [{"name": own._asdict(), "prefecture": prefecture._asdict()} for own, prefecture in labels]
        raise _without_case(name, [places.place_name(one) for one in named])
    raise NotFoundError(_("there is no case {name}").format(name=repr(name)), _nearest(index, name))


def _meant(index: Index, name: str, places: "Mapping[str, Vocabulary]") -> list[str]:
    """Look in this order: the id, a part of an id, a participant, a prefecture, a piece of a title."""
    asked = fold(name)
    if not asked:
        return []
    if asked in index.ids():
        return [asked]
    if begun := [case_id for case_id in index.ids() if asked in case_id.split("-") or case_id.startswith(asked)]:
        return begun
    for field, terms in places.items():
        # A number that may be two codes means the one that is in a case.
        codes = tuple(term.value for term in terms.numbered(name) or terms.resolve(name))
        if codes and (within := index.select([[Condition(field, "in", codes)]])):
            return within
    return index.select([[Condition("title", "contains", (asked,))]])


def _without_case(name: str, governments: Sequence[str]) -> NotFoundError:
    """Say that there is such a local government, or that there are several, and that no case has it."""
    hint = _("`renkei list` shows all cases, `renkei list -p PREFECTURE` those of a prefecture")
    if len(governments) == 1:
        return NotFoundError(_("no case has {place} in it").format(place=governments[0]), hint)
    message = _("there are {n} local governments called {name}, and no case has one of them: {places}")
    # In English each name holds a comma.
    listed = ("; " if "," in governments[0] else separator()).join(governments)
    return NotFoundError(message.format(n=len(governments), name=name, places=listed), hint)


def _listed(index: Index, ids: Sequence[str]) -> str:
    titles = index.column("title")
    listed = ", ".join(f"{case_id} ({localized(titles[case_id])})" for case_id in ids[:_NAMED])
    return listed if len(ids) <= _NAMED else f"{listed}, …"


def _nearest(index: Index, name: str) -> str:
    spelt = {fold(text): case_id for case_id, title in index.column("title").items() for text in texts(title)}
    near = get_close_matches(fold(name), index.ids(), 3, 0.5)
    near += [spelt[title] for title in get_close_matches(fold(name), spelt, 2, 0.5)]
    if near:
        return _("did you mean {near}?").format(near=", ".join(dict.fromkeys(near)))
    return _("`renkei list` shows them all")
