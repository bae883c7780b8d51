"""The controlled words: value, code, labels, definition, aliases."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from renkei_cli.core.i18n import N_, LocalizedText
from renkei_cli.core.text import fold

NOT_STATED = N_("not stated in the source")  # what stands for people where the source is silent
NOT_STATED_TEXTS = ("出典に記載なし", NOT_STATED)  # the same by which a table that came from here is read again
_SUFFIXES = ("都", "道", "府", "県", "市", "町", "村", "区", "連携")


def stem(folded: str) -> str:
    """Drop one trailing 県, 市, 町, 村, 連携 …, so that 大分 and 大分県 compare equal."""
    bare = next((folded.removesuffix(suffix) for suffix in _SUFFIXES if folded.endswith(suffix)), folded)
    return bare if len(bare) > 1 else folded


_NO_WORDS = LocalizedText("", "")


class Concept(NamedTuple):
    """One controlled word."""

    value: str  # what a case file and JSON hold
    code: str  # a name in ASCII that does not change with the language
    label: LocalizedText
    definition: LocalizedText = _NO_WORDS
    aliases: tuple[str, ...] = ()  # other ways in which people write it; they are folded before they are compared

    def keys(self) -> Iterator[str]:
        """Return every folded spelling under which this word is found."""
        for name in (self.value, self.code, *self.label, self.label.here(), *self.aliases):
            key = fold(name)
            yield key
            yield stem(key)
            if "・" in name:
                yield from (fold(part) for part in name.split("・"))


class Vocabulary:
    """A closed list of terms, found by any of their spellings."""

    def __init__(
        self, name: str, terms: Iterable[Concept], numbered: Callable[[str], list[str]] = lambda _digits: []
    ) -> None:
        """Keep the terms in their order, which is the order of display; `numbered` gives the values of a number."""
        self.name = name
        self.terms = tuple(terms)
        self._by_value = {term.value: term for term in self.terms}
        self._numbered = numbered

    def __iter__(self) -> Iterator[Concept]:
        """Return the terms in their order."""
        return iter(self.terms)

    def __getitem__(self, value: str) -> Concept:
        """Return the term that a case file holds as `value`; KeyError if there is none."""
        return self._by_value[value]

    def __contains__(self, value: str) -> bool:
        """Return whether a case file may hold `value`."""
        return value in self._by_value

    @cached_property
    def _by_key(self) -> dict[str, list[Concept]]:
        found: dict[str, list[Concept]] = {}
        for term in self.terms:
            for key in set(term.keys()):
                found.setdefault(key, []).append(term)
        return found

    def resolve(self, text: str) -> list[Concept]:
        """Return the terms that `text` means: those spelt so, else those that begin so; none is [].

        A number means a term where it can be no other's, and is never a beginning.
        """
        asked = fold(text)
        if numbered := self.numbered(text):
            return numbered if len(numbered) == 1 else []
        if exact := self._by_key.get(asked) or self._by_key.get(stem(asked)):
            return exact
        if not asked or asked[0].isdigit():
            return []
        # So much must be typed until a spelling's beginning stands for the whole; less is any word's, or a whole one.
        least = 4 if asked < "\u2e80" else 2
        return self.begun(asked if len(asked) >= least else f"{asked} ")

    def spelt(self, text: str) -> list[Concept]:
        """Return the terms of which `text` is a whole spelling, not just a beginning."""
        asked = fold(text)
        return [term for term in self.resolve(text) if {asked, stem(asked)} & set(term.keys())]

    def begun(self, asked: str) -> list[Concept]:
        """Return the terms that begin with a folded text: to be proposed, not to be taken for meant."""
        found = {term.value for key, terms in self._by_key.items() if key.startswith(asked) for term in terms}
        return [term for term in self.terms if term.value in found]

    def numbered(self, text: str) -> list[Concept]:
        """Return the terms that a number may mean."""
        asked = fold(text)
        return [self[value] for value in self._numbered(asked)] if asked.isdecimal() and asked.isascii() else []

    def spellings(self) -> dict[str, Concept]:
        """Return every folded spelling with the first term that bears it, to look for near misses."""
        return {key: terms[0] for key, terms in self._by_key.items()}


# --- the words: code, label and definition in both languages, other ways to write it ---


def _concepts(*rows: tuple[str, ...]) -> Iterator[Concept]:
    for code, ja, en, definition_ja, definition_en, *aliases in rows:
        yield Concept(code, code, LocalizedText(ja, en), LocalizedText(definition_ja, definition_en), tuple(aliases))


# In a case file, a type is its Japanese name.
TYPES = Vocabulary("type", (one._replace(value=one.label.ja) for one in _concepts(
    ("same_prefecture", "県内連携", "Within a prefecture", "同じ都道府県の中の自治体どうしの連携。", "Cooperation between local governments of one prefecture.", "intra", "within", "prefectural"),
    ("neighbouring", "隣県連携", "Neighbouring prefectures", "隣り合う都道府県にまたがる自治体の連携。", "Cooperation across the border of neighbouring prefectures.", "adjacent", "neighboring", "cross-border"),
    ("remote", "遠隔連携", "Remote", "離れた都道府県の自治体どうしの連携。", "Cooperation between local governments of prefectures that lie apart.", "distant", "long-distance"),
)))  # fmt: skip

THEMES = Vocabulary("theme", _concepts(
    ("innovation", "新産業・研究開発", "New industries and R&D", "新しい産業を興し、研究や技術の開発を進める。", "Creating new industries; research and development.", "産業振興", "研究", "research", "innovation"),
    ("startup", "起業・事業創出", "Start-ups and new ventures", "起業家や新しい事業を生み、育てる。", "Bringing forth entrepreneurs and new ventures and helping them grow.", "創業", "スタートアップ", "entrepreneurship", "ventures"),
    ("jobs", "企業誘致・雇用創出", "Attracting firms and creating jobs", "企業を呼び込み、働く場をつくる。", "Attracting firms and creating places of work.", "雇用", "仕事", "employment"),
    ("agrifood", "農林水産・6次産業化", "Agriculture, forestry, fisheries and food", "農林水産物を作り、加工し、売る。", "Growing, processing and selling what farms, forests and fisheries yield.", "農業", "林業", "水産業", "漁業", "六次産業化", "farming", "forestry", "fisheries", "food"),
    ("branding", "地域ブランド・販路拡大", "Local brands and sales channels", "産品や地域の名を高め、売り先を広げる。", "Making local products and names known and widening their markets.", "ブランド", "特産品", "物産", "brand", "sales"),
    ("tourism", "観光・交流", "Tourism and exchange", "訪れる人を増やし、人の行き来を盛んにする。", "Drawing visitors and making people come and go.", "観光業", "exchange"),
    ("heritage", "自然・文化資源", "Natural and cultural heritage", "自然や歴史、文化を守り、生かす。", "Keeping nature, history and culture, and making use of them.", "自然", "文化", "文化財", "culture", "nature"),
    ("migration", "移住・関係人口", "Migration and ties with outsiders", "移り住む人や、地域に関わる人を増やす。", "Winning people who move in, or who stay involved from afar.", "定住", "関係人口", "relocation"),
    ("talent", "人材育成・確保", "Developing and securing people", "担い手を育て、確保する。", "Training and finding the people who do the work.", "人材", "担い手", "training", "human resources"),
    ("childcare", "子育て・ひとり親支援", "Childcare and single parents", "子育てやひとり親の暮らしを支える。", "Supporting families with children and single parents.", "ひとり親", "少子化", "children", "single parents"),
    ("wellbeing", "医療・福祉・生涯活躍", "Health, welfare and active lives", "医療や福祉を支え、生涯の活躍を助ける。", "Supporting health and welfare, and active lives at every age.", "健康", "介護", "medicine", "welfare"),
    ("workstyle", "働き方改革・女性活躍", "Ways of working and women's careers", "働き方を改め、女性の就労や活躍を進める。", "Improving how people work and women's access to careers.", "女性", "テレワーク", "women", "telework"),
    ("community", "まちづくり・地域交通", "Community and local transport", "まちの暮らしや移動の足を整える。", "Shaping towns and how people get about in them.", "交通", "公共交通", "transport"),
    ("environment", "環境・エネルギー・防災", "Environment, energy and disaster readiness", "環境やエネルギーの課題に取り組み、災害に備える。", "Environment and energy; being ready for disasters.", "脱炭素", "energy", "disaster"),
    ("digital", "デジタル", "Digital", "情報通信技術を地域の仕事や暮らしに生かす。", "Using information technology in local work and life.", "IT", "ICT", "DX", "IoT", "AI", "情報通信", "情報化"),
))  # fmt: skip

TRIGGERS = Vocabulary("trigger", _concepts(
    ("affinity", "取組の親和性", "Affinity of their projects", "それぞれの取組に通じるところがあった。", "What each was doing had much in common."),
    ("technical_problem", "技術的な課題", "A technical problem", "一方だけでは解けない技術の課題があった。", "One of them had a technical problem that it could not solve alone."),
    ("firm_arrival", "企業の進出", "Arrival of firms", "企業が地域に進出した。", "Firms set up in the area."),
    ("call_to_join", "参加の呼びかけ", "A call to join", "呼びかけに応じて集まった。", "They answered a call to take part."),
    ("study_visit", "視察", "A study visit", "一方が他方の取組を視察した。", "One of them visited to study the other's work."),
    ("existing_ties", "既存のつながり", "Existing ties", "以前からのつながりがあった。", "They had been connected before."),
    ("network_formed", "ネットワークの形成", "Forming a network", "志を同じくする自治体がネットワークをつくった。", "Like-minded local governments formed a network."),
    ("proven_elsewhere", "他分野での実績", "Proven in another field", "別の分野で実績のある手法があった。", "A method had already proved itself in another field."),
))  # fmt: skip

BENEFITS = Vocabulary("benefit", _concepts(
    ("synergy", "相乗効果", "Synergy", "合わせることで、それぞれの効果が高まる。", "Together, each one's work has more effect."),
    ("role_division", "役割分担", "Division of roles", "得意な役割を分けて受け持つ。", "Each takes the part that suits it."),
    ("expertise", "専門性の補完", "Complementary expertise", "足りない専門の知識や技術を補い合う。", "Each lends the expertise that the other lacks."),
    ("scale", "規模の確保", "Scale", "単独では届かない規模になる。", "They reach a size that none could reach alone."),
    ("know_how", "知見の共有", "Shared know-how", "経験や知識を分かち合う。", "They share experience and knowledge."),
    ("exchange", "交流の拡大", "More exchange", "人の行き来や交流が増える。", "People meet and visit more."),
    ("cost_sharing", "費用の分担", "Shared costs", "費用を分けて負担する。", "They share the costs."),
    ("outreach", "発信力", "Outreach", "情報が広く、強く届く。", "What they say reaches further."),
    ("choice", "選択肢の拡充", "Wider choice", "利用する人が選べるものが増える。", "Those who are served have more to choose from."),
    ("shared_data", "データの共有", "Shared data", "集めたデータを共に使う。", "They use together the data that they gather."),
    ("showcase", "モデル化", "A model for others", "ほかの地域に示せる見本になる。", "It becomes an example to show to others."),
))  # fmt: skip

ROLES = Vocabulary("role", _concepts(
    ("plan_author", "計画の作成主体", "Plan author", "地域再生計画を作成した。", "Drew up the regional revitalisation plan."),
    ("plan_area", "計画の区域", "In the plan's area", "地域再生計画の区域に入っている。", "Lies in the area of the regional revitalisation plan."),
    ("agreement_party", "協定の当事者", "Party to the agreement", "連携の協定を結んだ。", "Signed the agreement to cooperate."),
    ("network_member", "ネットワークの一員", "Network member", "連携のネットワークや会議に加わる。", "Belongs to the network of those who cooperate."),
    ("initiator", "呼びかけ役", "Initiator", "連携を呼びかけた。", "Called on others to join."),
    ("coordinator", "つなぎ役", "Coordinator", "参加団体の間をつなぐ。", "Links those who take part."),
    ("lead", "代表", "Lead partner", "取組を代表する。", "Represents the undertaking."),
))  # fmt: skip

COLLABORATOR_KINDS = Vocabulary("collaborator", _concepts(
    ("university", "大学", "University", "大学や高等教育機関。", "A university or college."),
    ("npo", "NPO", "Non-profit", "特定非営利活動法人など。", "A non-profit organisation."),
    ("company", "企業", "Company", "民間企業。", "A private firm."),
    ("producers", "生産者", "Producers", "農林水産物などの生産者。", "Growers and makers."),
    ("council", "協議会", "Council", "協議会などの会議体。", "A council or standing body."),
    ("research", "研究機関", "Research body", "研究機関。", "A research institution."),
    ("residents", "住民", "Residents", "地域の住民。", "People who live there."),
))  # fmt: skip

INSTRUMENT_KINDS = Vocabulary("instrument", _concepts(
    ("agreement", "協定", "Agreement", "当事者が結んだ協定。", "An agreement between parties."),
    ("council", "協議会", "Council", "設けられた協議会や会議。", "A council that was set up."),
    ("network", "ネットワーク", "Network", "つくられたネットワーク。", "A network that was formed."),
    ("certification", "認定", "Certification", "公の認定。", "A public certification."),
    ("declaration", "宣言", "Declaration", "公にした宣言。", "A public declaration."),
))  # fmt: skip

VOCABULARIES = {
    vocabulary.name: vocabulary
    for vocabulary in (TYPES, THEMES, TRIGGERS, BENEFITS, ROLES, COLLABORATOR_KINDS, INSTRUMENT_KINDS)
}
