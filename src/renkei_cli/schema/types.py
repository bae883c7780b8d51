"""How a schema field says, in both languages, what it is; and the kinds of value that fields share."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from renkei_cli.core.text import escape_invisible
from renkei_cli.domain import dates, places

if TYPE_CHECKING:
    from pydantic.config import JsonDict

    from renkei_cli.domain.vocabulary import Vocabulary


class StrictModel(BaseModel):
    """A part of a case file: unknown keys are faults, and nothing is coerced."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def field(  # noqa: PLR0913 - each is one thing that a field says about itself
    ja: str,
    en: str,
    *,
    says: tuple[str, str],
    page: int = 0,
    shown_blank: bool = True,
    compared: int = 0,
    weight: str = "",
    interview: int = 0,
    aliases: tuple[str, ...] = (),
    headings: tuple[str, ...] = (),
    example: str | int | None = None,
    **settings: Any,  # noqa: ANN401 - pydantic's own settings
) -> Any:  # noqa: ANN401 - pydantic's own type
    """Make a pydantic field that says about itself all that `fields.Field` holds; `says` describes it in ja and en."""
    words: JsonDict = {"ja": {"title": ja, "description": says[0]}, "en": {"title": en, "description": says[1]}}
    traits: JsonDict = {
        "page": page, "shown_blank": shown_blank, "compared": compared, "weight": weight, "interview": interview,
        "aliases": list(aliases), "headings": list(headings), "example": example,
    }  # fmt: skip
    return Field(title=en, description=says[1], json_schema_extra={"x-renkei": {**words, "traits": traits}}, **settings)


class ControlledTerm:
    """Allow just the values of a controlled vocabulary."""

    def __init__(self, vocabulary: "Vocabulary") -> None:
        """Remember which vocabulary."""
        self.vocabulary = vocabulary

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Compare with the list of values."""
        return core_schema.literal_schema([term.value for term in self.vocabulary])

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """List the values and, for editors, what each one means."""
        return {
            "type": "string",
            "enum": [term.value for term in self.vocabulary],
            "x-renkei-vocabulary": self.vocabulary.name,
        }


def vocabulary_of(metadata: Iterable[object]) -> "Vocabulary | None":
    """Find the controlled vocabulary that a field's values come from, by what pydantic knows of the field."""
    return next((mark.vocabulary for mark in metadata if isinstance(mark, ControlledTerm)), None)


def _clean(text: str) -> str:
    # What can be printed holds no line break either, and no white space but the ordinary.
    if text.isprintable():
        if text[0] == " " or text[-1] == " ":
            raise _outer_space()
        return text
    if "\n" in text or "\t" in text:
        raise PydanticCustomError("line_break", "line break or tab")
    shown = escape_invisible(text)
    if shown != text:
        raise PydanticCustomError("control_character", "control or invisible character", {"shown": shown})
    if text != text.strip():
        raise _outer_space()
    return text


def _outer_space() -> PydanticCustomError:
    return PydanticCustomError("outer_space", "white space at the beginning or the end")


def _code(code: str) -> str:
    if code in places.local_governments():
        return code
    if places.check_digit(code) != code[-1]:
        raise PydanticCustomError("check_digit", "check digit is wrong", {"right": code[:5] + places.check_digit(code)})
    raise PydanticCustomError("unknown_code", "no local government has this code")


def _date(value: str) -> str:
    try:
        dates.date_span(value)
    except ValueError as error:
        raise PydanticCustomError("date", "not a date") from error
    return value


Line = Annotated[str, Field(min_length=1), AfterValidator(_clean)]
"""Text of one line, without control characters."""

# The pattern stands before the validator: behind one, pydantic leaves it out of the JSON Schema.
Url = Annotated[str, Field(min_length=1, pattern=r"^https?://\S+$"), AfterValidator(_clean)]
"""The address of a page."""

Email = Annotated[str, Field(min_length=1, pattern=r"^[^@\s]+@[^@\s]+$"), AfterValidator(_clean)]
"""The address of a mailbox."""

Code = Annotated[str, Field(pattern=r"^[0-9]{6}$"), AfterValidator(_code)]
"""全国地方公共団体コード: six digits, of which the last is a check digit, of a local government that exists."""

Date = Annotated[str, Field(pattern=r"^(FY[0-9]{4}|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$"), AfterValidator(_date)]
"""A day, a month, a year or a fiscal year: 2017-08-23, 2017-08, 2017, FY2017."""

REF = r"^(heading|(activities|background|merits|figures)/[1-9][0-9]{0,3})$"

Ref = Annotated[str, Field(pattern=REF)]
"""A place in the source: its heading, the n-th bullet of a section, or the n-th figure."""
