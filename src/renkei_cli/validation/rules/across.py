"""Rules across the fields of a case, and across cases."""

from renkei_cli.core.diagnostics import Rule
from renkei_cli.core.i18n import LocalizedText
from renkei_cli.validation.rules.files import LISTED

_COUNTED = """\
background:
  - {{ja: 前から交流があった。, ref: [{ref}]}}
activities:
  - {{ja: 観光の催しを開く。, ref: [activities/1]}}
participants:
  - {{code: "442011", roles: [{{code: lead, ref: [heading]}}]}}
  - {{code: "442020", roles: [{{code: network_member, ref: [heading]}}]}}
source:
  document: {{ja: 計画書}}
  heading: {{ja: 観光}}
  bullets: {{activities: 1, background: {count}, merits: 0}}
"""


_OTHER = LISTED.replace("観光の計画", "人を育てる計画")


def _counted(ref: str, count: int = 1) -> str:
    return _COUNTED.format(ref=ref, count=count)


def _activity(code: str) -> str:
    return f'activities:\n  - ja: 観光の催しを開く。\n    for: ["{code}"]\n'


RULES = (
    Rule("id-unique", LocalizedText("IDは事例ごとに違う。", "No two cases have one id."),
         f"cases:\n{LISTED}{_OTHER}", f"cases:\n{LISTED}{_OTHER.replace('oita', 'oita-beppu')}", whole=True),
    Rule("type-prefectures", LocalizedText("連携類型は、参加団体の都道府県と合う。", "The type of cooperation fits the participants' prefectures."),
         "type: 遠隔連携\n", "type: 県内連携\n"),
    Rule("participant-unique", LocalizedText("同じ団体を2度書かない。", "A local government takes part once."),
         'participants:\n  - {code: "442011", roles: [{code: lead}]}\n  - {code: "442011", roles: [{code: initiator}]}\n',
         'participants:\n  - {code: "442011", roles: [{code: lead}, {code: initiator}]}\n  - {code: "442020", roles: [{code: network_member}]}\n'),
    Rule("not-a-participant", LocalizedText("文の対象や協定の当事者は、参加団体とする。", "Whom a statement concerns, and who is party to an instrument, takes part."),
         _activity("131016"), _activity("442011")),
    Rule("period", LocalizedText("期間の終わりは始まりより後とする。", "A period ends after it begins."),
         'period: {start: "2019-04", end: "2017-03"}\n', 'period: {start: "2017-04", end: "2019-03"}\n'),
    Rule("ref-section", LocalizedText("文の ref は、その文と同じ節を指す。", "A statement cites its own section."),
         "background:\n  - {ja: 前から交流があった。, ref: [merits/1]}\n",
         "background:\n  - {ja: 前から交流があった。, ref: [background/1]}\n"),
    Rule("ref-range", LocalizedText("ref の番号は、出典にある項目のものとする。", "A ref's number is that of a bullet that the source has."),
         _counted("background/1, background/3"), _counted("background/1")),
    Rule("ref-uncited", LocalizedText("出典の項目数を書いたら、すべての項目をどれかの文が引く。", "Where the source's bullets are counted, each is cited."),
         _counted("background/1", 2), _counted("background/1, background/2", 2)),
    Rule("ref-missing", LocalizedText("出典の項目数を書いたら、どの文にも ref を書く。", "Where the source's bullets are counted, every statement has a ref."),
         f"{_counted('background/1')}themes: [{{code: tourism}}]\n",
         f"{_counted('background/1')}themes: [{{code: tourism, ref: [background/1]}}]\n"),
)  # fmt: skip
