"""Which case a reader means by an id, a name, a reading or a code."""

from collections.abc import Sequence

from renkei_cli.casebook.index import Condition, Index
from renkei_cli.core.errors import NotFoundError
from renkei_cli.core.i18n import _, data_language

_NAMED = 12
"""At most so many cases are named where one name means several."""


def resolve_case(index: Index, name: str) -> str:
    """Give the id of the one case that `name` means; NotFoundError where it is none or several."""
    if index.has(name):
        return name
    found = _meant(index, name)
    if len(found) == 1:
        return found[0]
    if found:
        message = _("{name} may be any of {n} cases").format(name=repr(name), n=len(found))
        raise NotFoundError(message, _("name one of {cases}").format(cases=_listed(index, found)))
    raise NotFoundError(*_without_case(name)) if _governments(name) else _unknown(index, name)


def _meant(index: Index, name: str) -> list[str]:
    """Look in this order: the id, a part of an id, a participant, a prefecture, a piece of a title."""
    from renkei_cli.core.text import fold  # noqa: PLC0415 - the same
    from renkei_cli.domain.places import municipality_terms, prefecture_terms  # noqa: PLC0415 - one who types the id is spared

    asked = fold(name)
    if not asked:
        return []
    if index.has(asked):
        return [asked]
    if begun := [case_id for case_id in index.ids() if asked in case_id.split("-") or case_id.startswith(asked)]:
        return begun
    for terms, field in ((municipality_terms, "participants"), (prefecture_terms, "prefectures")):
        # A number that may be two codes means the one that is in a case.
        codes = [term.value for term in terms().numbered(name) or terms().resolve(name)]
        if codes and (within := index.ids_where([[Condition(field, codes)]])):
            return within
    titles = [*index.facts("title.ja"), *index.facts("title.en")]
    titled = {case_id for title, case_id in titles if asked in fold(title)}
    return [case_id for case_id in index.ids() if case_id in titled]


def _governments(name: str) -> list[str]:
    """Give the codes of the local governments that bear exactly this name or reading, or may have this code."""
    from renkei_cli.core.text import fold  # noqa: PLC0415 - the same
    from renkei_cli.domain.places import municipality_terms  # noqa: PLC0415 - only for a name that is no case's

    asked = fold(name)
    known = municipality_terms()
    spelt = [term for term in known.resolve(name) if asked in set(term.keys())]
    return [term.value for term in known.numbered(name) or spelt]


def _without_case(name: str) -> tuple[str, str]:
    """Say that there is such a local government, or that there are several, and that no case has it."""
    from renkei_cli.core.i18n import separator  # noqa: PLC0415 - the same
    from renkei_cli.domain.places import (  # noqa: PLC0415 - only for such a name
        local_governments,
        place_name,  # noqa: PLC0415 - the same
        prefecture_terms,
    )

    names = []
    for code in _governments(name):
        place = local_governments()[code]
        prefecture = prefecture_terms()[place.prefecture_code].label
        names.append(place_name({"name": place.name._asdict(), "prefecture": prefecture._asdict()}))
    hint = _("`renkei list` shows all cases, `renkei list -p PREFECTURE` those of a prefecture")
    if len(names) == 1:
        return _("no case has {place} in it").format(place=names[0]), hint
    message = _("there are {n} local governments called {name}, and no case has one of them: {places}")
    # In English each name holds a comma.
    joint = "; " if "," in names[0] else separator()
    return message.format(n=len(names), name=name, places=joint.join(names)), hint


def _unknown(index: Index, name: str) -> NotFoundError:
    return NotFoundError(_("there is no case {name}").format(name=repr(name)), _nearest(index, name))


def _listed(index: Index, ids: Sequence[str]) -> str:
    titles = {case_id: title for title, case_id in index.facts(f"title.{data_language()}")}
    listed = ", ".join(f"{case_id} ({titles[case_id]})" for case_id in ids[:_NAMED])
    return listed if len(ids) <= _NAMED else f"{listed}, …"


def _nearest(index: Index, name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a name that is none

    from renkei_cli.core.text import fold  # noqa: PLC0415 - the same

    ids = index.ids()
    titles = {fold(title): case_id for title, case_id in [*index.facts("title.ja"), *index.facts("title.en")]}
    near = get_close_matches(fold(name), ids, 3, 0.5)
    near += [titles[title] for title in get_close_matches(fold(name), titles, 2, 0.5)]
    if near:
        return _("did you mean {near}?").format(near=", ".join(dict.fromkeys(near)))
    return _("`renkei list` shows them all")
