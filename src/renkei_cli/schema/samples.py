"""What a field's value may look like: for editors to offer, and for a template to show."""

from typing import Any

SAMPLES: dict[str, Any] = {
    "Bullets.activities": 1,
    "Bullets.background": 1,
    "Bullets.merits": 1,
    "Case.id": "himeshima",
    "Case.type": "県内連携",
    "Certification.round": 42,
    "Contact.email": "kikaku@example.lg.jp",
    "Contact.phone": "03-1234-5678",
    "Kpi.actual": 9500,
    "Kpi.target": 12000,
    "Funding.amount": 5000000,
    "Participant.code": "443221",
    "Source.page": 12,
    "code": "443221",
    "date": "2017-08-23",
    "start": "2017",
    "end": "2021-03",
    "for": "443221",
    "parties": "443221",
    "ref": "activities/1",
    "url": "https://www.example.lg.jp/plan.pdf",
    "urls": "https://www.example.lg.jp/",
}
"""By model and field, or by field alone."""

DATES = ("2017-08-23", "2017-08", "2017", "FY2016")
"""A date in each of its precisions."""


def example_value(model: str, key: str) -> Any:  # noqa: ANN401 - whatever the field holds
    """Give what a field may look like; None where its description says enough."""
    return SAMPLES.get(f"{model}.{key}", SAMPLES.get(key))
