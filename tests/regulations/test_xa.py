"""The encoded regulation of a commune says what the official text says, and no more."""

from collections.abc import Iterator

import pytest

from committee.people import Role
from committee.rules import Citation, Rule, RuleName
from regulations.load import load
from regulations.model import Regulation

HEAD, DEPUTY, COMMISSIONER = Role.HEAD, Role.DEPUTY, Role.COMMISSIONER
LEAD, MEMBER, OUTSIDE = Role.WORKING_GROUP_LEAD, Role.WORKING_GROUP_MEMBER, Role.OUTSIDE_HEAD
COMMITTEE = (HEAD, DEPUTY, COMMISSIONER)
GROUP = (LEAD, MEMBER)

# rule: citations, by, to, binds
RULES: list[tuple[str, str, tuple[Role, ...], tuple[Role, ...], tuple[Role, ...]]] = [
    ("regular_meeting", "7.1", (), (), ()),
    ("convene_regular", "3.3", (HEAD,), (), ()),
    ("convene_ad_hoc", "3.3 7.1", (HEAD, DEPUTY), (), ()),
    ("convene_extended", "7.2", (HEAD,), (), ()),
    ("chair", "3.3", (HEAD,), (), ()),
    ("decide_participants", "7.1", (), (), ()),
    ("prepare_meeting", "4.4 6.6", (DEPUTY, *GROUP), (), (DEPUTY, *GROUP)),
    ("meeting_record", "4.4", (DEPUTY,), (), (DEPUTY,)),
    ("stand_in", "4.1", (DEPUTY,), (), ()),
    ("follow_up", "6.6 6.1 4.1", (DEPUTY, *GROUP), (), (DEPUTY, *GROUP)),
    ("give_opinion", "5.3", (), (), (COMMISSIONER,)),
    ("annual_plan", "3.1 4.1 6.1", (HEAD, DEPUTY, *GROUP), (), ()),
    ("status_report", "8.3", (COMMISSIONER,), (HEAD,), (COMMISSIONER,)),
    ("issue_report", "5.4", (COMMISSIONER,), (HEAD, DEPUTY), (COMMISSIONER,)),
    ("group_report", "6.9", GROUP, COMMITTEE, GROUP),
    ("working_session", "8.2", (HEAD, DEPUTY), GROUP, ()),
    ("sub_groups", "4.5 6.8", (DEPUTY, LEAD), (), ()),
    ("assign_duties", "3.1", (HEAD,), (DEPUTY, COMMISSIONER), ()),
    ("other_tasks", "4.7 5.5 6.11", (HEAD, DEPUTY), (), (DEPUTY, COMMISSIONER, *GROUP)),
    ("records", "6.10", GROUP, (), GROUP),
    ("sign_documents", "4.4", (DEPUTY,), (), ()),
    ("part_time", "8.1", (), (), (*COMMITTEE, *GROUP)),
    ("budget", "9.1 9.2", (), (), ()),
    ("special_expenses", "9.2", (), (), ()),
    ("commendation", "4.6", (DEPUTY,), (), ()),
    (
        "amendment",
        "11.2",
        (DEPUTY, COMMISSIONER, *GROUP),
        (HEAD,),
        (DEPUTY, COMMISSIONER, *GROUP),
    ),
    ("implementation", "11.1", (HEAD,), (), (DEPUTY, COMMISSIONER, *GROUP)),
]

NOT_REGULATED = [
    RuleName.HALF_YEAR_MEETING,
    RuleName.YEAR_END_MEETING,
    RuleName.STANDING_MEETING,
    RuleName.PROPOSE_MEETING,
    RuleName.MEETING_REPORT,
    RuleName.ATTEND,
    RuleName.ABSENCE_CONSENT,
    RuleName.PROXY_OPINION,
    RuleName.ROUTINE_DECISIONS,
    RuleName.CONCLUSIONS,
    RuleName.CONSULTATION,
    RuleName.MONTHLY_PLAN,
    RuleName.PERIODIC_REPORT,
    RuleName.GROUP_MEETING,
    RuleName.CALL_UP,
    RuleName.SECOND_STAFF,
    RuleName.SEAL,
    RuleName.BUDGET_ESTIMATE,
    RuleName.ALLOWANCE,
]

