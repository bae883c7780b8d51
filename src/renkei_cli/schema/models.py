"""What a case is: every field, declared once with all that is said about it."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator
from pydantic import Field as Bounds
from pydantic.fields import FieldInfo
from typing_extensions import TypeIs

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.domain.vocabulary import (
    BENEFITS,
    COLLABORATOR_KINDS,
    INSTRUMENT_KINDS,
    ROLES,
    THEMES,
    TRIGGERS,
    TYPES,
    Vocabulary,
)
from renkei_cli.schema.fields import Field
from renkei_cli.schema.types import Code, ControlledTerm, Date, Email, Line, Ref, StrictModel, Url, field, vocabulary_of

_Item = TypeVar("_Item")


def _none(given: object) -> object:
    return () if given is None else given


Many = Annotated[tuple[_Item, ...], BeforeValidator(_none)]
"""A list that may be left out; a key with nothing after it leaves it out too."""

_REF = field("出典箇所", "Place in the source", example="activities/1", default=(), says=(
    "この事実が出典のどこにあるか。activities/2 は「事業内容」の2番目の項目。",
    "Where in the source this fact stands; activities/2 is the second bullet of its 事業内容.",
))  # fmt: skip


class Text(StrictModel):
    """The same text in both languages."""

    ja: Line = field("日本語", "Japanese", says=("日本語の文。", "The text in Japanese."))
    en: Line | None = field("英語", "English", default=None, says=(
        "英語の文。書かなければ、英語でも日本語の文が出る。", "The text in English; without it the Japanese stands."))  # fmt: skip


class Summary(Text):
    """A summary, short enough for a casebook's index."""

    ja: Annotated[Line, Bounds(max_length=300)] = field("日本語", "Japanese", says=(
        "日本語の文。300字まで。", "The text in Japanese, at most 300 characters."))  # fmt: skip


class Statement(Text):
    """One fact, and where the source says it."""

    ref: Many[Ref] = _REF
    for_: Many[Code] = field("対象", "Concerns", example="443221", alias="for", default=(), says=(
        "誰についての文か。参加団体の団体コード。", "Whom the statement is about: codes of participants."))  # fmt: skip


class Contribution(Text):
    """What one participant brings."""

    ref: Many[Ref] = _REF


class Theme(StrictModel):
    """A theme of the case."""

    code: Annotated[str, ControlledTerm(THEMES)] = field("テーマ", "Theme", says=("テーマの語。", "The theme's code."))
    ref: Many[Ref] = _REF


class Trigger(StrictModel):
    """How the cooperation began."""

    code: Annotated[str, ControlledTerm(TRIGGERS)] = field("きっかけ", "Trigger", says=("きっかけの語。", "Its code."))
    ref: Many[Ref] = _REF


class Benefit(StrictModel):
    """A kind of gain."""

    code: Annotated[str, ControlledTerm(BENEFITS)] = field(
        "効果", "Benefit", says=("効果の語。", "The benefit's code.")
    )
    ref: Many[Ref] = _REF


class Role(StrictModel):
    """What somebody is in the cooperation."""

    code: Annotated[str, ControlledTerm(ROLES)] = field("役割", "Role", says=("役割の語。", "The role's code."))
    ref: Many[Ref] = _REF


class Participant(StrictModel):
    """A local government that takes part."""

    code: Code = field("団体コード", "Code", example="443221", says=(
        "全国地方公共団体コード6桁。先頭の0を残すため引用符で囲む。",
        "The six-digit code of the local government; quoted, so that leading zeros stay."))  # fmt: skip
    roles: tuple[Role, ...] = field("役割", "Roles", min_length=1, says=(
        "連携の中での役割。", "What it is in the cooperation."))  # fmt: skip
    contribution: Contribution | None = field("分担", "Contribution", weight="statements", default=None, says=(
        "何を受け持つか。", "What it contributes."))  # fmt: skip


class Collaborator(StrictModel):
    """A body that takes part and is no local government."""

    name: Text = field("名称", "Name", says=("名称。", "Its name."))
    kind: Annotated[str, ControlledTerm(COLLABORATOR_KINDS)] = field(
        "種類", "Kind", says=("団体の種類。", "What sort of body.")
    )
    roles: Many[Role] = field("役割", "Roles", default=(), says=(
        "連携の中での役割。", "What it is in the cooperation."))  # fmt: skip
    ref: Many[Ref] = _REF


