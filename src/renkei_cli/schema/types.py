"""How a schema field says, in both languages, what it is; and the kinds of value that fields share."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic import Field as Bounds
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.core.text import escape_invisible
from renkei_cli.domain import dates, places
from renkei_cli.domain.vocabulary import Vocabulary
from renkei_cli.schema.fields import Field

SAID = "x-renkei"  # the key under which a field of a model keeps what it says about itself
_SETTINGS = ("default", "alias", "min_length", "max_length")
LONGEST = 65_536  # characters of a text: a summary has 300, and what is longer belongs into a document of its own


class StrictModel(BaseModel):
    """A part of a case file: unknown keys are faults, and nothing is coerced."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, serialize_by_alias=True, allow_inf_nan=False)


def field(ja: str, en: str, ja_description: str, en_description: str, **traits: Any) -> Any:  # noqa: ANN401 - pydantic's own types
    """Return a pydantic field with what `fields.Field` holds of it, by the names there, and pydantic's settings."""
    settings = {name: traits.pop(name) for name in _SETTINGS if name in traits}
    extra: Any = {SAID: Field("", LocalizedText(ja, en), LocalizedText(ja_description, en_description), **traits)}
    return Bounds(**settings, json_schema_extra=extra)


@dataclass(frozen=True, slots=True)
class ControlledTerm:
    """Allow just the values of a controlled vocabulary."""

    vocabulary: Vocabulary

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Compare with the list of values and codes; a code becomes the value that it stands for."""
        values = [term.value for term in self.vocabulary]
        meant = {term.code: term.value for term in self.vocabulary if term.code != term.value}
        literal = core_schema.literal_schema([*values, *meant])
        as_value = core_schema.no_info_after_validator_function(lambda one: meant.get(one, one), literal)
        return as_value if meant else literal

    @staticmethod
    def vocabulary_of(metadata: Iterable[object]) -> Vocabulary | None:
        """Find the vocabulary that a field's values come from, by what pydantic knows of the field."""
        return next((mark.vocabulary for mark in metadata if isinstance(mark, ControlledTerm)), None)


def _clean(text: str) -> str:
    if len(text) > LONGEST:
        raise PydanticCustomError("string_too_long", "text too long", {"max_length": LONGEST})
    # What can be printed holds no line break either, and no white space but the ordinary.
    if not text.isprintable():
        if "\n" in text or "\t" in text:
            raise PydanticCustomError("line_break", "line break or tab")
        if escape_invisible(text) != text:
            raise PydanticCustomError("control_character", "control or invisible character")
    if text != text.strip():
        raise PydanticCustomError("outer_space", "white space at the beginning or the end")
    return text


def _code(code: str) -> str:
    if code in places.local_governments():
        return code
    if places.check_digit(code) != code[-1]:
        raise PydanticCustomError("check_digit", "check digit is wrong")
    raise PydanticCustomError("unknown_code", "no local government has this code")


def _date(value: str) -> str:
    try:
        dates.date_span(value)
    except ValueError as error:
        raise PydanticCustomError("date", "not a date") from error
    return value


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
URL_PATTERN = r"^https?://\S+$"
EMAIL_PATTERN = r"^[^@\s]+@[^@\s]+$"
CODE_PATTERN = r"^[0-9]{6}$"
DATE_PATTERN = r"^(FY[0-9]{4}|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$"
REF_PATTERN = r"^(heading|(activities|background|merits|figures)/[1-9][0-9]{0,3})$"

Id = Annotated[str, Bounds(pattern=ID_PATTERN, max_length=64)]
Line = Annotated[str, Bounds(min_length=1), AfterValidator(_clean)]
"""Text of one line, without control characters."""
# The pattern stands before the validator: behind one, pydantic leaves it out of the JSON Schema.
Url = Annotated[str, Bounds(min_length=1, pattern=URL_PATTERN), AfterValidator(_clean)]
Email = Annotated[str, Bounds(min_length=1, pattern=EMAIL_PATTERN), AfterValidator(_clean)]
Code = Annotated[str, Bounds(pattern=CODE_PATTERN), AfterValidator(_code)]
"""全国地方公共団体コード: six digits, of which the last is a check digit, of a local government that exists."""
Date = Annotated[str, Bounds(pattern=DATE_PATTERN), AfterValidator(_date)]
"""A day, a month, a year or a fiscal year: 2017-08-23, 2017-08, 2017, FY2017."""
Ref = Annotated[str, Bounds(pattern=REF_PATTERN)]
"""A place in the source: its heading, the n-th bullet of a section, or the n-th figure."""
