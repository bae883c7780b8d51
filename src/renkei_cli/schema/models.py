"""What a case is: every field, declared once with all that is said about it."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import combinations
from typing import Annotated, Any, TypeGuard, TypeVar, get_args, get_origin

from pydantic import BeforeValidator
from pydantic import Field as Bounds

from renkei_cli.core.i18n import LocalizedText
from renkei_cli.domain import dates, places
from renkei_cli.domain import vocabulary as words
from renkei_cli.domain.vocabulary import Concept, Vocabulary
from renkei_cli.schema.fields import Field, derived
from renkei_cli.schema.types import SAID, Code, ControlledTerm, Date, Email, Id, Line, Ref, StrictModel, Url, field

_Item = TypeVar("_Item")


def _as_tuple(given: object) -> object:
    # A list where it comes from JSON.
    return tuple(given or ()) if given is None or isinstance(given, list) else given


Number = Annotated[int, Bounds(ge=0)]
Positive = Annotated[int, Bounds(ge=1)]
Many = Annotated[tuple[_Item, ...], BeforeValidator(_as_tuple)]
"""A list that may be left out; a key with nothing after it leaves it out too."""

optional = partial(field, default=None)
several = partial(field, default=())

# fmt: off
_REF = several("出典箇所", "Place in the source",
    "この事実が出典のどこにあるか。activities/2 は「事業内容」の2番目の項目。",
    "Where in the source this fact stands; activities/2 is the second bullet of its 事業内容.", example="activities/1")


class Text(StrictModel):
    """The same text in both languages."""

    ja: Line = field("日本語", "Japanese", "日本語の文。", "The text in Japanese.")
    en: Line | None = optional("英語", "English", "英語の文。書かなければ、英語でも日本語の文が出る。",
        "The text in English; without it the Japanese stands.")


class Summary(Text):
    """A summary, short enough for a casebook's index."""

    ja: Annotated[Line, Bounds(max_length=300)] = field("日本語", "Japanese", "日本語の文。300字まで。",
        "The text in Japanese, at most 300 characters.")


class Statement(Text):
    """One fact, and where the source says it."""

    ref: Many[Ref] = _REF
    for_: Many[Code] = several("対象", "Concerns", "誰についての文か。参加団体の団体コード。",
        "Whom the statement is about: codes of participants.", alias="for", example="443221")


class Contribution(Text):
    """What one participant brings."""

    ref: Many[Ref] = _REF


class Tag(StrictModel):
    """A controlled word, and where the source speaks of it."""

    code: str
    ref: Many[Ref] = _REF

    @property
    def label(self) -> LocalizedText:
        """Return the word in both languages."""
        vocabulary = tag_vocabulary(type(self))
        return vocabulary[self.code].label if vocabulary else LocalizedText(self.code, self.code)


class Theme(Tag):
    """A theme of the case."""

    code: Annotated[str, ControlledTerm(words.THEMES)] = field("テーマ", "Theme", "テーマの語。", "The theme's code.")


class Trigger(Tag):
    """How the cooperation began."""

    code: Annotated[str, ControlledTerm(words.TRIGGERS)] = field("きっかけ", "Trigger", "きっかけの語。", "Its code.")


class Benefit(Tag):
    """A kind of gain."""

    code: Annotated[str, ControlledTerm(words.BENEFITS)] = field("効果", "Benefit", "効果の語。", "The benefit's code.")


class Role(Tag):
    """What somebody is in the cooperation."""

    code: Annotated[str, ControlledTerm(words.ROLES)] = field("役割", "Role", "役割の語。", "The role's code.")


class Participant(StrictModel):
    """A local government that takes part."""

    code: Code = field("団体コード", "Code", "全国地方公共団体コード6桁。先頭の0を残すため引用符で囲む。",
        "The six-digit code of the local government; quoted, so that leading zeros stay.", example="443221")
    roles: tuple[Role, ...] = field("役割", "Roles", "連携の中での役割。", "What it is in the cooperation.",
        min_length=1)
    contribution: Contribution | None = optional("分担", "Contribution", "何を受け持つか。", "What it contributes.",
        weight="statements")

    @property
    def place(self) -> places.LocalGovernment:
        """Return what is known of the local government: romaji and position besides what follows here."""
        return places.local_governments()[self.code]

    @property
    def name(self) -> LocalizedText:
        """Return its name."""
        return self.place.name

    @property
    def kana(self) -> str:
        """Return the reading of its name in hiragana."""
        return self.place.kana

    @property
    def prefecture(self) -> LocalizedText:
        """Return the name of its prefecture."""
        return places.prefecture_terms()[self.place.prefecture_code].label

    @property
    def kind(self) -> Concept:
        """Return what it is: a prefecture, a city, a ward, a town or a village."""
        return self.place.kind

    @property
    def population(self) -> int:
        """Return how many people lived there in the census of 2020."""
        return self.place.population

    @property
    def area_km2(self) -> float:
        """Return its area on 1 January 2026."""
        return self.place.area_km2


