"""Which case a reader means by an id, a name, a reading or a code."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from renkei_cli.casebook.index import Condition, Index
from renkei_cli.core.errors import NotFoundError, did_you_mean
from renkei_cli.core.i18n import _, localized
from renkei_cli.core.text import command_line, fold
from renkei_cli.schema.fields import texts

_MAX_NAMED_CASES = 12  # where one name means several


def resolve_case(index: Index, name: str, collection: Mapping[str, object] | None = None) -> str:
    """Return the id of the one case that `name` means; raise NotFoundError where it is none or several.

    It is looked for in this order: the id, a part of an id, a participant, a prefecture, a piece of a title. Lines that
    are proposed bear the options of the collection.
    """
    ids, asked = index.ids(), fold(name)
    if name in ids or asked in ids:
        return name if name in ids else asked
    # One who types the id is spared these: `show ID` is a script's.
    from renkei_cli.domain import places  # noqa: PLC0415
    from renkei_cli.query import suggestions  # noqa: PLC0415

    municipalities, found = places.municipality_terms(), []
    if asked:
        found = [case_id for case_id in ids if asked in case_id.split("-") or case_id.startswith(asked)]
        for field, terms in (("participants", municipalities), ("prefectures", places.prefecture_terms())):
            # A number that may be two codes means the one that is in a case.
            codes = tuple(term.value for term in terms.numbered(name) or terms.resolve(name))
            found = found or (index.select([[Condition(field, "in", codes)]]) if codes else [])
        found = found or index.select([[Condition("title", "contains", (asked,))]])
    if len(found) == 1:
        return found[0]
    titles = {case["id"]: case["title"] for case in index.cases(ids, ["title"])}
    if found:
        message = _("{name} may be any of {n} cases").format(name=repr(name), n=len(found))
        listed = [f"{case_id} ({localized(titles[case_id])})" for case_id in found[:_MAX_NAMED_CASES]]
        more = ["…"] if len(found) > _MAX_NAMED_CASES else []
        raise NotFoundError(message, _("name one of {cases}").format(cases=", ".join(listed + more)))
    called = municipalities.numbered(name) or municipalities.spelt(name)
    if called:
        missing, *near = suggestions.explain_absence(index, [term.value for term in called], collection or {})
        raise NotFoundError(missing, "\n".join(near))
    near = [places.full_name(term.value) for term in municipalities.namesakes(name)]
    hints = _nearest(index, name, near, titles, suggestions.options_taking(name))
    raise NotFoundError(_("there is no case {name}").format(name=repr(name)), hints)


def _nearest(
    index: Index, name: str, near: list[str], titles: Mapping[str, Mapping[str, str]], options: Sequence[str]
) -> str:
    """Name what may be meant instead: what is `near`, ids, titles, a word in the texts."""
    asked = fold(name)
    near += get_close_matches(asked, titles, 3, 0.5)
    spelt = {fold(text): case_id for case_id, title in titles.items() for text in texts(title)}
    near += [spelt[title] for title in get_close_matches(asked, spelt, 2, 0.5)]
    # A name in English holds a comma itself.
    joint = "; " if any("," in one for one in near) else ", "
    hints = list(filter(None, [did_you_mean(dict.fromkeys(near), joint)]))
    lines = (command_line("list", [], {option: [name]}) for option in options)
    hints += [_("cases by this value: {line}").format(line=line) for line in lines]
    if asked and any(asked.encode() in text for text in index.search_texts()):
        hints.append(_("to look for words: {line}").format(line=command_line("search", [name])))
    return "\n".join(hints) or _("`renkei list` shows them all")