WHO_MAY = [
    ("convene_ad_hoc", HEAD, "3.3 7.1"),
    ("convene_ad_hoc", DEPUTY, "7.1"),
    ("prepare_meeting", DEPUTY, "4.4"),
    ("prepare_meeting", LEAD, "6.6"),
    ("follow_up", DEPUTY, "4.1"),
    ("follow_up", MEMBER, "6.6 6.1"),
    ("annual_plan", HEAD, "3.1"),
    ("annual_plan", DEPUTY, "4.1"),
    ("annual_plan", MEMBER, "6.1"),
    ("sub_groups", DEPUTY, "4.5"),
    ("sub_groups", LEAD, "6.8"),
    ("other_tasks", HEAD, "4.7 5.5 6.11"),
    ("other_tasks", DEPUTY, "5.5 6.11"),
    ("stand_in", DEPUTY, "4.1"),
]

BINDS = [
    # "Thành viên Ban Chỉ đạo" is the committee; "Ủy viên" is not everybody.
    ("8.1", (DEPUTY,), "", True),
    ("8.1", (MEMBER,), "", True),
    ("5.4", (COMMISSIONER,), "", True),
    ("5.4", (DEPUTY,), "", False),
    ("5.4", (OUTSIDE,), "", False),
    ("4.1", (DEPUTY,), "", True),
    ("4.1", (HEAD,), "", False),
    ("6.8", (LEAD,), "", True),
    ("6.8", (MEMBER,), "", False),
    ("6.9", (MEMBER,), "", True),
    ("7.2", (HEAD,), "", True),
    ("7.2", (DEPUTY,), "", False),
    ("9.1", (*COMMITTEE, *GROUP), "finance_unit", False),
    ("9.2", (), "finance_unit", True),
    ("9.2", (COMMISSIONER,), "", False),
    ("10.1", (OUTSIDE,), "", True),
    ("10.1", (COMMISSIONER,), "", False),
]


@pytest.fixture(scope="module")
def regulation() -> Regulation:
    return load("xa")


def test_the_text_names_no_commune_no_day_no_number_and_no_issuer(regulation: Regulation) -> None:
    assert regulation.place == "xã"
    assert (regulation.issued_on, regulation.effective_from) == (None, None)
    assert (regulation.source.number, regulation.source.issuer) == ("", "")
    assert regulation.replaced_by == ""
    assert "không có tên xã, số, ngày, cơ quan ban hành" in regulation.source.notes[0]


def test_there_is_one_kind_of_deputy_and_no_secretary(regulation: Regulation) -> None:
    assert tuple(regulation.titles) == (*COMMITTEE, *GROUP, OUTSIDE)
    assert (regulation.titles[HEAD], regulation.titles[DEPUTY]) == ("Trưởng Ban", "Phó Trưởng Ban")
    assert regulation.group_name == "Tổ công tác"
    assert [office.renamed for office in regulation.offices.values()] == [""]


def test_it_is_whole(regulation: Regulation) -> None:
    clauses = [len(article.clauses) for article in regulation.articles]
    assert clauses == [2, 5, 3, 7, 5, 11, 2, 3, 2, 2, 2]
    chapters = [(each.first, each.last) for each in regulation.chapters]
    assert chapters == [(1, 2), (3, 6), (7, 10), (11, 11)]


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


def test_nobody_is_bound_to_attend_or_to_ask_for_leave(regulation: Regulation) -> None:
    topics = {str(topic) for entry in regulation for topic in entry.unit.topics}
    assert topics.isdisjoint({"attendance", "absence", "proxy"})


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


def test_tensions_are_shown_from_each_of_their_ends(regulation: Regulation) -> None:
    sub_groups, extended = regulation.tensions
    assert sub_groups.citations == tuple(_citations("4.5 6.8"))
    assert extended.citations == tuple(_citations("4.1 7.2"))
    assert regulation.tensions_at((Citation(6, 8),)) == (sub_groups,)
    assert regulation.tensions_at((Citation(7, 2),)) == (extended,)
    assert regulation.tensions_at((Citation(7, 1),)) == ()


def _rule(regulation: Regulation, name: str) -> Rule:
    rule = regulation.rules.find(RuleName(name))
    assert rule is not None
    return rule


def _citations(refs: str) -> Iterator[Citation]:
    return (Citation.parse(ref) for ref in refs.split())