class Instrument(StrictModel):
    """What the cooperation rests on."""

    name: Text = field("名称", "Name", says=("名称。", "Its name."))
    kind: Annotated[str, ControlledTerm(INSTRUMENT_KINDS)] = field(
        "種類", "Kind", says=("仕組みの種類。", "What sort of instrument.")
    )
    date: Date | None = field("日付", "Date", example="2017-08-23", default=None, says=(
        "結んだ日、設けた日。", "When it was signed or set up."))  # fmt: skip
    parties: Many[Code] = field("当事者", "Parties", example="443221", default=(), says=(
        "当事者である参加団体の団体コード。", "Codes of the participants that are parties to it."))  # fmt: skip
    ref: Many[Ref] = _REF


class Event(StrictModel):
    """Something that happened at a stated time."""

    date: Date = field("日付", "Date", example="2017-08-23", says=(
        "日、月、年、または年度（FY2016）。出典の精度のまま。",
        "A day, a month, a year or a fiscal year (FY2016), as precise as the source."))  # fmt: skip
    text: Text = field("出来事", "Event", says=("何があったか。", "What happened."))
    ref: Many[Ref] = _REF


class Figure(StrictModel):
    """A picture of the source."""

    caption: Text = field("説明", "Caption", says=("図や写真の説明。", "The caption of the picture."))


class Period(StrictModel):
    """From when to when."""

    start: Date = field("開始", "Start", example="2017", says=("始まり。", "When it begins."))
    end: Date | None = field("終了", "End", example="2021-03", default=None, says=("終わり。", "When it ends."))


class Funding(StrictModel):
    """Money, and where it comes from."""

    name: Text = field("名称", "Name", says=("財源や制度の名称。", "The scheme or source of the money."))
    amount: Annotated[int, Bounds(ge=0)] | None = field("金額（円）", "Amount (yen)", example=5000000, default=None, says=(
        "金額。単位は円。", "The amount in yen."))  # fmt: skip
    date: Date | None = field(
        "時期", "When", example="2017-08-23", default=None, says=("年度や日付。", "The fiscal year or date.")
    )
    ref: Many[Ref] = _REF


class Kpi(StrictModel):
    """A measure of success."""

    name: Text = field("指標", "Indicator", says=("指標の名称。", "What is measured."))
    unit: Text | None = field("単位", "Unit", default=None, says=("単位。", "The unit."))
    target: float | int | None = field(
        "目標値", "Target", example=12000, default=None, says=("目標の値。", "The value aimed at.")
    )
    actual: float | int | None = field(
        "実績値", "Actual", example=9500, default=None, says=("実績の値。", "The value reached.")
    )
    date: Date | None = field(
        "時期", "When", example="2017-08-23", default=None, says=("いつの値か。", "When the value holds.")
    )
    ref: Many[Ref] = _REF


class Contact(StrictModel):
    """Whom to ask."""

    organisation: Text = field("部署", "Organisation", says=("担当の団体と部署。", "The office in charge."))
    phone: Line | None = field(
        "電話", "Telephone", example="03-1234-5678", default=None, says=("電話番号。", "Its telephone number.")
    )
    email: Email | None = field(
        "電子メール", "E-mail", example="kikaku@example.lg.jp", default=None, says=("メールアドレス。", "Its e-mail address."))  # fmt: skip


class Certification(StrictModel):
    """The state's approval of the regional revitalisation plan."""

    round: Annotated[int, Bounds(ge=1)] | None = field("認定回", "Round", example=42, headings=("認定回", "認定回数"), default=None, says=(
        "第何回の認定か。", "Which round of approvals."))  # fmt: skip
    date: Date | None = field(
        "認定日",
        "Date",
        example="2017-08-23",
        headings=("認定日", "認定年月日"),
        default=None,
        says=("認定された日。", "When it was approved."),
    )