class Collaborator(StrictModel):
    """A body that takes part and is no local government."""

    name: Text = field("名称", "Name", "名称。", "Its name.", aliases=("名前",))
    kind: Annotated[str, ControlledTerm(words.COLLABORATOR_KINDS)] = field("種類", "Kind", "団体の種類。",
        "What sort of body.")
    roles: Many[Role] = several("役割", "Roles", "連携の中での役割。", "What it is in the cooperation.")
    ref: Many[Ref] = _REF

    @property
    def kind_label(self) -> LocalizedText:
        """Return the kind in both languages."""
        return words.COLLABORATOR_KINDS[self.kind].label


class Instrument(StrictModel):
    """What the cooperation rests on."""

    name: Text = field("名称", "Name", "名称。", "Its name.", aliases=("名前",))
    kind: Annotated[str, ControlledTerm(words.INSTRUMENT_KINDS)] = field("種類", "Kind", "仕組みの種類。",
        "What sort of instrument.")
    date: Date | None = optional("日付", "Date", "結んだ日、設けた日。", "When it was signed or set up.")
    parties: Many[Code] = several("当事者", "Parties", "当事者である参加団体の団体コード。",
        "Codes of the participants that are parties to it.", example="443221")
    ref: Many[Ref] = _REF

    @property
    def kind_label(self) -> LocalizedText:
        """Return the kind in both languages."""
        return words.INSTRUMENT_KINDS[self.kind].label


class Event(StrictModel):
    """Something that happened at a stated time."""

    date: Date = field("日付", "Date", "日、月、年、または年度（FY2016）。出典の精度のまま。",
        "A day, a month, a year or a fiscal year (FY2016), as precise as the source.")
    text: Text = field("出来事", "Event", "何があったか。", "What happened.")
    ref: Many[Ref] = _REF


class Figure(StrictModel):
    """A picture of the source."""

    caption: Text = field("説明", "Caption", "図や写真の説明。", "The caption of the picture.")


class Period(StrictModel):
    """From when to when."""

    start: Date = field("開始", "Start", "始まり。", "When it begins.", example="2017")
    end: Date | None = optional("終了", "End", "終わり。", "When it ends.", example="2021-03")


class Funding(StrictModel):
    """Money, and where it comes from."""

    name: Text = field("名称", "Name", "財源や制度の名称。", "The scheme or source of the money.", aliases=("名前",))
    amount: Number | None = optional("金額（円）", "Amount (yen)", "金額。単位は円。", "The amount in yen.",
        example=5_000_000)
    date: Date | None = optional("時期", "When", "年度や日付。", "The fiscal year or date.")
    ref: Many[Ref] = _REF


class Kpi(StrictModel):
    """A measure of success."""

    name: Text = field("指標", "Indicator", "指標の名称。", "What is measured.", aliases=("名前",))
    unit: Text | None = optional("単位", "Unit", "単位。", "The unit.")
    target: float | int | None = optional("目標値", "Target", "目標の値。", "The value aimed at.", example=12000)
    actual: float | int | None = optional("実績値", "Actual", "実績の値。", "The value reached.", example=9500)
    date: Date | None = optional("時期", "When", "いつの値か。", "When the value holds.")
    ref: Many[Ref] = _REF


class Contact(StrictModel):
    """Whom to ask."""

    organisation: Text = field("部署", "Organisation", "担当の団体と部署。", "The office in charge.")
    phone: Line | None = optional("電話", "Telephone", "電話番号。", "Its telephone number.", example="03-1234-5678")
    email: Email | None = optional("電子メール", "E-mail", "メールアドレス。", "Its e-mail address.",
        example="kikaku@example.lg.jp")


class Certification(StrictModel):
    """The state's approval of the regional revitalisation plan."""

    round: Positive | None = optional("認定回", "Round", "第何回の認定か。", "Which round of approvals.", example=42,
        headings=("認定回", "認定回数"))
    date: Date | None = optional("認定日", "Date", "認定された日。", "When it was approved.",
        headings=("認定日", "認定年月日"))


