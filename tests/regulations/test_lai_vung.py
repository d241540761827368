"""The encoded regulation of huyện Lai Vung says what the official text says, in other words."""

from collections.abc import Iterator

import pytest

from committee.people import Role
from committee.rules import Citation, Rule, RuleName
from regulations.load import load
from regulations.model import Clause, ParagraphKind, Regulation

HEAD, STANDING, DEPUTY = Role.HEAD, Role.STANDING_DEPUTY, Role.DEPUTY
COMMISSIONER, SECRETARY, OUTSIDE = Role.COMMISSIONER, Role.SECRETARY, Role.OUTSIDE_HEAD
LEAD, MEMBER = Role.WORKING_GROUP_LEAD, Role.WORKING_GROUP_MEMBER
LEADERS = (HEAD, STANDING, DEPUTY)
MEMBERS = (COMMISSIONER, SECRETARY)
"""5.1.e makes the secretary one of the commissioners."""
COMMITTEE = (*LEADERS, *MEMBERS)
GROUP = (LEAD, MEMBER)

# rule: citations, by, to, binds
RULES: list[tuple[str, str, tuple[Role, ...], tuple[Role, ...], tuple[Role, ...]]] = [
    ("regular_meeting", "8.1", (), (), ()),
    ("convene_regular", "3.3", (HEAD,), (), ()),
    ("convene_ad_hoc", "3.3 8.1", LEADERS, (), ()),
    ("convene_extended", "8.2", (HEAD,), (), ()),
    ("propose_meeting", "8.1", (SECRETARY,), (), ()),
    ("chair", "3.3", (HEAD,), (), ()),
    ("decide_participants", "8.1", (), (), ()),
    ("prepare_meeting", "6.6", GROUP, (), GROUP),
    ("attend", "5.5", (), (), MEMBERS),
    ("absence_consent", "5.5", (), (), MEMBERS),
    ("proxy_opinion", "5.5", (), (), MEMBERS),
    ("stand_in", "4.1", (STANDING,), (), ()),
    ("routine_decisions", "4.1", (STANDING,), (), ()),
    ("conclusions", "5.5", LEADERS, (), MEMBERS),
    ("follow_up", "6.6 6.1", GROUP, (), GROUP),
    ("give_opinion", "5.3", (), (), MEMBERS),
    ("annual_plan", "3.1 6.1", (HEAD, *GROUP), (), ()),
    ("status_report", "9.3", MEMBERS, (HEAD,), MEMBERS),
    ("issue_report", "5.4", MEMBERS, LEADERS, MEMBERS),
    ("group_report", "6.8", GROUP, (*LEADERS, COMMISSIONER), GROUP),
    ("working_session", "9.2", LEADERS, (COMMISSIONER, *GROUP), ()),
    ("sub_groups", "4.2.c", (DEPUTY,), (), ()),
    ("call_up", "9.4", (LEAD,), (), (MEMBER,)),
    ("assign_duties", "3.1", (HEAD,), (STANDING, DEPUTY, COMMISSIONER, SECRETARY), ()),
    (
        "other_tasks",
        "4.2.đ 5.6 6.10",
        (*LEADERS, SECRETARY),
        (),
        (DEPUTY, *MEMBERS, *GROUP),
    ),
    ("records", "6.9", GROUP, (), GROUP),
    ("part_time", "9.1", (), (), (*COMMITTEE, *GROUP)),
    ("allowance", "7.1 7.2", (), (*COMMITTEE, *GROUP), ()),
    ("budget", "10.1 10.2", (), (), ()),
    ("special_expenses", "10.2", (), (), ()),
    ("commendation", "4.2.d", (DEPUTY,), (), ()),
    ("amendment", "12.2", GROUP, (HEAD,), GROUP),
    ("implementation", "12.1", (HEAD,), (), (*COMMITTEE, *GROUP, OUTSIDE)),
]

NOT_REGULATED = [
    RuleName.HALF_YEAR_MEETING,
    RuleName.YEAR_END_MEETING,
    RuleName.STANDING_MEETING,
    RuleName.MEETING_REPORT,
    RuleName.MEETING_RECORD,
    RuleName.CONSULTATION,
    RuleName.MONTHLY_PLAN,
    RuleName.PERIODIC_REPORT,
    RuleName.GROUP_MEETING,
    RuleName.SECOND_STAFF,
    RuleName.SEAL,
    RuleName.SIGN_DOCUMENTS,
    RuleName.BUDGET_ESTIMATE,
]

