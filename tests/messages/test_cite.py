"""Places in a regulation are named as civil servants name them."""

import pytest

from committee.rules import Citation
from messages.cite import cite, cite_all, cite_spans

ONE = [
    ("3", "Điều 3", "Điều 3"),
    ("7.4", "khoản 4 Điều 7", "Khoản 4 Điều 7"),
    ("7.1.b", "điểm b khoản 1 Điều 7", "Điểm b khoản 1 Điều 7"),
    ("5.1.đ", "điểm đ khoản 1 Điều 5", "Điểm đ khoản 1 Điều 5"),
    ("14.10", "khoản 10 Điều 14", "Khoản 10 Điều 14"),
]

MANY: list[tuple[list[str], str]] = [
    ([], ""),
    (["3"], "Điều 3"),
    (["5.1", "5.3"], "khoản 1 Điều 5 và khoản 3 Điều 5"),
    (["3", "7.3", "7.1.a"], "Điều 3, khoản 3 Điều 7 và điểm a khoản 1 Điều 7"),
    (["10.1", "4.3"], "khoản 1 Điều 10 và khoản 3 Điều 4"),
    (["7.4", "7.4"], "khoản 4 Điều 7"),
]


@pytest.mark.parametrize(("ref", "within", "first"), ONE)
def test_one_place(ref: str, within: str, first: str) -> None:
    assert cite(Citation.parse(ref)) == within
    assert cite(Citation.parse(ref), capital=True) == first


@pytest.mark.parametrize(("refs", "expected"), MANY)
def test_several_places_keep_their_order(refs: list[str], expected: str) -> None:
    assert cite_all(Citation.parse(ref) for ref in refs) == expected


def test_only_the_first_of_several_is_capitalised() -> None:
    places = [Citation(5, 1), Citation(5, 3)]
    assert cite_all(places, capital=True) == "Khoản 1 Điều 5 và khoản 3 Điều 5"


SPANS: list[tuple[list[str], list[str], str]] = [
    ([], [], ""),
    (["3"], [], "Điều 3"),
    (["7.1", "7.2"], [], "khoản 1, khoản 2 Điều 7"),
    (["7.1", "7.2", "7.3"], [], "khoản 1 đến khoản 3 Điều 7"),
    (["7.1", "7.2", "7.3", "7.4"], ["7.1"], "khoản 1 (phần chung), khoản 2 đến khoản 4 Điều 7"),
    (["7.1", "7.3", "7.4", "11.3"], [], "khoản 1, khoản 3, khoản 4 Điều 7; khoản 3 Điều 11"),
    (["4.2.a", "4.2.b", "4.1"], [], "điểm a, b khoản 2 Điều 4; khoản 1 Điều 4"),
    (["4.1", "4.2", "4"], [], "khoản 1, khoản 2 Điều 4, Điều 4"),
    (["4", "4.1", "4.1"], [], "khoản 1 Điều 4, Điều 4"),
]


@pytest.mark.parametrize(("refs", "common", "said"), SPANS)
def test_runs_of_places(refs: list[str], common: list[str], said: str) -> None:
    """Line 17 of the scenario: the part above the points of 7.1, then 7.2 to 7.7."""
    cited, marked = map(Citation.parse, refs), map(Citation.parse, common)
    assert cite_spans(cited, marked) == said
