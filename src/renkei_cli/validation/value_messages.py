"""A value in the wrong form, in the reader's words, by the kind of field that it stands in."""

from renkei_cli.core.i18n import N_, _
from renkei_cli.domain.places import codes_of_digits
from renkei_cli.domain.vocabulary import Vocabulary
from renkei_cli.schema.types import vocabulary_of
from renkei_cli.validation import keys
from renkei_cli.validation import suggestions as remedies
from renkei_cli.validation.violations import ErrorContext, Violation
from renkei_cli.yamlio.loader import Path

_DATES = ("date", "start", "end")
TRUTHS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
"""Words that YAML 1.1 takes for a truth value or for nothing, and YAML 1.2 in part."""
_CODES = ("for", "parties")
_WAVES = "〜～~"
FORMS = "2017-08-23, 2017-08, 2017, FY2017"
"""A date of each precision, as a case file has it."""
_DATE_FORMS = N_("write a day, a month, a year or a fiscal year: {forms}")
_ID_FORM = N_("write a-z and 0-9 with hyphens between, as in fujieda-eniwa")
_DIGITS = N_('write its six digits in double quotes, as in "012319"')


def _kind(path: Path) -> str:
    """Tell what kind of text a field takes, by its path."""
    named = [step for step in path if isinstance(step, str)]
    if named[-1] in _CODES or named[-2:] == ["participants", "code"]:
        return "code"
    return "date" if named[-1] in _DATES else named[-1]


def empty(trouble: ErrorContext) -> Violation:
    """Explain a value that is missing behind its key: what belongs there, or what may be left out."""
    message = _("{key} is empty")
    optional = next((at for at in range(len(trouble.path), 0, -1) if _may_be_left_out(trouble, at)), 0)
    if optional == len(trouble.path):
        return trouble.problem("empty-value", message, _("write its value, or leave the line out"))
    hint = _wanted(trouble)
    if optional:
        whole = str(next(step for step in reversed(trouble.path[:optional]) if isinstance(step, str)))
        hint = _("{hint}; or leave out all of this entry of {whole}").format(hint=hint, whole=whole)
    return trouble.problem("empty-value", message, hint)


def _may_be_left_out(trouble: ErrorContext, at: int) -> bool:
    """Tell whether the field, or the item of a list, at the end of a path's first steps may be left out."""
    path = trouble.path[:at]
    info = keys.field(trouble.model, path)
    # Of a list that is required, some items are; which, its writer knows best.
    return not info.is_required()


def _wanted(trouble: ErrorContext) -> str:
    """Say what to write in a field that is required."""
    info = keys.field(trouble.model, trouble.path)
    if vocabulary := vocabulary_of(info.metadata):
        return remedies.term_meant("", vocabulary)
    kind = _kind(trouble.path)
    if kind == "code":
        return _(_DIGITS)
    if kind == "date":
        return _(_DATE_FORMS).format(forms=FORMS)
    if kind == "id":
        return _(_ID_FORM)
    return _("write the text of {meaning}").format(meaning=keys.meaning(trouble.model, trouble.path))


def not_text(trouble: ErrorContext) -> Violation:
    """Explain a value that YAML took for a number or a truth value where text belongs."""
    kind = _kind(trouble.path)
    if kind == "code":
        right = remedies.write(remedies.choice(codes_of_digits(trouble.written.replace("_", ""))))
        message = _("the code {given} stands without quotes: as a number it would lose a leading zero")
        return trouble.problem("code-unquoted", message, right or _("put it in double quotes"))
    if kind == "date":
        right = remedies.date_meant(trouble.written) or trouble.written
        message = _("without quotes YAML takes {given} for a number")
        return trouble.problem("date-unquoted", message, remedies.write(f'"{right}"'))
    if kind == "id" and trouble.written.lower() in TRUTHS:
        return truth(trouble.path, trouble.shown)
    message = _("{key} must be text, but {given} is a number or a truth value")
    return trouble.problem(
        "text-unquoted", message, _("put it in double quotes: {value}").format(value=f'"{trouble.shown}"')
    )


def truth(path: Path, given: str) -> Violation:
    """Explain an id that many readers of YAML take for a truth value, or for nothing."""
    message = _("the id {given} is a truth value to many programs that read YAML").format(given=given)
    return Violation(path, "id-truth", message, _("write an id that names the case, as in fujieda-eniwa"))


