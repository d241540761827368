"""The questions that are open to see keep being answered as well as they were."""

import pytest

from tests.asking.report import Outcome, outcomes, shares

OPEN = ("tuning", "unseen", "tuning_b", "unseen_b", "unseen_c", "unseen_d")


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    return [each for half in OPEN for each in outcomes(half)]


@pytest.mark.parametrize(
    ("share", "least"), [("first", 95.0), ("within_three", 98.0), ("not_regulated", 95.0)]
)
def test_it_does_not_get_worse(found: list[Outcome], share: str, least: float) -> None:
    assert shares(found)[share] >= least


def test_hardly_anything_answerable_is_refused(found: list[Outcome]) -> None:
    assert shares(found)["refused"] <= 2.0
