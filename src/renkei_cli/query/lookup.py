"""Which case a reader means by an id, a name, a reading or a code."""

from difflib import get_close_matches

from renkei_cli.casebook.index import Condition, Index
from renkei_cli.core.errors import NotFoundError
from renkei_cli.core.i18n import _, localized, separator
from renkei_cli.core.text import fold
from renkei_cli.schema.fields import texts

_NAMED = 12
"""At most so many cases are named where one name means several."""


def resolve_case(index: Index, name: str) -> str:
    """Return the id of the one case that `name` means; raise NotFoundError where it is none or several."""
    ids, asked = index.ids(), fold(name)
    if name in ids:
        return name
    found = _meant(index, name)
    if len(found) == 1:
        return found[0]
    titles = {case["id"]: case["title"] for case in index.cases(ids, ["title"])}
    if found:
        message = _("{name} may be any of {n} cases").format(name=repr(name), n=len(found))
        listed = ", ".join(f"{case_id} ({localized(titles[case_id])})" for case_id in found[:_NAMED])
        more = ", …" if len(found) > _NAMED else ""
        raise NotFoundError(message, _("name one of {cases}").format(cases=listed + more))
    if named := _local_governments(name):
        hint = _("`renkei list` shows all cases, `renkei list -p PREFECTURE` those of a prefecture")
        # In English each name holds a comma.
        places = ("; " if "," in named[0] else separator()).join(named)
        raise NotFoundError(_("no case has {place} in it").format(place=places), hint)
    spelt = {fold(text): case_id for case_id, title in titles.items() for text in texts(title)}
    near = get_close_matches(asked, ids, 3, 0.5)
    near += [spelt[title] for title in get_close_matches(asked, spelt, 2, 0.5)]
    meant = _("did you mean {near}?").format(near=", ".join(dict.fromkeys(near)))
    message = _("there is no case {name}").format(name=repr(name))
    raise NotFoundError(message, meant if near else _("`renkei list` shows them all"))


def _meant(index: Index, name: str) -> list[str]:
    """Look in this order: the id, a part of an id, a participant, a prefecture, a piece of a title."""
    asked = fold(name)
    if not asked:
        return []
    if asked in index.ids():
        return [asked]
    if begun := [case_id for case_id in index.ids() if asked in case_id.split("-") or case_id.startswith(asked)]:
        return begun
    from renkei_cli.domain import places  # noqa: PLC0415 - one who types the id is spared reading the table

    for field, terms in (("participants", places.municipality_terms()), ("prefectures", places.prefecture_terms())):
        # A number that may be two codes means the one that is in a case.
        codes = tuple(term.value for term in terms.numbered(name) or terms.resolve(name))
        if codes and (within := index.select([[Condition(field, "in", codes)]])):
            return within
    return index.select([[Condition("title", "contains", (asked,))]])


def _local_governments(name: str) -> list[str]:
    """Return the local governments that are called so, each with its prefecture."""
    from renkei_cli.domain import places  # noqa: PLC0415 - the same

    terms = places.municipality_terms()
    called = terms.numbered(name) or [term for term in terms.resolve(name) if fold(name) in set(term.keys())]
    return [places.full_name(term.value) for term in called]