class Bullets(StrictModel):
    """How many bullets each section of the source has."""

    activities: Number = field("事業内容", "Activities", "「事業内容」の項目の数。", "Bullets under 事業内容.",
        example=1)
    background: Number = field("経緯", "Background", "「連携に至った経緯」の項目の数。",
        "Bullets under 連携に至った経緯.", example=1)
    merits: Number = field("メリット", "Merits", "「連携のメリット」の項目の数。", "Bullets under 連携のメリット.",
        example=1)


class Source(StrictModel):
    """The document that the facts come from."""

    document: Text = field("文書", "Document", "出典の文書名。", "The document's name.", weight="labels")
    heading: Text = field("見出し", "Heading", "文書の中の見出し。", "The heading in the document.",
        weight="bodies", headings=("見出し",))
    url: Url | None = optional("URL", "URL", "文書のURL。", "Where the document is.",
        example="https://www.example.lg.jp/plan.pdf")
    date: Date | None = optional("発行日", "Date", "文書の日付。", "The document's date.")
    page: Positive | None = optional("ページ", "Page", "ページ番号。", "The page.", example=12)
    bullets: Bullets | None = optional("項目の数", "Bullets",
        "節ごとの項目の数。書けば、すべての項目が引用されているかを確かめる。",
        "Bullets of each section; when given, every one of them must be cited.")


