"""Questions that ask for local governments: for any, or for those who take part."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from renkei_cli.authoring import readings
from renkei_cli.authoring.interview.questions import Offer, Question, line, numbered, several
from renkei_cli.authoring.readings import AnswerRejectedError
from renkei_cli.core.i18n import Language, _, current_language, data_language
from renkei_cli.core.text import fold
from renkei_cli.domain.places import local_governments, prefecture_terms
from renkei_cli.schema.types import StrictModel


def place(model: type[StrictModel], name: str, key: str, **settings: Any) -> Question:  # noqa: ANN401 - of a Question
    """Ask for a local government, by its name, reading, romaji or code."""
    usual = {"read": readings.parse_place, "show": coded, "offers": place_offers(data_language())}
    return line(model, name, key, **(usual | settings))


def coded(code: str) -> str:
    """Name a local government with its code."""
    return f"{readings.place_name(code)} {code}"


@cache
def place_offers(language: Language) -> tuple[Offer, ...]:
    """Offer all local governments, each by a name that no other bears."""
    return tuple(
        Offer(
            readings.place_name(one.code),
            f"{one.kana} {one.romaji} {one.code}" if language == "ja" else f"{one.name.ja} {one.code}",
            (fold(one.municipality or one.prefecture), fold(one.kana), fold(one.romaji), one.code,
             fold(f"{one.prefecture}{one.municipality}"), fold(prefecture_terms()[one.prefecture_code].label.en)),
        )
        for one in local_governments().values()
    )  # fmt: skip


def partners(
    model: type[StrictModel],
    name: str,
    key: str,
    codes: Sequence[str],
    **settings: Any,  # noqa: ANN401 - of a Question
) -> Question:
    """Ask which of the participants are meant."""

    def one(typed: str) -> str:
        code = numbered(typed, codes) or readings.parse_place(typed, codes)
        if code not in codes:
            message = _("{code} is no participant of this case").format(code=readings.place_name(code))
            allowed = " / ".join(readings.place_name(known) for known in codes)
            raise AnswerRejectedError(message, _("write one of {allowed}").format(allowed=allowed))
        return code

    usual = {
        "read": lambda typed: several(typed, one),
        "show": lambda value: ("、" if current_language() == "ja" else "; ").join(
            readings.place_name(code) for code in value
        ),
        "offers": tuple(offer for offer in place_offers(data_language()) if set(offer.spellings) & set(codes)),
        "example": "",
    }
    return line(model, name, key, **(usual | {"listed": True} | settings))
