"""The encoded regulation of tỉnh Thanh Hóa says what the official text says, in other words."""

from collections.abc import Iterator

import pytest

from committee.people import Role
from committee.rules import Citation, Rule, RuleName
from regulations.load import load
from regulations.model import Clause, Paragraph, ParagraphKind, Regulation

HEAD, STANDING, DEPUTY = Role.HEAD, Role.STANDING_DEPUTY, Role.DEPUTY
COMMISSIONER, LEAD, MEMBER = Role.COMMISSIONER, Role.WORKING_GROUP_LEAD, Role.WORKING_GROUP_MEMBER
AGENCY, OUTSIDE = Role.STANDING_AGENCY, Role.OUTSIDE_HEAD
DEPUTIES = (STANDING, DEPUTY)
COMMITTEE = (HEAD, *DEPUTIES, COMMISSIONER)
GROUP = (LEAD, MEMBER)

# rule: citations, by, to, binds
RULES: list[tuple[str, str, tuple[Role, ...], tuple[Role, ...], tuple[Role, ...]]] = [
    ("regular_meeting", "7.1", (), (), ()),
    ("convene_regular", "3.3", (HEAD,), (), ()),
    ("convene_ad_hoc", "3.3 7.1", (HEAD, *DEPUTIES), (), ()),
    ("convene_extended", "7.2", (HEAD,), (), ()),
    ("chair", "3.3", (HEAD,), (), ()),
    ("decide_participants", "7.1", (), (), ()),
    ("prepare_meeting", "6.5", GROUP, (), GROUP),
    ("meeting_record", "6.5", GROUP, (), GROUP),
    ("attend", "5.6", (), (), (COMMISSIONER,)),
    ("absence_consent", "5.6", (), (), (COMMISSIONER,)),
    ("proxy_opinion", "5.6", (), (), (COMMISSIONER,)),
    ("stand_in", "4.1", (STANDING,), (), ()),
    ("routine_decisions", "4.1", (STANDING,), (), ()),
    ("conclusions", "5.6", (HEAD, *DEPUTIES), (), (COMMISSIONER,)),
    ("follow_up", "6.5 6.1", GROUP, (), GROUP),
    ("give_opinion", "5.3", (), (), (COMMISSIONER,)),
    ("annual_plan", "3.1 6.1", (HEAD, *GROUP), (), ()),
    ("status_report", "8.3 9.1", (COMMISSIONER,), (HEAD,), (COMMISSIONER,)),
    ("issue_report", "5.4 9.1", (COMMISSIONER,), (HEAD, *DEPUTIES), (COMMISSIONER,)),
    ("group_report", "6.8", GROUP, COMMITTEE, GROUP),
    ("periodic_report", "9.2", (AGENCY,), (HEAD,), (AGENCY,)),
    ("working_session", "8.2", (HEAD, *DEPUTIES), (COMMISSIONER, *GROUP), ()),
    ("group_meeting", "7.3", (LEAD,), (), (MEMBER,)),
    ("sub_groups", "6.7", (LEAD,), (), ()),
    ("call_up", "8.4", (LEAD,), (), (MEMBER,)),
    ("second_staff", "5.7", (COMMISSIONER,), (), (COMMISSIONER,)),
    ("assign_duties", "3.1", (HEAD,), (*DEPUTIES, COMMISSIONER), ()),
    ("other_tasks", "4.2.c 5.8 6.10", (HEAD, *DEPUTIES), (), (DEPUTY, COMMISSIONER, *GROUP)),
    ("records", "6.9", GROUP, (), GROUP),
    ("seal", "2.6", (*COMMITTEE, AGENCY), (), ()),
    ("part_time", "8.1", (), (), (*COMMITTEE, *GROUP)),
    ("budget_estimate", "10.2", (), (HEAD,), ()),
    ("budget", "10.1 10.2", (), (), ()),
    ("special_expenses", "10.2", (AGENCY,), (HEAD,), ()),
    ("amendment", "12.2", (COMMISSIONER,), (AGENCY, HEAD), (COMMISSIONER, AGENCY)),
    ("implementation", "12.1", (HEAD, *DEPUTIES), (), (COMMISSIONER, AGENCY, *GROUP)),
]

NOT_REGULATED = [
    RuleName.HALF_YEAR_MEETING,
    RuleName.YEAR_END_MEETING,
    RuleName.STANDING_MEETING,
    RuleName.PROPOSE_MEETING,
    RuleName.MEETING_REPORT,
    RuleName.CONSULTATION,
    RuleName.MONTHLY_PLAN,
    RuleName.SIGN_DOCUMENTS,
    RuleName.ALLOWANCE,
    RuleName.COMMENDATION,
]