WHO_MAY = [
    ("convene_ad_hoc", HEAD, "3.3 8.1"),
    ("convene_ad_hoc", STANDING, "8.1"),
    ("convene_ad_hoc", DEPUTY, "8.1"),
    ("annual_plan", HEAD, "3.1"),
    ("annual_plan", MEMBER, "6.1"),
    ("other_tasks", HEAD, "4.2.đ 5.6 6.10"),
    ("other_tasks", STANDING, "5.6 6.10"),
    ("other_tasks", SECRETARY, "6.10"),
]

BINDS = [
    # "Ủy viên" is not everybody; a deputy is not asked for what 5.5 asks of commissioners.
    ("5.5", (COMMISSIONER,), "", True),
    ("5.5", (COMMISSIONER, SECRETARY), "", True),
    ("5.5", (DEPUTY,), "", False),
    ("5.5", (MEMBER,), "", False),
    ("5.1", (COMMISSIONER,), "", True),
    ("5.1.a", (COMMISSIONER,), "", False),
    ("5.1.a", (COMMISSIONER,), "home_affairs_leader", True),
    ("5.1.b", (COMMISSIONER,), "home_affairs_leader", False),
    ("5.1.b", (COMMISSIONER,), "agriculture_leader", True),
    ("5.1.d", (COMMISSIONER,), "police_leader", True),
    ("5.1.đ", (COMMISSIONER,), "police_leader", False),
    ("5.1.e", (COMMISSIONER,), "culture_deputy_head", True),
    ("5.1.e", (SECRETARY,), "", True),
    ("5.1.e", (COMMISSIONER,), "culture_leader", False),
    ("4.2", (DEPUTY,), "", True),
    ("4.2.a", (DEPUTY,), "", True),
    ("4.2.a", (STANDING,), "", False),
    ("4.1", (STANDING,), "", True),
    ("4.1", (DEPUTY,), "", False),
    ("8.1", (SECRETARY,), "", True),
    ("8.1", (STANDING,), "", True),
    ("9.4", (MEMBER,), "", True),
    ("10.2", (), "finance_leader", True),
    ("10.1", (), "finance_leader", False),
    ("12.1", (OUTSIDE,), "", True),
    ("12.2", (COMMISSIONER,), "", False),
]


@pytest.fixture(scope="module")
def regulation() -> Regulation:
    return load("lai-vung")


def test_identity(regulation: Regulation) -> None:
    assert regulation.place == "huyện Lai Vung"
    assert regulation.titles[SECRETARY] == "Thư ký Ban Chỉ đạo"
    assert Role.STANDING_AGENCY not in regulation.titles
    assert regulation.group_name == "Tổ Giúp việc"
    assert all(office.renamed == "" for office in regulation.offices.values())


def test_the_blanks_of_the_document_are_not_filled_in(regulation: Regulation) -> None:
    assert (regulation.issued_on, regulation.effective_from) == (None, None)
    assert (regulation.source.number, regulation.replaced_by) == ("", "")
    assert "để trống số và ngày" in regulation.source.notes[0]


def test_it_is_whole(regulation: Regulation) -> None:
    clauses = [len(article.clauses) for article in regulation.articles]
    assert clauses == [2, 5, 3, 2, 6, 10, 2, 2, 4, 2, 2, 2]
    chapters = [(each.first, each.last) for each in regulation.chapters]
    assert chapters == [(1, 2), (3, 7), (8, 11), (12, 12)]


def test_article_4_opens_with_a_line_that_is_cited_as_the_article(regulation: Regulation) -> None:
    refs = [entry.ref for entry in regulation if entry.citation.article == 4]
    assert " ".join(refs) == "4 4#1 4.1 4.1#1 4.2 4.2.a 4.2.b 4.2.c 4.2.d 4.2.đ"
    [lead] = regulation.articles[3].paragraphs
    assert (lead.kind, lead.binds) == (ParagraphKind.LEAD, (STANDING, DEPUTY))


def test_4_1_and_4_2_are_headings(regulation: Regulation) -> None:
    standing, other = regulation.unit(Citation(4, 1)), regulation.unit(Citation(4, 2))
    assert isinstance(standing, Clause)
    assert isinstance(other, Clause)
    assert (standing.title, standing.gist) == ("Phó Trưởng ban Thường trực", "")
    assert [part.kind for part in standing.paragraphs] == [ParagraphKind.PARAGRAPH]
    assert (other.title, other.gist) == ("Phó Trưởng ban", "")
    assert [point.letter for point in other.points] == ["a", "b", "c", "d", "đ"]


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
    }
    assert [rule.name for rule in rules if rule.automatic] == [RuleName.STAND_IN]


@pytest.mark.parametrize(("name", "role", "refs"), WHO_MAY)
def test_which_clause_lets_a_role_act(
    regulation: Regulation, name: str, role: Role, refs: str
) -> None:
    rule = _rule(regulation, name)
    assert role in rule.by
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