def wrong_form(trouble: ErrorContext) -> Violation:
    """Explain a text that is not in the form that its field has."""
    kind = _kind(trouble.path)
    return {"code": _code, "date": _date, "id": _id, "ref": _ref}.get(kind, _address)(trouble)


def _code(trouble: ErrorContext) -> Violation:
    given = trouble.given
    if given.isascii() and given.isdigit():
        hint = remedies.write(remedies.choice(codes_of_digits(given)))
        return trouble.problem("code", _("{given} is not a six-digit code"), hint or _(_DIGITS))
    codes, exact = remedies.codes_of_name(given)
    near = remedies.choice(codes)
    hint = remedies.write(near)
    if not codes:
        return trouble.problem("code", _("{given} is not a six-digit code"), _(_DIGITS))
    if exact and len(codes) == 1:
        return trouble.problem("code-name", _("the name {given} stands where its code belongs"), hint)
    if exact:
        return trouble.problem(
            "code-name", _("the name {given} stands where a code belongs; of which prefecture?"), hint
        )
    return trouble.problem(
        "code-name", _("no local government is called {given}"), _("did you mean {near}?").format(near=near)
    )


def _date(trouble: ErrorContext) -> Violation:
    if right := remedies.date_meant(trouble.given):
        message = _("the date {given} is not in the form of a case file")
        return trouble.problem("date-form", message, remedies.write(f'"{right}"'))
    if any(wave in trouble.given for wave in _WAVES):
        message = _("{given} is not one date")
        return trouble.problem("date-form", message, _("write a period as start and end, each a date of its own"))
    return trouble.problem("date-form", _("{given} is not a date"), _(_DATE_FORMS).format(forms=FORMS))


def _id(trouble: ErrorContext) -> Violation:
    right = remedies.id_meant(trouble.given)
    hint = remedies.write("" if right in TRUTHS else right) or _(_ID_FORM)
    return trouble.problem("id-form", _("{given} is not in the form of an id"), hint)


def _ref(trouble: ErrorContext) -> Violation:
    hint = _("write heading, or a section and a number: activities/2, background/1, merits/3, figures/1")
    return trouble.problem("ref-form", _("{given} names no place in the source"), hint)


def _address(trouble: ErrorContext) -> Violation:
    if trouble.key == "email":
        return trouble.problem("address", _("{given} is no e-mail address"), remedies.write("name@example.lg.jp"))
    return trouble.problem("address", _("{given} is no address of a page"), _("begin it with http:// or https://"))


def not_a_mapping(trouble: ErrorContext) -> Violation:
    """Explain a bare text or a list where a mapping belongs, and show how to write it."""
    inside = keys.inner_model(keys.field(trouble.model, trouble.path).annotation)
    known = keys.fields_of(inside) if inside else {}
    if isinstance(trouble.given, tuple | dict):
        return trouble.problem("shape", _("{key} is no list"), _("leave the “- ” out"))
    value = trouble.shown
    if "ja" in known:
        message = _("the text of {key} does not say its language")
        return trouble.problem("bare-text", message, remedies.write(f"{trouble.key}: {{ja: {_in_flow(value)}}}"))
    if "code" in known:
        return trouble.problem(
            "shape", _("{key} holds bare words"), _coded(value, vocabulary_of(known["code"].metadata))
        )
    message = _("{key} is a mapping of fields, not a text")
    return trouble.problem("shape", message, _("write below it what it has: {keys}").format(keys=", ".join(known)))


def _coded(value: str, vocabulary: Vocabulary | None) -> str:
    """Show how a bare word is written as an item with its code."""
    meant = [term.value for term in vocabulary.resolve(value)] if vocabulary else remedies.codes_of_name(value)[0]
    if vocabulary and len(meant) != 1:
        return _("write “- code: ” and one of {allowed}").format(allowed=remedies.allowed(vocabulary))
    code = meant[0] if len(meant) == 1 else value
    return remedies.write(f'- code: "{code}"' if code.isdigit() else f"- code: {code}")


def _in_flow(text: str) -> str:
    """Write a text so that it can stand between braces."""
    return f'"{text}"' if set(text) & set(",[]{}:#&*!|>%@`") and '"' not in text else text


def not_a_number(trouble: ErrorContext) -> Violation:
    """Explain a text where a number belongs."""
    digits = remedies.write(remedies.digits(trouble.written)) or _("write it in digits alone")
    return trouble.problem("number", _("{key} must be a number, but {given} is none"), digits)