class Case(StrictModel):
    """A case of cooperation between local governments."""

    id: Id = field("ID", "ID", "事例の名。英小文字と数字、間にハイフン。",
        "The case's name: a-z and 0-9 with hyphens between.", in_short=True, weight="title",
        interview_rank=220, example="himeshima")
    type: Annotated[str, ControlledTerm(words.TYPES)] = field("連携類型", "Type",
        "県内連携、隣県連携、遠隔連携のどれか。", "Within one prefecture, across neighbouring ones, or remote.",
        in_short=True, comparison_rank=20, weight="labels", interview_rank=230, example="県内連携",
        aliases=("分類", "類型"), headings=("類型", "連携の類型"))
    title: Text = field("名称", "Title", "地域再生計画の名称。", "The plan's name.", in_short=True,
        comparison_rank=10, weight="title", interview_rank=110,
        aliases=("題名", "たいとる", "事例名", "計画名", "名前", "name"),
        headings=("地域再生計画の名称", "計画の名称", "計画名", "事業名", "取組名", "プロジェクト名"))
    subtitle: Text | None = optional("副題", "Subtitle", "副題。", "The plan's subtitle.", weight="title",
        interview_rank=910)
    title_as_printed: Text | None = optional("出典の表記", "Title as printed",
        "出典に誤植があるとき、印刷されたままの名称。", "The title as printed, where the source has a misprint.",
        weight="title", interview_rank=920)
    summary: Summary | None = optional("概要", "Summary", "300字までの概要。",
        "An outline, at most 300 characters in Japanese.", page_rank=10, in_short=True,
        comparison_rank=40, weight="summary", interview_rank=510,
        aliases=("要約", "description"))
    purpose: Text | None = optional("目的", "Purpose", "何のためか。", "What it is for.", page_rank=20,
        comparison_rank=50, weight="summary", interview_rank=410, aliases=("aim", "goal"))
    themes: Many[Theme] = several("テーマ", "Themes", "3つまで。最初が主なテーマ。",
        "Up to three; the first is the main one.", max_length=3, page_rank=40, in_short=True,
        comparison_rank=60, weight="labels", interview_rank=420, aliases=("tags",), headings=("分野", "取組分野"))
    trigger: Many[Trigger] = several("きっかけ", "Trigger", "連携がどう始まったか。", "How the cooperation began.",
        page_rank=50, in_short=True, comparison_rank=70, weight="labels", interview_rank=310)
    benefits: Many[Benefit] = several("連携の効果", "Benefits", "どんな種類の効果か。", "What kinds of gain.",
        page_rank=60, in_short=True, comparison_rank=80, weight="labels", interview_rank=620)
    participants: tuple[Participant, ...] = field("参加団体", "Participants", "連携する地方公共団体。",
        "The local governments that cooperate.", min_length=2, page_rank=30, in_short=True,
        comparison_rank=30, weight="bodies", interview_rank=210,
        aliases=("団体", "自治体", "参加自治体", "構成団体", "members", "partners"),
        headings=("作成主体名", "作成主体", "参加自治体", "連携自治体", "自治体", "自治体名", "市町村", "市町村名",
        "団体名", "実施主体", "構成団体"))
    collaborators: Many[Collaborator] = several("協力者", "Collaborators", "大学、企業、住民など、ともに取り組む団体。",
        "Universities, firms, residents and others who take part.", page_rank=100, comparison_rank=110, weight="bodies",
        interview_rank=240, aliases=("協力団体",))
    instruments: Many[Instrument] = several("連携の仕組み", "Instruments", "協定、協議会、認定など。",
        "Agreements, councils, certifications and the like.", page_rank=110, comparison_rank=120, weight="bodies",
        interview_rank=720, aliases=("協定",))
    activities: Many[Statement] = several("事業内容", "Activities", "何をするか。1項目に1文。",
        "What is done; one sentence a statement.", page_rank=70, comparison_rank=90, weight="statements",
        interview_rank=520,
        aliases=("事業", "取組", "取組内容"))
    background: Many[Statement] = several("連携に至った経緯", "How it began", "なぜ、どう始まったか。",
        "Why and how it came about.", page_rank=80, comparison_rank=97, weight="statements", interview_rank=320,
        aliases=("背景", "経緯"))
    merits: Many[Statement] = several("連携のメリット", "Merits", "連携によって得たもの、見込むもの。",
        "What cooperating brings, or is expected to bring.", page_rank=90, comparison_rank=100, weight="statements",
        interview_rank=610, aliases=("めりっと",))
    events: Many[Event] = several("年表", "Events", "日付のある出来事。", "What happened when.", page_rank=120,
        comparison_rank=130, weight="statements", interview_rank=710)
    figures: Many[Figure] = several("図・写真", "Figures", "出典の図や写真。", "The pictures in the source.",
        page_rank=130, shown_blank=False, weight="statements", interview_rank=930)
    period: Period | None = optional("実施期間", "Period", "実施の期間。", "When it is carried out.", page_rank=160,
        comparison_rank=140, interview_rank=940, aliases=("期間",), headings=("計画期間", "事業期間"))
    funding: Many[Funding] = several("予算・財源", "Budget and funding", "予算や財源。",
        "Its budget and where the money comes from.", page_rank=170, comparison_rank=150, weight="bodies",
        interview_rank=950, aliases=("予算", "budget"), headings=("支援措置", "財源", "交付金"))
    kpis: Many[Kpi] = several("KPI", "KPIs", "目標とする指標（重要業績評価指標）。", "Measures of success.",
        page_rank=180, comparison_rank=160, weight="bodies", interview_rank=960)
    results: Many[Statement] = several("成果", "Results", "成果。", "What was achieved.", page_rank=190,
        comparison_rank=170, weight="statements", interview_rank=970)
    contact: Contact | None = optional("連絡先", "Contact", "担当の連絡先。", "Whom to ask.", page_rank=200,
        interview_rank=980, aliases=("問い合わせ先",))
    urls: Many[Url] = several("関連URL", "Links", "関連するページ。", "Related pages.", page_rank=150,
        shown_blank=False, interview_rank=990, example="https://www.example.lg.jp/", headings=("URL", "ホームページ"))
    certification: Certification | None = optional("計画の認定", "Approval of the plan", "地域再生計画の認定。",
        "The state's approval of the plan.", page_rank=140, shown_blank=False, interview_rank=995)
    source: Source = field("出典", "Source", "事実の出どころ。", "Where the facts come from.", page_rank=210,
        interview_rank=810, aliases=("reference",))

    @property
    def type_code(self) -> str:
        """Return the code of the type: same_prefecture, neighbouring, remote."""
        return words.TYPES[self.type].code

    @property
    def type_label(self) -> LocalizedText:
        """Return the type in both languages."""
        return words.TYPES[self.type].label

    @property
    def prefectures(self) -> tuple[Concept, ...]:
        """Return the participants' prefectures."""
        codes = sorted({one.place.prefecture_code for one in self.participants})
        return tuple(places.prefecture_terms()[code] for code in codes)

    @property
    def regions(self) -> tuple[Concept, ...]:
        """Return the participants' regions."""
        codes = dict.fromkeys(places.REGION_OF[one.code] for one in self.prefectures)
        return tuple(places.REGIONS[code] for code in codes)

    @property
    def participant_count(self) -> int:
        """Return how many take part."""
        return len(self.participants)

    @property
    def population(self) -> int:
        """Return the people of all that take part, of a prefecture only where none of its municipalities does."""
        within = {one.place.prefecture_code for one in self.participants if one.place.municipality}
        all_ = (one.place for one in self.participants)
        return sum(one.population for one in all_ if one.municipality or one.prefecture_code not in within)

    @property
    def span_km(self) -> float | None:
        """Return the largest distance between two municipalities that take part; None where there are fewer."""
        towns = [one.place for one in self.participants if one.place.municipality]
        return round(max(one.distance_km(other) for one, other in combinations(towns, 2)), 1) if towns[1:] else None

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years, or fiscal years, that the dates of the case name, and those that its period covers."""
        items = (*self.events, *self.instruments, *self.funding, *self.kpis, self.certification)
        found = {dates.year(one.date) for one in items if one and one.date}
        if self.period:
            last = self.period.end or self.period.start
            found |= {*range(dates.year(self.period.start), dates.year(last) + 1)}
        return tuple(sorted(found))


class CasebookInfo(StrictModel):
    """The casebook as a whole."""

    title: Text = field("題名", "Title", "事例集の題名。", "The casebook's title.")


class CaseFile(StrictModel):
    """A file of cases."""

    casebook: CasebookInfo | None = optional("事例集", "Casebook", "この事例集について。", "About this collection.")
    cases: tuple[Case, ...] = field("事例", "Cases", "事例の並び。", "The cases, in order.")


_PLACE_NAME = derived("name", "名称", "Name", "名称。", "Its name.", kind="text", required=True)
_PLACE_CODE = derived("code", "コード", "Code", "コード。", "Its code.", kind="term", required=True)
DERIVED = (
    derived("prefectures", "都道府県", "Prefectures", "参加団体のある都道府県。", "The participants' prefectures.",
        kind="tag", vocabulary="prefecture", many=True),
    derived("regions", "地方", "Regions", "参加団体のある地方。", "The participants' regions.", kind="tag",
        vocabulary="region", many=True),
    derived("participant_count", "参加団体数", "Number of participants", "参加団体の数。", "How many take part.",
        kind="integer", required=True),
    derived("population", "人口の合計（人）", "Population in all", "参加する市区町村の人口の合計（2020年国勢調査）。",
        "The people of the municipalities that take part (census of 2020).", kind="number", required=True,
        aliases=("人口",)),
    derived("span_km", "最大距離（km）", "Span (km)", "参加する市区町村のうち、最も離れた2つの間の距離。",
        "The largest distance between two municipalities that take part.", kind="number"),
    derived("years", "年", "Years", "日付のある年（年度を含む）。", "The years, fiscal ones too, that the dates name.",
        kind="integer", many=True),
)
"""Fields that are worked out from a case: its properties of these names."""
LABEL = derived("label", "表示名", "Label", "その語の名称。", "The word in both languages.", kind="text",
    required=True)
DATE_DAYS = (
    derived("start", "初日", "First day", "日付が指す最初の日（ISO 8601）。", "The first day that the date covers.",
        kind="date"),
    derived("end", "末日", "Last day", "日付が指す最後の日（ISO 8601）。", "The last day that the date covers.",
        kind="date"),
)
PERIOD_DAYS = (
    derived("first_day", "初日", "First day", "期間の最初の日（ISO 8601）。", "The first day of the period.",
        kind="date"),
    derived("last_day", "末日", "Last day", "期間の最後の日（ISO 8601）。", "The last day of the period.",
        kind="date"),
)
PLACE_PARTS = (
    _PLACE_NAME,
    derived("kana", "読み", "Reading", "名称の読み。", "The name's reading.", required=True),
    derived("prefecture", "都道府県", "Prefecture", "その団体のある都道府県。", "The prefecture that it belongs to.",
        kind="text", required=True),
    derived("kind", "種類", "Kind", "都道府県、市、区、町、村のどれか。", "Prefecture, city, ward, town or village.",
        kind="tag", vocabulary="level", required=True),
    derived("population", "人口（人）", "Population", "2020年国勢調査の人口。", "Its people (census of 2020).",
        kind="number", required=True),
    derived("area_km2", "面積（km²）", "Area (km²)", "2026年1月1日の面積。", "Its area on 1 January 2026.",
        kind="number", required=True),
)
"""What stands in JSON behind the code of a participant."""
# fmt: on


@cache
def case_fields() -> dict[str, Field]:
    """Return every field of a case by its key, nested ones by their path, the derived ones before the source.

    They are the keys of the JSON: what a file has as a bare word of a vocabulary, JSON has with code and label.
    """
    found = dict(_paths(Case))
    source = {key: found.pop(key) for key in list(found) if key.partition(".")[0] == "source"}
    others = {one.key: one for added in DERIVED for one in _with_parts(added, None)}
    return found | others | source


def _paths(model: type[StrictModel]) -> Iterator[tuple[str, Field]]:
    for key, own in fields_of(model).items():
        yield from ((one.key, one) for one in _with_parts(own, inner_model(model, key)))
        yield from ((one.key, one) for added in derived_parts(model, key) for one in _with_parts(added, None))


def _with_parts(one: Field, model: type[StrictModel] | None) -> Iterator[Field]:
    """Yield a field and all parts that its value has in JSON."""
    whole = one._replace(kind="tag") if one.kind == "term" and one.key != "code" else one
    yield whole
    parts = [part for _key, part in _paths(model)] if model else []
    if not model and whole.kind == "tag":
        named = _PLACE_NAME if whole.vocabulary in ("prefecture", "region") else LABEL
        code = _PLACE_CODE._replace(vocabulary=whole.vocabulary)
        parts = [code, *_with_parts(named, None)]
    elif not model and whole.kind == "text":
        parts = [part for _key, part in _paths(Text)]
    for part in parts:
        label = LocalizedText(f"{whole.label.ja}：{part.label.ja}", f"{whole.label.en}: {part.label.en}")
        yield part._replace(key=f"{whole.key}.{part.key}", label=label, derived=part.derived or whole.derived)


def derived_parts(model: type[StrictModel], key: str) -> tuple[Field, ...]:
    """Return what JSON has behind a key of a part of a case and its file has not: names, labels, days."""
    if key == "code":
        return PLACE_PARTS if model is Participant else (LABEL,) if tag_vocabulary(model) else ()
    if key == "date":
        return DATE_DAYS
    return PERIOD_DAYS if model is Period and key == "end" else ()


@cache
def fields_of(model: type[StrictModel]) -> Mapping[str, Field]:
    """Return a model's fields by the keys that a case file has for them: `for`, not `for_`."""
    found: dict[str, Field] = {}
    for name, info in model.model_fields.items():
        extra: Any = info.json_schema_extra
        key, (inner, many) = info.alias or name, _inner_type(info.annotation)
        vocabulary = tag_vocabulary(inner) if is_model(inner) else ControlledTerm.vocabulary_of(info.metadata)
        kind = _kind(inner, name, controlled=vocabulary is not None)
        found[key] = extra[SAID]._replace(
            key=key, kind=kind, vocabulary=vocabulary.name if vocabulary else "", many=many,
            required=info.is_required(), example=extra[SAID].example or ("2017-08-23" if kind == "date" else None),
        )  # fmt: skip
    return found