class Bullets(StrictModel):
    """How many bullets each section of the source has."""

    activities: Annotated[int, Bounds(ge=0)] = field("事業内容", "Activities", example=1, says=(
        "「事業内容」の項目の数。", "Bullets under 事業内容."))  # fmt: skip
    background: Annotated[int, Bounds(ge=0)] = field("経緯", "Background", example=1, says=(
        "「連携に至った経緯」の項目の数。", "Bullets under 連携に至った経緯."))  # fmt: skip
    merits: Annotated[int, Bounds(ge=0)] = field("メリット", "Merits", example=1, says=(
        "「連携のメリット」の項目の数。", "Bullets under 連携のメリット."))  # fmt: skip


class Source(StrictModel):
    """The document that the facts come from."""

    document: Text = field("文書", "Document", says=("出典の文書名。", "The document's name."))
    heading: Text = field(
        "見出し", "Heading", headings=("見出し",), says=("文書の中の見出し。", "The heading in the document.")
    )
    url: Url | None = field(
        "URL", "URL", example="https://www.example.lg.jp/plan.pdf", default=None, says=("文書のURL。", "Where the document is."))  # fmt: skip
    date: Date | None = field(
        "発行日", "Date", example="2017-08-23", default=None, says=("文書の日付。", "The document's date.")
    )
    page: Annotated[int, Bounds(ge=1)] | None = field("ページ", "Page", example=12, default=None, says=(
        "ページ番号。", "The page."))  # fmt: skip
    bullets: Bullets | None = field("項目の数", "Bullets", default=None, says=(
        "節ごとの項目の数。書けば、すべての項目が引用されているかを確かめる。",
        "Bullets of each section; when given, every one of them must be cited."))  # fmt: skip


