"""The package, for Python programs."""

import renkei_cli


def test_the_cases_are_typed_objects() -> None:
    """What the README shows."""
    cases = renkei_cli.load()
    assert len(cases) == 8
    assert cases[2].title.ja == "ITアイランド推進計画"
