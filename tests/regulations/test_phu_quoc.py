"""The encoded regulation of thành phố Phú Quốc says what the official text says, in other words."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from committee.people import Role
from committee.rules import Citation, Rule, RuleName
from regulations.load import load
from regulations.model import Paragraph, ParagraphKind, Regulation

FILE = Path(__file__).parents[2] / "regulations" / "phu-quoc.yaml"

HEAD, STANDING, DEPUTY = Role.HEAD, Role.STANDING_DEPUTY, Role.DEPUTY
COMMISSIONER, LEAD, MEMBER = Role.COMMISSIONER, Role.WORKING_GROUP_LEAD, Role.WORKING_GROUP_MEMBER
AGENCY, OUTSIDE = Role.STANDING_AGENCY, Role.OUTSIDE_HEAD
COMMITTEE = (HEAD, STANDING, DEPUTY, COMMISSIONER)
GROUP = (LEAD, MEMBER)

# rule: citations, by, to, binds
RULES: list[tuple[str, str, tuple[Role, ...], tuple[Role, ...], tuple[Role, ...]]] = [
    ("regular_meeting", "9.1", (), (), ()),
    ("convene_regular", "3.4", (HEAD,), (), ()),
    ("convene_ad_hoc", "9.1 3.4", (HEAD, DEPUTY), (), ()),
    ("convene_extended", "9.2", (HEAD, DEPUTY), (), ()),
    ("propose_meeting", "9.1", (AGENCY,), (), ()),
    ("chair", "3.4 4.2", (HEAD, STANDING), (), ()),
    ("decide_participants", "9.1", (), (), ()),
    ("prepare_meeting", "7.3 8.4", (*GROUP, AGENCY), (), (*GROUP, AGENCY)),
    ("meeting_record", "7.3", GROUP, (), GROUP),
    ("attend", "6.5", (), (), (COMMISSIONER,)),
    ("absence_consent", "6.5", (), (), (COMMISSIONER,)),
    ("proxy_opinion", "6.5", (), (), (COMMISSIONER,)),
    ("routine_decisions", "4.1 8.9", (STANDING, AGENCY), (), ()),
    ("conclusions", "6.5", (HEAD, DEPUTY), (), (COMMISSIONER,)),
    ("follow_up", "7.3 8.3 7.1 8.5", (*GROUP, AGENCY), (), (*GROUP, AGENCY)),
    ("give_opinion", "6.3", (), (), (COMMISSIONER,)),
    ("annual_plan", "3.2 4.1 5.1 7.1", (HEAD, STANDING, DEPUTY, *GROUP), (), ()),
    ("status_report", "10.3 10.5", (COMMISSIONER,), (HEAD, DEPUTY, AGENCY), (COMMISSIONER,)),
    (
        "issue_report",
        "6.4 12.2",
        (COMMISSIONER, OUTSIDE),
        (HEAD, DEPUTY),
        (COMMISSIONER, OUTSIDE),
    ),
    ("group_report", "7.6", GROUP, COMMITTEE, GROUP),
    ("working_session", "10.2", (HEAD, DEPUTY), (COMMISSIONER, *GROUP, OUTSIDE), ()),
    ("group_meeting", "9.3", (LEAD,), (), (MEMBER,)),
    ("call_up", "10.4", (LEAD,), (), (MEMBER,)),
    ("second_staff", "6.6", (COMMISSIONER,), (), (COMMISSIONER,)),
    ("assign_duties", "3.1", (HEAD,), (STANDING, DEPUTY, COMMISSIONER), ()),
    (
        "other_tasks",
        "4.3 5.5 6.8 7.7 8.10",
        (HEAD, DEPUTY),
        (),
        (STANDING, DEPUTY, COMMISSIONER, *GROUP, AGENCY),
    ),
    ("part_time", "10.1", (), (), (*COMMITTEE, *GROUP)),
    ("allowance", "10.1", (), (*COMMITTEE, *GROUP), ()),
    ("budget_estimate", "8.6", (AGENCY,), (), (AGENCY,)),
    ("budget", "11.1 11.2 8.8", (AGENCY,), (), ()),
    ("amendment", "13.2", (OUTSIDE,), (AGENCY, HEAD), (OUTSIDE, AGENCY)),
    ("implementation", "13.1", (), (), (*COMMITTEE, *GROUP, OUTSIDE)),
]

NOT_REGULATED = [
    RuleName.HALF_YEAR_MEETING,
    RuleName.YEAR_END_MEETING,
    RuleName.STANDING_MEETING,
    RuleName.MEETING_REPORT,
    RuleName.STAND_IN,
    RuleName.CONSULTATION,
    RuleName.MONTHLY_PLAN,
    RuleName.PERIODIC_REPORT,
    RuleName.SUB_GROUPS,
    RuleName.RECORDS,
    RuleName.SEAL,
    RuleName.SIGN_DOCUMENTS,
    RuleName.SPECIAL_EXPENSES,
    RuleName.COMMENDATION,
]

WHO_MAY = [
    ("convene_ad_hoc", HEAD, "3.4 9.1"),
    ("convene_ad_hoc", DEPUTY, "9.1"),
    ("chair", HEAD, "3.4"),
    ("chair", STANDING, "4.2"),
    ("routine_decisions", STANDING, "4.1"),
    ("routine_decisions", AGENCY, "8.9"),
    ("prepare_meeting", MEMBER, "7.3"),
    ("prepare_meeting", AGENCY, "8.4"),
    ("follow_up", LEAD, "7.3 7.1"),
    ("follow_up", AGENCY, "8.3 8.5"),
    ("annual_plan", HEAD, "3.2"),
    ("annual_plan", STANDING, "4.1"),
    ("annual_plan", DEPUTY, "5.1"),
    ("annual_plan", LEAD, "7.1"),
    ("status_report", DEPUTY, "10.3"),
    ("status_report", AGENCY, "10.5"),
    ("issue_report", COMMISSIONER, "6.4"),
    ("issue_report", OUTSIDE, "12.2"),
    ("other_tasks", HEAD, "4.3 5.5 6.8 7.7 8.10"),
    ("other_tasks", DEPUTY, "6.8 7.7"),
    ("budget", AGENCY, "8.8"),
]

BINDS = [
    # "Thành viên" of Điều 6 and of 10.3, 10.5 is the role; of 10.1 it is the whole committee.
    ("6.5", (COMMISSIONER,), "", True),
    ("6.5", (DEPUTY,), "", False),
    ("6.5", (MEMBER,), "", False),
    ("10.3", (DEPUTY,), "", False),
    ("10.1", (DEPUTY,), "", True),
    ("10.5", (AGENCY,), "", True),
    # Điều 4 and Điều 5 speak of two people, and "Phó Trưởng ban" is the second of them.
    ("4.2", (STANDING,), "", True),
    ("4.2", (DEPUTY,), "", False),
    ("9.2", (DEPUTY,), "", True),
    ("9.2", (STANDING,), "", False),
    ("8.9", (AGENCY,), "", True),
    ("11.1", (AGENCY,), "", False),
    ("12.2", (OUTSIDE,), "", True),
    ("12.2", (COMMISSIONER,), "", False),
    ("13.2", (), "culture_office", True),
    ("13.2", (COMMISSIONER,), "", False),
]


@pytest.fixture(scope="module")
def regulation() -> Regulation:
    return load("phu-quoc")


def test_identity(regulation: Regulation) -> None:
    assert regulation.place == "thành phố Phú Quốc"
    assert regulation.source.number == "4145/QĐ-BCĐ"
    assert Role.SECRETARY not in regulation.titles
    assert regulation.group_name == "Tổ công tác giúp việc"
    assert all(office.renamed == "" for office in regulation.offices.values())


def test_of_two_days_that_disagree_the_later_is_taken_and_both_are_noted(
    regulation: Regulation,
) -> None:
    assert str(regulation.issued_on) == "2022-08-19"
    assert regulation.effective_from == regulation.issued_on
    assert "19/8/2022" in regulation.source.notes[0]
    assert "19/7/2022" in regulation.source.notes[0]


def test_nobody_is_called_by_a_word_that_the_text_does_not_have(regulation: Regulation) -> None:
    assert regulation.titles[COMMISSIONER] == "Thành viên"
    said = unicodedata.normalize("NFC", FILE.read_text(encoding="utf-8")).casefold()
    assert "ủy viên" not in said
    assert "uỷ viên" not in said


def test_it_is_whole(regulation: Regulation) -> None:
    clauses = [len(article.clauses) for article in regulation.articles]
    assert clauses == [0, 0, 4, 3, 5, 8, 7, 10, 3, 5, 2, 3, 2]
    chapters = [(each.first, each.last) for each in regulation.chapters]
    assert chapters == [(1, 2), (3, 8), (9, 12), (13, 13)]


def test_bullets_are_counted_within_their_article_and_cited_by_it(regulation: Regulation) -> None:
    bullets = [each for each in regulation if isinstance(each.unit, Paragraph)]
    assert " ".join(each.ref for each in bullets) == "1#1 1#2 2#1 2#2 2#3 2#4 2#5"
    assert [str(each.citation) for each in bullets] == ["1", "1", "2", "2", "2", "2", "2"]
    for each in bullets:
        assert isinstance(each.unit, Paragraph)
        assert each.unit.kind is ParagraphKind.BULLET
        assert each.unit.duties == (("D61",) if each.citation == Citation(1) else ("D62",))


@pytest.mark.parametrize(("name", "refs", "by", "to", "binds"), RULES)
def test_rule(
    regulation: Regulation,
    name: str,
    refs: str,
    by: tuple[Role, ...],
    to: tuple[Role, ...],
    binds: tuple[Role, ...],
) -> None:
    rule = _rule(regulation, name)
    assert rule.citations == tuple(_citations(refs))
    assert (rule.by, rule.to, rule.binds) == (by, to, binds)


def test_the_table_above_is_all_that_it_regulates(regulation: Regulation) -> None:
    assert {str(name) for name in regulation.rules.rules} == {row[0] for row in RULES}
    assert set(RuleName) == set(regulation.rules.rules) | set(NOT_REGULATED)


@pytest.mark.parametrize("name", NOT_REGULATED)
def test_what_it_does_not_regulate_is_absent(regulation: Regulation, name: RuleName) -> None:
    assert regulation.rules.find(name) is None


def test_it_meets_every_six_months_and_its_group_reports_every_three(
    regulation: Regulation,
) -> None:
    rules = regulation.rules.rules.values()
    assert {rule.name: rule.every_months for rule in rules if rule.every_months} == {
        RuleName.REGULAR_MEETING: 6,
        RuleName.ANNUAL_PLAN: 12,
        RuleName.GROUP_REPORT: 3,
    }


def test_nobody_steps_in_for_the_head_unless_the_head_says_so(regulation: Regulation) -> None:
    rules = regulation.rules.rules.values()
    assert {rule.name: rule.automatic for rule in rules if rule.automatic is not None} == {
        RuleName.CHAIR: False
    }
    assert not any("D48" in entry.unit.duties for entry in regulation)


@pytest.mark.parametrize(("name", "role", "refs"), WHO_MAY)
def test_which_clause_lets_a_role_act(
    regulation: Regulation, name: str, role: Role, refs: str
) -> None:
    rule = _rule(regulation, name)
    assert role in rule.by + rule.to
    assert rule.citations_for(role) == tuple(_citations(refs))


@pytest.mark.parametrize(("ref", "roles", "office", "expected"), BINDS)
def test_whom_a_unit_binds(
    regulation: Regulation, ref: str, roles: tuple[Role, ...], office: str, expected: bool
) -> None:
    assert regulation.unit(Citation.parse(ref)).binds_any(roles, office) is expected
    assert (ref in [e.ref for e in regulation.binding(roles, office)]) is expected


def test_the_two_routes_of_a_report_are_shown_from_each_end(regulation: Regulation) -> None:
    [tension] = regulation.tensions
    assert " ".join(map(str, tension.citations)) == "10.3 10.5"
    assert regulation.tensions_at((Citation(10, 3),)) == (tension,)
    assert regulation.tensions_at((Citation(10, 5),)) == (tension,)
    assert regulation.tensions_at((Citation(10, 4),)) == ()


def _rule(regulation: Regulation, name: str) -> Rule:
    rule = regulation.rules.find(RuleName(name))
    assert rule is not None
    return rule


def _citations(refs: str) -> Iterator[Citation]:
    return (Citation.parse(ref) for ref in refs.split())
