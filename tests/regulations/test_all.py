"""What every encoded regulation must be: whole, short, cited, and in words of its own."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from committee.rules import Citation, RuleName
from regulations.load import load, shipped
from regulations.model import (
    DUTIES,
    Article,
    Clause,
    Entry,
    Paragraph,
    ParagraphKind,
    Point,
    Regulation,
)
from regulations.vietnamese import syllables

GIST_LIMIT = 300
LONGEST_SHARED_RUN = 11

SEEDS = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))
OFFICIAL_TEXTS = [pytest.param(path, id=path.stem) for path in SEEDS] or [
    pytest.param(
        None, marks=pytest.mark.skip("official texts lie in ../shared/seeds, which is not here")
    )
]
DUTY_TABLE = Path(__file__).with_name("duty_table.txt")

# slug: chapters, articles, clauses, points, paragraphs
SIZES = {
    "tran-lieu": (4, 14, 47, 4, 0),
    "xa": (4, 11, 44, 0, 0),
    "lai-vung": (4, 12, 42, 11, 2),
    "thanh-hoa": (4, 12, 48, 3, 1),
    "phu-quoc": (4, 13, 52, 0, 7),
}
NUMBERED = {"tran-lieu": 65, "xa": 55, "lai-vung": 65, "thanh-hoa": 63, "phu-quoc": 65}

# rule: the duties that it comes from; it cites places of these alone, and is there if they are
COMES_FROM = {
    RuleName.REGULAR_MEETING: "D01",
    RuleName.HALF_YEAR_MEETING: "D07",
    RuleName.YEAR_END_MEETING: "D07",
    RuleName.STANDING_MEETING: "D06",
    RuleName.CONVENE_REGULAR: "D01",
    RuleName.CONVENE_AD_HOC: "D02",
    RuleName.CONVENE_EXTENDED: "D04",
    RuleName.PROPOSE_MEETING: "D03",
    RuleName.CHAIR: "D01",
    RuleName.DECIDE_PARTICIPANTS: "D05",
    RuleName.PREPARE_MEETING: "D08",
    RuleName.MEETING_REPORT: "D09",
    RuleName.MEETING_RECORD: "D13",
    RuleName.ATTEND: "D10",
    RuleName.ABSENCE_CONSENT: "D11",
    RuleName.PROXY_OPINION: "D12",
    RuleName.STAND_IN: "D48",
    RuleName.ROUTINE_DECISIONS: "D49",
    RuleName.CONCLUSIONS: "D14",
    RuleName.FOLLOW_UP: "D15",
    RuleName.CONSULTATION: "D18",
    RuleName.GIVE_OPINION: "D19",
    RuleName.ANNUAL_PLAN: "D31 D32",
    RuleName.MONTHLY_PLAN: "D33",
    RuleName.STATUS_REPORT: "D34",
    # Where the forms of a status report are those of a report of issues, it cites both.
    RuleName.ISSUE_REPORT: "D35 D34",
    RuleName.GROUP_REPORT: "D36 D37",
    RuleName.PERIODIC_REPORT: "D38",
    RuleName.WORKING_SESSION: "D16",
    RuleName.GROUP_MEETING: "D17",
    RuleName.SUB_GROUPS: "D42",
    RuleName.CALL_UP: "D45",
    RuleName.SECOND_STAFF: "D43 D44",
    RuleName.ASSIGN_DUTIES: "D22",
    RuleName.OTHER_TASKS: "D23",
    RuleName.RECORDS: "D47",
    RuleName.SEAL: "D50",
    RuleName.SIGN_DOCUMENTS: "D50",
    RuleName.PART_TIME: "D56",
    RuleName.ALLOWANCE: "D55",
    RuleName.BUDGET_ESTIMATE: "D52",
    RuleName.BUDGET: "D53",
    RuleName.SPECIAL_EXPENSES: "D54",
    RuleName.COMMENDATION: "D57",
    RuleName.AMENDMENT: "D58",
    RuleName.IMPLEMENTATION: "D60",
}
MAY_BE_EITHER = {RuleName.SEAL, RuleName.SIGN_DOCUMENTS}
"""D50 is of seal and of signing; a text may have one of them alone."""


@pytest.fixture(params=shipped(), scope="module")
def regulation(request: pytest.FixtureRequest) -> Regulation:
    return load(request.param)


def test_each_regulation_is_held_to_its_own_text() -> None:
    assert set(shipped()) == set(SIZES) == set(_duty_table())


def test_all_units_are_there(regulation: Regulation) -> None:
    kinds = [type(entry.unit) for entry in regulation]
    found = [kinds.count(kind) for kind in (Article, Clause, Point, Paragraph)]
    assert (len(regulation.chapters), *found) == SIZES[regulation.slug]
    assert sum(found[:3]) == NUMBERED[regulation.slug]


def test_every_unit_has_a_place_of_its_own(regulation: Regulation) -> None:
    refs = [entry.ref for entry in regulation]
    assert len(refs) == len(set(refs))
    numbered = [entry for entry in regulation if not isinstance(entry.unit, Paragraph)]
    assert all(regulation.unit(entry.citation) is entry.unit for entry in numbered)
    assert all(entry.ref == str(entry.citation) for entry in numbered)


def test_every_unit_says_something_short(regulation: Regulation) -> None:
    for entry in regulation:
        gist = entry.unit.gist
        assert gist or _parts(entry), entry.ref
        assert len(gist) <= GIST_LIMIT, entry.ref
        assert not gist or gist[-1] == ".", entry.ref
        assert entry.unit.topics, entry.ref


def test_every_unit_that_holds_no_others_has_a_duty(regulation: Regulation) -> None:
    """But for a line before the clauses, which only introduces them."""
    for entry in regulation:
        unit = entry.unit
        leads_in = isinstance(unit, Paragraph) and unit.kind is ParagraphKind.LEAD
        assert unit.duties or leads_in or _parts(entry), entry.ref


def test_duties_stand_where_the_text_puts_them(regulation: Regulation) -> None:
    found = {duty: _places(regulation, duty) for duty in DUTIES}
    named = {duty: places for duty, places in found.items() if places}
    assert named == _duty_table()[regulation.slug]


def test_every_rule_is_known_by_the_duty_it_comes_from() -> None:
    assert set(COMES_FROM) == set(RuleName)


@pytest.mark.parametrize("name", RuleName)
def test_a_rule_is_there_if_the_text_has_it_and_cites_its_places_alone(
    regulation: Regulation, name: RuleName
) -> None:
    table, rule = _duty_table()[regulation.slug], regulation.rules.find(name)
    places = {place for duty in COMES_FROM[name].split() for place in table.get(duty, "").split()}
    if rule is None:
        first, *_ = COMES_FROM[name].split()
        assert first not in table or name in MAY_BE_EITHER
    else:
        assert {str(citation) for citation in rule.citations} <= places


def test_seal_or_signing_is_there_if_the_text_has_one_of_them(regulation: Regulation) -> None:
    there = any(regulation.rules.find(name) for name in MAY_BE_EITHER)
    assert there == ("D50" in _duty_table()[regulation.slug])


def test_an_unknown_day_or_number_is_explained(regulation: Regulation) -> None:
    source = regulation.source
    known = [regulation.issued_on, regulation.effective_from, source.number, source.issuer]
    assert all(known) or source.notes


def test_who_has_no_title_is_in_no_rule_and_no_unit(regulation: Regulation) -> None:
    titled = set(regulation.titles)
    assert all(titled.issuperset(entry.unit.binds) for entry in regulation)
    for rule in regulation.rules.rules.values():
        assert titled.issuperset(rule.by + rule.to + rule.binds), rule.name


def test_every_office_that_is_named_is_named_by_a_unit(regulation: Regulation) -> None:
    used = {key for entry in regulation for key in entry.unit.offices}
    assert used == set(regulation.offices)


@pytest.mark.parametrize("official", OFFICIAL_TEXTS)
def test_no_sentence_of_an_official_text_is_copied(regulation: Regulation, official: Path) -> None:
    runs = set(_runs(official.read_text(encoding="utf-8")))
    shared = [run for own in _own_words(regulation) for run in _runs(own) if run in runs]
    assert shared == []


def test_the_search_for_copies_finds_one_from_twelve_syllables_on() -> None:
    sentence = "một hai ba bốn năm sáu bảy tám chín mười mười một"
    assert len(syllables(sentence)) == LONGEST_SHARED_RUN + 1
    assert set(_runs(f"Trước, {sentence.upper()}. Sau")) & set(_runs(sentence))
    assert not set(_runs(sentence)) & set(_runs(sentence.removesuffix(" một")))


def _duty_table() -> Mapping[str, Mapping[str, str]]:
    """Slug -> duty -> its places in reading order, without the duties that are nowhere."""
    lines = DUTY_TABLE.read_text(encoding="utf-8").splitlines()
    slugs, *rows = ([cell.strip() for cell in line.split("|")] for line in lines if "|" in line)
    return {
        slug: {row[0]: row[at] for row in rows if row[at] != "-"}
        for at, slug in enumerate(slugs)
        if slug
    }


def _places(regulation: Regulation, duty: str) -> str:
    """A paragraph stands where its holder does."""
    found: Iterator[Citation] = (e.citation for e in regulation if duty in e.unit.duties)
    return " ".join(dict.fromkeys(map(str, found)))


def _parts(entry: Entry) -> bool:
    """Whether it holds clauses, points or paragraphs that speak for it."""
    unit = entry.unit
    match unit:
        case Article():
            return bool(unit.clauses or unit.paragraphs)
        case Clause():
            return bool(unit.points or unit.paragraphs)
        case _:
            return False


def _own_words(regulation: Regulation) -> Iterator[str]:
    """All but names: the regulation's own, those of roles and of offices."""
    for entry in regulation:
        yield entry.unit.gist
        yield entry.unit.title
    yield from (each.gist for each in regulation.tensions)
    yield from (each.title for each in regulation.chapters)
    yield from regulation.source.notes


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words, length = syllables(text), LONGEST_SHARED_RUN + 1
    return (words[start : start + length] for start in range(len(words) - length + 1))
