"""The tuning half of the question set keeps being answered as well as it was."""

import pytest

from tests.asking.report import Outcome, outcomes, shares


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    return outcomes("tuning")


@pytest.mark.parametrize(
    ("share", "least"), [("first", 95.0), ("within_three", 98.0), ("not_regulated", 95.0)]
)
def test_it_does_not_get_worse(found: list[Outcome], share: str, least: float) -> None:
    assert shares(found)[share] >= least


def test_hardly_anything_answerable_is_refused(found: list[Outcome]) -> None:
    assert shares(found)["refused"] <= 2.0