class Case(StrictModel):
    """A case of cooperation between local governments."""

    id: Annotated[str, Bounds(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)] = field("ID", "ID", weight="title", interview=220, example="himeshima", says=(
        "事例の名。英小文字と数字、間にハイフン。", "The case's name: a-z and 0-9 with hyphens between."))  # fmt: skip
    type: Annotated[str, ControlledTerm(TYPES)] = field("連携類型", "Type", compared=20, weight="themes", interview=230, headings=("類型", "連携の類型"), aliases=("分類", "類型"), example="県内連携", says=(
        "県内連携、隣県連携、遠隔連携のどれか。", "Within one prefecture, across neighbouring ones, or remote."))  # fmt: skip
    title: Text = field(
        "名称",
        "Title",
        compared=10,
        weight="title",
        interview=110,
        aliases=("題名", "たいとる", "事例名", "計画名", "名前", "name"),
        headings=("地域再生計画の名称", "計画の名称", "計画名", "事業名", "取組名", "プロジェクト名"),
        says=("地域再生計画の名称。", "The plan's name."),
    )
    subtitle: Text | None = field(
        "副題", "Subtitle", weight="title", interview=910, default=None, says=("副題。", "The plan's subtitle.")
    )
    title_as_printed: Text | None = field("出典の表記", "Title as printed", weight="title", interview=920, default=None, says=(
        "出典に誤植があるとき、印刷されたままの名称。", "The title as printed, where the source has a misprint."))  # fmt: skip
    summary: Summary | None = field("概要", "Summary", page=30, weight="summary", interview=510, aliases=("要約", "description"), default=None, says=(
        "300字までの概要。", "An outline, at most 300 characters in Japanese."))  # fmt: skip
    purpose: Text | None = field(
        "目的",
        "Purpose",
        page=40,
        compared=100,
        weight="summary",
        interview=410,
        aliases=("aim", "goal"),
        default=None,
        says=("何のためか。", "What it is for."),
    )
    themes: Many[Theme] = field("テーマ", "Themes", page=50, compared=70, weight="themes", interview=420, aliases=("tags",), headings=("分野", "取組分野"), default=(), max_length=3, says=(
        "3つまで。最初が主なテーマ。", "Up to three; the first is the main one."))  # fmt: skip
    trigger: Many[Trigger] = field("きっかけ", "Trigger", page=60, compared=80, weight="themes", interview=310, default=(), says=(
        "連携がどう始まったか。", "How the cooperation began."))  # fmt: skip
    benefits: Many[Benefit] = field("連携の効果", "Benefits", page=70, compared=90, weight="themes", interview=620, default=(), says=(
        "どんな種類の効果か。", "What kinds of gain."))  # fmt: skip
    participants: tuple[Participant, ...] = field("参加団体", "Participants", page=10, compared=30, weight="bodies", interview=210, aliases=("団体", "自治体", "参加自治体", "構成団体", "members", "partners"), headings=("作成主体名", "作成主体", "参加自治体", "連携自治体", "自治体", "自治体名", "市町村", "市町村名", "団体名", "実施主体", "構成団体"), min_length=2, says=(
        "連携する地方公共団体。", "The local governments that cooperate."))  # fmt: skip
    collaborators: Many[Collaborator] = field("協力者", "Collaborators", page=110, compared=40, weight="bodies", interview=240, aliases=("協力団体",), default=(), says=(
        "大学、企業、住民など、ともに取り組む団体。", "Universities, firms, residents and others who take part."))  # fmt: skip
    instruments: Many[Instrument] = field("連携の仕組み", "Instruments", page=120, compared=50, weight="bodies", interview=720, aliases=("協定",), default=(), says=(
        "協定、協議会、認定など。", "Agreements, councils, certifications and the like."))  # fmt: skip
    activities: Many[Statement] = field("事業内容", "Activities", page=80, weight="statements", interview=520, aliases=("事業", "取組", "取組内容"), default=(), says=(
        "何をするか。1文に1つの事実。", "What is done; one fact a statement."))  # fmt: skip
    background: Many[Statement] = field("連携に至った経緯", "How it began", page=90, weight="statements", interview=320, aliases=("背景", "経緯"), default=(), says=(
        "なぜ、どう始まったか。", "Why and how it came about."))  # fmt: skip
    merits: Many[Statement] = field("連携のメリット", "What each gained", page=100, compared=110, weight="statements", interview=610, aliases=("めりっと",), default=(), says=(
        "連携によって得たもの、見込むもの。", "What cooperating brings, or is expected to bring."))  # fmt: skip
    events: Many[Event] = field(
        "年表",
        "Events",
        page=20,
        compared=60,
        weight="statements",
        interview=710,
        default=(),
        says=("日付のある出来事。", "What happened when."),
    )
    figures: Many[Figure] = field("図・写真", "Figures", page=130, shown_blank=False, weight="statements", interview=930, default=(), says=(
        "出典の図や写真。", "The pictures in the source."))  # fmt: skip
    period: Period | None = field(
        "実施期間",
        "Period",
        page=160,
        compared=120,
        interview=940,
        aliases=("期間",),
        headings=("計画期間", "事業期間"),
        default=None,
        says=("実施の期間。", "When it is carried out."),
    )
    funding: Many[Funding] = field("予算・財源", "Budget and funding", page=170, compared=130, weight="bodies", interview=950, aliases=("予算", "budget"), headings=("支援措置", "財源", "交付金"), default=(), says=(
        "予算や財源。", "Its budget and where the money comes from."))  # fmt: skip
    kpis: Many[Kpi] = field("KPI", "KPIs", page=180, compared=140, weight="bodies", interview=960, default=(), says=(
        "目標とする指標（重要業績評価指標）。", "Measures of success."))  # fmt: skip
    results: Many[Statement] = field(
        "成果",
        "Results",
        page=190,
        compared=150,
        weight="statements",
        interview=970,
        default=(),
        says=("成果。", "What was achieved."),
    )
    contact: Contact | None = field(
        "連絡先",
        "Contact",
        page=200,
        interview=980,
        aliases=("問い合わせ先",),
        default=None,
        says=("担当の連絡先。", "Whom to ask."),
    )
    urls: Many[Url] = field("関連URL", "Links", page=150, shown_blank=False, interview=990, headings=("URL", "ホームページ"), example="https://www.example.lg.jp/", default=(), says=(
        "関連するページ。", "Related pages."))  # fmt: skip
    certification: Certification | None = field("計画の認定", "Approval of the plan", page=140, shown_blank=False, interview=995, default=None, says=(
        "地域再生計画の認定。", "The state's approval of the plan."))  # fmt: skip
    source: Source = field(
        "出典",
        "Source",
        page=210,
        interview=810,
        aliases=("reference",),
        says=("事実の出どころ。", "Where the facts come from."),
    )


class CasebookInfo(StrictModel):
    """The casebook as a whole."""

    title: Text = field("題名", "Title", says=("事例集の題名。", "The casebook's title."))