def _kind(inner: object, name: str, *, controlled: bool) -> str:
    if controlled:
        return "tag" if is_model(inner) else "term"
    if is_model(inner):
        return {"Summary": "text", "Contribution": "text"}.get(inner.__name__, inner.__name__.lower())
    numbers: dict[object, str] = {int: "integer", float: "number"}
    return numbers.get(inner, "date" if name in ("date", "start", "end") else "string")


@cache
def inner_model(model: type[StrictModel], key: str) -> type[StrictModel] | None:
    """Return the model of a field's value, or of its items; None where the field holds plain values."""
    found = next(info for name, info in model.model_fields.items() if key == (info.alias or name))
    inner, _many = _inner_type(found.annotation)
    return inner if is_model(inner) else None


def _inner_type(annotation: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any type that a field may have
    """Look through `X | None`, `Annotated[X, …]` and `tuple[X, ...]`; tell whether there may be many."""
    parts = [part for part in get_args(annotation) if part not in (type(None), ...)]
    if not parts:
        return annotation, False
    inner, deeper = _inner_type(parts[0])
    return inner, deeper or get_origin(annotation) is tuple


def is_model(inner: object) -> TypeGuard[type[StrictModel]]:
    """Return whether a type is a part of a case rather than a plain value."""
    return isinstance(inner, type) and issubclass(inner, StrictModel)


def tag_vocabulary(model: type[StrictModel]) -> Vocabulary | None:
    """Return the vocabulary of a model that is a controlled word with its places in the source, else None."""
    code = model.model_fields.get("code")
    return ControlledTerm.vocabulary_of(code.metadata) if code else None
