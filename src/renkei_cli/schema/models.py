"""What a case is: the single source of truth."""

from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from renkei_cli.domain.vocabulary import (
    BENEFITS,
    COLLABORATOR_KINDS,
    INSTRUMENT_KINDS,
    ROLES,
    THEMES,
    TRIGGERS,
    TYPES,
)
from renkei_cli.schema.types import Code, ControlledTerm, Date, Email, Line, Ref, StrictModel, Url, field

_Item = TypeVar("_Item")


def _none(given: object) -> object:
    return () if given is None else given


Many = Annotated[tuple[_Item, ...], BeforeValidator(_none)]
"""A list that may be left out; a key with nothing after it leaves it out too."""

_REF = field("出典箇所", "Place in the source", default=(), says=(
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

    ja: Annotated[Line, Field(max_length=300)] = field("日本語", "Japanese", says=(
        "日本語の文。300字まで。", "The text in Japanese, at most 300 characters."))  # fmt: skip


class Statement(Text):
    """One fact, and where the source says it."""

    ref: Many[Ref] = _REF
    for_: Many[Code] = field("対象", "Concerns", alias="for", default=(), says=(
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

    code: Code = field("団体コード", "Code", says=(
        "全国地方公共団体コード6桁。先頭の0を残すため引用符で囲む。",
        "The six-digit code of the local government; quoted, so that leading zeros stay."))  # fmt: skip
    roles: tuple[Role, ...] = field("役割", "Roles", min_length=1, says=(
        "連携の中での役割。", "What it is in the cooperation."))  # fmt: skip
    contribution: Contribution | None = field("分担", "Contribution", default=None, says=(
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
    date: Date | None = field("日付", "Date", default=None, says=(
        "結んだ日、設けた日。", "When it was signed or set up."))  # fmt: skip
    parties: Many[Code] = field("当事者", "Parties", default=(), says=(
        "当事者である参加団体の団体コード。", "Codes of the participants that are parties to it."))  # fmt: skip
    ref: Many[Ref] = _REF


class Event(StrictModel):
    """Something that happened at a stated time."""

    date: Date = field("日付", "Date", says=(
        "日、月、年、または年度（FY2016）。出典の精度のまま。",
        "A day, a month, a year or a fiscal year (FY2016), as precise as the source."))  # fmt: skip
    text: Text = field("出来事", "Event", says=("何があったか。", "What happened."))
    ref: Many[Ref] = _REF


class Figure(StrictModel):
    """A picture of the source."""

    caption: Text = field("説明", "Caption", says=("図や写真の説明。", "The caption of the picture."))


class Period(StrictModel):
    """From when to when."""

    start: Date = field("開始", "Start", says=("始まり。", "When it begins."))
    end: Date | None = field("終了", "End", default=None, says=("終わり。", "When it ends."))


class Funding(StrictModel):
    """Money, and where it comes from."""

    name: Text = field("名称", "Name", says=("財源や制度の名称。", "The scheme or source of the money."))
    amount: Annotated[int, Field(ge=0)] | None = field("金額（円）", "Amount (yen)", default=None, says=(
        "金額。単位は円。", "The amount in yen."))  # fmt: skip
    date: Date | None = field("時期", "When", default=None, says=("年度や日付。", "The fiscal year or date."))
    ref: Many[Ref] = _REF


class Kpi(StrictModel):
    """A measure of success."""

    name: Text = field("指標", "Indicator", says=("指標の名称。", "What is measured."))
    unit: Text | None = field("単位", "Unit", default=None, says=("単位。", "The unit."))
    target: float | int | None = field("目標値", "Target", default=None, says=("目標の値。", "The value aimed at."))
    actual: float | int | None = field("実績値", "Actual", default=None, says=("実績の値。", "The value reached."))
    date: Date | None = field("時期", "When", default=None, says=("いつの値か。", "When the value holds."))
    ref: Many[Ref] = _REF


class Contact(StrictModel):
    """Whom to ask."""

    organisation: Text = field("部署", "Organisation", says=("担当の団体と部署。", "The office in charge."))
    phone: Line | None = field("電話", "Telephone", default=None, says=("電話番号。", "Its telephone number."))
    email: Email | None = field(
        "電子メール", "E-mail", default=None, says=("メールアドレス。", "Its e-mail address."))  # fmt: skip


class Certification(StrictModel):
    """The state's approval of the regional revitalisation plan."""

    round: Annotated[int, Field(ge=1)] | None = field("認定回", "Round", default=None, says=(
        "第何回の認定か。", "Which round of approvals."))  # fmt: skip
    date: Date | None = field("認定日", "Date", default=None, says=("認定された日。", "When it was approved."))


class Bullets(StrictModel):
    """How many bullets each section of the source has."""

    activities: Annotated[int, Field(ge=0)] = field("事業内容", "Activities", says=(
        "「事業内容」の項目の数。", "Bullets under 事業内容."))  # fmt: skip
    background: Annotated[int, Field(ge=0)] = field("経緯", "Background", says=(
        "「連携に至った経緯」の項目の数。", "Bullets under 連携に至った経緯."))  # fmt: skip
    merits: Annotated[int, Field(ge=0)] = field("メリット", "Merits", says=(
        "「連携のメリット」の項目の数。", "Bullets under 連携のメリット."))  # fmt: skip


class Source(StrictModel):
    """The document that the facts come from."""

    document: Text = field("文書", "Document", says=("出典の文書名。", "The document's name."))
    heading: Text = field("見出し", "Heading", says=("文書の中の見出し。", "The heading in the document."))
    url: Url | None = field(
        "URL", "URL", default=None, says=("文書のURL。", "Where the document is."))  # fmt: skip
    date: Date | None = field("発行日", "Date", default=None, says=("文書の日付。", "The document's date."))
    page: Annotated[int, Field(ge=1)] | None = field("ページ", "Page", default=None, says=(
        "ページ番号。", "The page."))  # fmt: skip
    bullets: Bullets | None = field("項目の数", "Bullets", default=None, says=(
        "節ごとの項目の数。書けば、すべての項目が引用されているかを確かめる。",
        "Bullets of each section; when given, every one of them must be cited."))  # fmt: skip


class Case(StrictModel):
    """A case of cooperation between local governments."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)] = field("ID", "ID", says=(
        "事例の名。英小文字と数字、間にハイフン。", "The case's name: a-z and 0-9 with hyphens between."))  # fmt: skip
    type: Annotated[str, ControlledTerm(TYPES)] = field("連携類型", "Type", says=(
        "県内連携、隣県連携、遠隔連携のどれか。", "Within one prefecture, across neighbouring ones, or remote."))  # fmt: skip
    title: Text = field("名称", "Title", says=("地域再生計画の名称。", "The plan's name."))
    subtitle: Text | None = field("副題", "Subtitle", default=None, says=("副題。", "The plan's subtitle."))
    title_as_printed: Text | None = field("出典の表記", "Title as printed", default=None, says=(
        "出典に誤植があるとき、印刷されたままの名称。", "The title as printed, where the source has a misprint."))  # fmt: skip
    summary: Summary | None = field("概要", "Summary", default=None, says=(
        "300字までの概要。", "An outline, at most 300 characters in Japanese."))  # fmt: skip
    purpose: Text | None = field("目的", "Purpose", default=None, says=("何のためか。", "What it is for."))
    themes: Many[Theme] = field("テーマ", "Themes", default=(), max_length=3, says=(
        "3つまで。最初が主なテーマ。", "Up to three; the first is the main one."))  # fmt: skip
    trigger: Many[Trigger] = field("きっかけ", "Trigger", default=(), says=(
        "連携がどう始まったか。", "How the cooperation began."))  # fmt: skip
    benefits: Many[Benefit] = field("連携の効果", "Benefits", default=(), says=(
        "どんな種類の効果か。", "What kinds of gain."))  # fmt: skip
    participants: tuple[Participant, ...] = field("参加団体", "Participants", min_length=2, says=(
        "連携する地方公共団体。", "The local governments that cooperate."))  # fmt: skip
    collaborators: Many[Collaborator] = field("協力者", "Collaborators", default=(), says=(
        "大学、企業、住民など、ともに取り組む団体。", "Universities, firms, residents and others who take part."))  # fmt: skip
    instruments: Many[Instrument] = field("連携の仕組み", "Instruments", default=(), says=(
        "協定、協議会、認定など。", "Agreements, councils, certifications and the like."))  # fmt: skip
    activities: Many[Statement] = field("事業内容", "Activities", default=(), says=(
        "何をするか。1文に1つの事実。", "What is done; one fact a statement."))  # fmt: skip
    background: Many[Statement] = field("連携に至った経緯", "How it began", default=(), says=(
        "なぜ、どう始まったか。", "Why and how it came about."))  # fmt: skip
    merits: Many[Statement] = field("連携のメリット", "What each gained", default=(), says=(
        "連携によって得たもの、見込むもの。", "What cooperating brings, or is expected to bring."))  # fmt: skip
    events: Many[Event] = field("年表", "Events", default=(), says=("日付のある出来事。", "What happened when."))
    figures: Many[Figure] = field("図・写真", "Figures", default=(), says=(
        "出典の図や写真。", "The pictures in the source."))  # fmt: skip
    period: Period | None = field("実施期間", "Period", default=None, says=("実施の期間。", "When it is carried out."))
    funding: Many[Funding] = field("予算・財源", "Budget and funding", default=(), says=(
        "予算や財源。", "Its budget and where the money comes from."))  # fmt: skip
    kpis: Many[Kpi] = field("KPI", "KPIs", default=(), says=(
        "目標とする指標（重要業績評価指標）。", "Measures of success."))  # fmt: skip
    results: Many[Statement] = field("成果", "Results", default=(), says=("成果。", "What was achieved."))
    contact: Contact | None = field("連絡先", "Contact", default=None, says=("担当の連絡先。", "Whom to ask."))
    urls: Many[Url] = field("関連URL", "Links", default=(), says=(
        "関連するページ。", "Related pages."))  # fmt: skip
    certification: Certification | None = field("計画の認定", "Approval of the plan", default=None, says=(
        "地域再生計画の認定。", "The state's approval of the plan."))  # fmt: skip
    source: Source = field("出典", "Source", says=("事実の出どころ。", "Where the facts come from."))


class Casebook(StrictModel):
    """The casebook as a whole."""

    title: Text = field("題名", "Title", says=("事例集の題名。", "The casebook's title."))


class CaseFile(StrictModel):
    """A file of cases."""

    casebook: Casebook | None = field("事例集", "Casebook", default=None, says=(
        "この事例集について。", "About this collection."))  # fmt: skip
    cases: tuple[Case, ...] = field("事例", "Cases", says=("事例の並び。", "The cases, in order."))