class CaseFile(StrictModel):
    """A file of cases."""

    casebook: CasebookInfo | None = field("事例集", "Casebook", default=None, says=(
        "この事例集について。", "About this collection."))  # fmt: skip
    cases: tuple[Case, ...] = field("事例", "Cases", says=("事例の並び。", "The cases, in order."))


DERIVED = (
    Field("type_code", LocalizedText("連携類型コード", "Type code"), derived=True),
    Field(
        "prefectures",
        LocalizedText("都道府県", "Prefectures"),
        kind="tag",
        vocabulary="prefecture",
        many=True,
        derived=True,
    ),
    Field("regions", LocalizedText("地方", "Regions"), kind="tag", vocabulary="region", many=True, derived=True),
    Field("participant_count", LocalizedText("参加団体数", "Number of participants"), kind="integer", derived=True),
    Field("span_km", LocalizedText("最大距離（km）", "Span (km)"), kind="number", derived=True),
    Field("years", LocalizedText("年", "Years"), kind="integer", many=True, derived=True),
)
"""Fields that are worked out from a case; `casebook.documents` says how."""


@cache
def case_fields() -> dict[str, Field]:
    """Return every field of a case by its key, nested ones by their path, the derived ones before the source."""
    found: dict[str, Field] = {}
    for one in _fields_of(Case, "", None):
        if one.key == "source":
            found |= {derived.key: derived for derived in DERIVED}
        found[one.key] = one
    return found


@cache
def field_of(model: type[StrictModel], name: str) -> Field:
    """Return what a field of one part of a case says about itself, its label without those of the parts around it."""
    info = model.model_fields[name]
    return _field_of(info.alias or name, name, info, None)


def _fields_of(model: type[StrictModel], prefix: str, above: LocalizedText | None) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        key = f"{prefix}{info.alias or name}"
        one = _field_of(key, name, info, above)
        yield one
        inner, _many = inner_type(info.annotation)
        if is_model(inner):
            yield from _fields_of(inner, f"{key}.", one.label)


def _field_of(key: str, name: str, info: FieldInfo, above: LocalizedText | None) -> Field:
    extra: Any = info.json_schema_extra
    said = extra["x-renkei"]
    label, description = (LocalizedText(said["ja"][part], said["en"][part]) for part in ("title", "description"))
    if above:
        label = LocalizedText(f"{above.ja}：{label.ja}", f"{above.en}: {label.en}")
    traits = {
        **said["traits"],
        "aliases": tuple(said["traits"]["aliases"]),
        "headings": tuple(said["traits"]["headings"]),
    }
    inner, many = inner_type(info.annotation)
    controlled = vocabulary_of(info.metadata) or (tag_vocabulary(inner) if is_model(inner) else None)
    kind = _kind(inner, name, controlled is not None)
    vocabulary = controlled.name if controlled else ""
    return Field(
        key, label, description, kind=kind, vocabulary=vocabulary, many=many, required=info.is_required(), **traits
    )


def inner_type(annotation: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any type that a field may have
    """Look through `X | None`, `Annotated[X, …]` and `tuple[X, ...]`; tell whether there may be many."""
    many = getattr(annotation, "__origin__", None) is tuple
    parts = [part for part in getattr(annotation, "__args__", ()) if part not in (type(None), ...)]
    if not parts:
        return annotation, False
    inner, deeper = inner_type(parts[0])
    return inner, many or deeper


def is_model(inner: object) -> TypeIs[type[StrictModel]]:
    """Return whether a type is a part of a case rather than a plain value."""
    return isinstance(inner, type) and issubclass(inner, StrictModel)


def tag_vocabulary(model: type[StrictModel]) -> Vocabulary | None:
    """Return the vocabulary of a model that is a controlled word with its places in the source, else None."""
    code = model.model_fields.get("code")
    return vocabulary_of(code.metadata) if code else None


def _kind(inner: Any, name: str, controlled: bool) -> str:  # noqa: ANN401, FBT001 - any type that a field may have
    if is_model(inner):
        if controlled:
            return "tag"
        return {"Summary": "text", "Contribution": "text"}.get(inner.__name__, inner.__name__.lower())
    if controlled:
        return "term"
    if inner in (int, float):
        return "integer" if inner is int else "number"
    return "date" if name in ("date", "start", "end") else "string"
