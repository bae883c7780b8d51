"""Headings to fields: every field says by which it is known."""

from renkei_cli.authoring.tables import columns
from renkei_cli.authoring.tables.readers import Row, Table
from renkei_cli.schema.models import Case, case_fields, fields_of

TAGS = ("themes", "trigger", "benefits", "participants")


def mapped(*headings: str) -> dict[str, str]:
    """Return the target of each heading that is known, in a table that has a title as well."""
    rows = [Row(1, 1, ("名称", "参加団体", *headings)), Row(2, 2, ("A",))]
    plan = columns.plan_columns(Table("t.csv", rows, "", {}), None)
    return {plan.header[column]: target for column, target in plan.columns.items() if column > 1}


def test_every_field_is_known_by_its_key_its_labels_and_its_own_headings() -> None:
    """In both languages, whatever the width of letters; a text without its language is Japanese."""
    for field in fields_of(Case).values():
        if field.key in ("title", "participants"):
            continue
        for heading in (field.key, *field.label, *field.headings):
            wanted = field.key if field.key in columns.targets() else f"{field.key}.ja"
            assert mapped(heading) == {heading: wanted}, heading


def test_every_part_is_known_by_what_it_is_called_in_its_field() -> None:
    """Languages, codes, dates and what else is said of a field, as `list` writes their headings and as labels say."""
    for heading, target in {
        "概要（英語）": "summary.en", "Summary (English)": "summary.en", "テーマ（コード）": "themes.code",
        "参加団体（役割）": "participants.roles", "Participants (roles)": "participants.roles",
        "協力者（種類）": "collaborators.kind", "連携の仕組み（日付）": "instruments.date",
        "年表（日付）": "events.date", "年表（日本語）": "events.ja", "実施期間（開始）": "period.start",
        "計画の認定（認定回）": "certification.round", "計画の認定（日付）": "certification.date",
        "出典（URL）": "source.url", "出典（日付）": "source.date", "出典（発行日）": "source.date",
        "見出し": "source.heading", "Source (page)": "source.page", "連絡先（電話）": "contact.phone",
        "連絡先（電子メール）": "contact.email", "都道府県": "prefecture", "団体コード": "participants.seat",
        "区域の範囲": "source.area", "ＫＰＩ（単位）": "kpis.unit",
    }.items():  # fmt: skip
        assert mapped(heading) == {heading: target}, heading


def test_targets_lead_into_the_schema() -> None:
    """Each target names a part that a case has."""
    for target, path in columns.targets().items():
        if target not in (columns.PREFECTURE, columns.SEAT, columns.AREA) and target.partition(".")[0] not in TAGS:
            assert ".".join(path) in case_fields(), target