WHO_MAY = [
    ("convene_ad_hoc", HEAD, "3.3 7.1"),
    ("convene_ad_hoc", STANDING, "7.1"),
    ("convene_ad_hoc", DEPUTY, "7.1"),
    ("annual_plan", HEAD, "3.1"),
    ("annual_plan", MEMBER, "6.1"),
    ("issue_report", HEAD, "5.4 9.1"),
    ("issue_report", DEPUTY, "5.4"),
    ("other_tasks", HEAD, "4.2.c 5.8 6.10"),
    ("other_tasks", STANDING, "5.8 6.10"),
]

BINDS = [
    # "Các thành viên Ban Chỉ đạo" is the committee; "Ủy viên" is not everybody.
    ("5.6", (COMMISSIONER,), "", True),
    ("5.6", (DEPUTY,), "", False),
    ("5.6", (MEMBER,), "", False),
    ("8.1", (DEPUTY,), "", True),
    ("4.2.a", (DEPUTY,), "", True),
    ("4.2.a", (STANDING,), "", False),
    ("4.3", (STANDING,), "", True),
    ("2.6", (AGENCY,), "", True),
    ("9.2", (AGENCY,), "", True),
    ("9.2", (COMMISSIONER,), "", False),
    ("6.7", (LEAD,), "", True),
    ("6.7", (MEMBER,), "", False),
    ("10.1", (AGENCY,), "information_department", True),
    ("10.1", (AGENCY,), "", False),
    ("10.2", (), "finance_department", True),
    ("10.2", (AGENCY,), "", True),
    ("11.1", (OUTSIDE,), "", True),
    ("11.1", (COMMISSIONER,), "", False),
]


@pytest.fixture(scope="module")
def regulation() -> Regulation:
    return load("thanh-hoa")


def test_identity(regulation: Regulation) -> None:
    assert regulation.place == "tỉnh Thanh Hóa"
    assert regulation.titles[COMMISSIONER] == "Ủy viên"
    assert Role.SECRETARY not in regulation.titles
    assert regulation.group_name == "Tổ giúp việc"
    assert all(office.renamed == "" for office in regulation.offices.values())


def test_the_blanks_of_the_document_are_not_filled_in(regulation: Regulation) -> None:
    assert (regulation.issued_on, regulation.effective_from) == (None, None)
    assert (regulation.source.number, regulation.replaced_by) == ("", "")
    assert "để trống" in regulation.source.notes[0]


def test_it_is_whole(regulation: Regulation) -> None:
    clauses = [len(article.clauses) for article in regulation.articles]
    assert clauses == [2, 6, 4, 3, 8, 10, 3, 4, 2, 2, 2, 2]
    chapters = [(each.first, each.last) for each in regulation.chapters]
    assert chapters == [(1, 2), (3, 6), (7, 11), (12, 12)]


def test_the_second_paragraph_of_7_1_is_cited_as_7_1(regulation: Regulation) -> None:
    [entry] = [each for each in regulation if isinstance(each.unit, Paragraph)]
    assert (entry.ref, entry.citation) == ("7.1#1", Citation(7, 1))
    assert isinstance(entry.unit, Paragraph)
    assert entry.unit.kind is ParagraphKind.PARAGRAPH
    assert regulation.unit(Citation(7, 1)).duties == ("D01",)
    assert entry.unit.duties == ("D02", "D05")


def test_4_2_is_a_heading_over_its_points(regulation: Regulation) -> None:
    clause = regulation.unit(Citation(4, 2))
    assert isinstance(clause, Clause)
    assert (clause.title, clause.gist) == ("Phó Trưởng ban", "")
    assert [point.letter for point in clause.points] == ["a", "b", "c"]


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


def test_what_returns_and_what_is_automatic(regulation: Regulation) -> None:
    rules = regulation.rules.rules.values()
    assert {rule.name: rule.every_months for rule in rules if rule.every_months} == {
        RuleName.REGULAR_MEETING: 3,
        RuleName.ANNUAL_PLAN: 12,
        RuleName.GROUP_REPORT: 3,
        RuleName.PERIODIC_REPORT: 6,
    }
    assert [rule.name for rule in rules if rule.automatic] == [RuleName.STAND_IN]


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


def test_none_of_its_clauses_contradict_each_other(regulation: Regulation) -> None:
    assert regulation.tensions == ()


def _rule(regulation: Regulation, name: str) -> Rule:
    rule = regulation.rules.find(RuleName(name))
    assert rule is not None
    return rule


def _citations(refs: str) -> Iterator[Citation]:
    return (Citation.parse(ref) for ref in refs.split())
