"""The encoded regulation of phường Trần Liễu says what the official text says, in other words."""

from collections.abc import Iterator

import pytest

from committee.people import COMMITTEE_ROLES, WORKING_GROUP_ROLES, Role
from committee.rules import Citation, Rule, RuleName
from regulations.load import load
from regulations.model import Article, Clause, Point, Regulation

HEAD, STANDING, DEPUTY = Role.HEAD, Role.STANDING_DEPUTY, Role.DEPUTY
COMMISSIONER, LEAD, MEMBER = Role.COMMISSIONER, Role.WORKING_GROUP_LEAD, Role.WORKING_GROUP_MEMBER
GROUP = (LEAD, MEMBER)

# rule: citations, by, to, binds
RULES: list[tuple[str, str, tuple[Role, ...], tuple[Role, ...], tuple[Role, ...]]] = [
    ("regular_meeting", "10.1", (), (), ()),
    ("half_year_meeting", "10.1", (), (), ()),
    ("year_end_meeting", "10.1", (), (), ()),
    ("standing_meeting", "10.1", (), (), ()),
    ("convene_regular", "4.3 5.3 10.1", (HEAD, STANDING), (), ()),
    ("convene_ad_hoc", "4.3 5.3 10.1", (HEAD, STANDING), (), ()),
    ("convene_extended", "10.2", (HEAD,), (), ()),
    ("chair", "4.3 5.3", (HEAD, STANDING), (), ()),
    ("decide_participants", "10.1", (), (), ()),
    ("prepare_meeting", "6.3 8.4", (DEPUTY, *GROUP), (), (DEPUTY, *GROUP)),
    ("meeting_report", "10.1", GROUP, (), GROUP),
    ("attend", "7.4", (), (), (COMMISSIONER,)),
    ("absence_consent", "7.4", (), (), (COMMISSIONER,)),
    ("proxy_opinion", "7.4", (), (), (COMMISSIONER,)),
    ("stand_in", "5.1", (STANDING,), (), ()),
    ("routine_decisions", "5.1", (STANDING,), (), ()),
    ("conclusions", "7.4", (HEAD,), (), (COMMISSIONER,)),
    ("follow_up", "8.4 8.1", GROUP, (), GROUP),
    ("consultation", "3", (), (), ()),
    ("give_opinion", "7.3", (), (), (COMMISSIONER,)),
    ("annual_plan", "4.1 6.2 8.1", (HEAD, DEPUTY, *GROUP), (), ()),
    ("monthly_plan", "7.6", (COMMISSIONER,), (), (COMMISSIONER,)),
    ("status_report", "11.3", (COMMISSIONER,), (HEAD,), (COMMISSIONER,)),
    ("issue_report", "7.1", (COMMISSIONER,), (HEAD,), (COMMISSIONER,)),
    ("group_report", "8.7 8.1", GROUP, (HEAD, STANDING, DEPUTY, COMMISSIONER), GROUP),
    (
        "working_session",
        "11.2",
        (HEAD, STANDING, DEPUTY),
        (COMMISSIONER, *GROUP, Role.OUTSIDE_HEAD),
        (),
    ),
    ("sub_groups", "8.6", (LEAD,), (), ()),
    ("call_up", "11.4", (LEAD,), (), (MEMBER,)),
    ("second_staff", "7.5", (COMMISSIONER,), (), (COMMISSIONER,)),
    ("assign_duties", "4.1", (HEAD,), (STANDING, DEPUTY, COMMISSIONER), ()),
    ("other_tasks", "6.7 7.7 8.8", (HEAD, STANDING, DEPUTY), (), (DEPUTY, COMMISSIONER, *GROUP)),
    ("records", "8.7", GROUP, (), GROUP),
    ("seal", "11.1", (HEAD, STANDING, DEPUTY, COMMISSIONER), (), ()),
    ("sign_documents", "6.3", (DEPUTY,), (), ()),
    ("part_time", "11.1", (), (), (HEAD, STANDING, DEPUTY, COMMISSIONER, *GROUP)),
    ("budget_estimate", "6.4", (DEPUTY,), (), (DEPUTY,)),
    ("budget", "12.1 12.2", (), (), ()),
    ("commendation", "6.6 8.4", (DEPUTY, *GROUP), (), ()),
    ("amendment", "14.2", (LEAD,), (HEAD,), (LEAD,)),
    ("implementation", "14.1", (HEAD,), (), (COMMISSIONER, *GROUP)),
]

NOT_REGULATED = [
    RuleName.PROPOSE_MEETING,
    RuleName.MEETING_RECORD,
    RuleName.PERIODIC_REPORT,
    RuleName.GROUP_MEETING,
    RuleName.ALLOWANCE,
    RuleName.SPECIAL_EXPENSES,
]

WHO_MAY = [
    ("convene_regular", HEAD, "4.3 10.1"),
    ("convene_regular", STANDING, "5.3"),
    ("convene_ad_hoc", HEAD, "4.3 10.1"),
    ("convene_ad_hoc", STANDING, "5.3"),
    ("chair", HEAD, "4.3"),
    ("chair", STANDING, "5.3"),
    ("annual_plan", HEAD, "4.1"),
    ("annual_plan", MEMBER, "8.1"),
    ("prepare_meeting", DEPUTY, "6.3"),
    ("prepare_meeting", LEAD, "8.4"),
    ("other_tasks", HEAD, "6.7 7.7 8.8"),
    ("other_tasks", DEPUTY, "7.7 8.8"),
    ("commendation", DEPUTY, "6.6"),
    ("stand_in", STANDING, "5.1"),
]

BINDS = [
    # A deputy, a guest, a neighbourhood head are not asked for what 7.4 asks of commissioners.
    ("7.4", (COMMISSIONER,), "", True),
    ("7.4", (COMMISSIONER, LEAD), "", True),
    ("7.4", (HEAD,), "", False),
    ("7.4", (DEPUTY,), "", False),
    ("7.4", (LEAD,), "", False),
    ("7.4", (), "neighbourhood_head", False),
    ("7.1", (COMMISSIONER,), "", True),
    ("7.1.a", (COMMISSIONER,), "police_chief", True),
    ("7.1.a", (COMMISSIONER,), "office_head", False),
    ("7.1.a", (COMMISSIONER,), "", False),
    ("7.1.b", (COMMISSIONER,), "office_head", True),
    ("7.1.c", (COMMISSIONER,), "culture_head", True),
    ("7.1.d", (COMMISSIONER,), "economy_head", True),
    ("9", (), "neighbourhood_head", True),
    ("9", (COMMISSIONER,), "", False),
    ("8.6", (LEAD,), "", True),
    ("8.6", (MEMBER,), "", False),
    ("8.7", (MEMBER,), "", True),
    ("12.2", COMMITTEE_ROLES + WORKING_GROUP_ROLES, "", False),
]


@pytest.fixture(scope="module")
def regulation() -> Regulation:
    return load("tran-lieu")


def test_identity(regulation: Regulation) -> None:
    assert regulation.place == "phường Trần Liễu"
    assert regulation.source.number == "403/QĐ-UBND"
    assert (str(regulation.issued_on), regulation.replaced_by) == ("2025-07-29", "")
    assert regulation.effective_from == regulation.issued_on
    assert Role.SECRETARY not in regulation.titles
    assert regulation.titles[STANDING] == "Phó Trưởng ban Thường trực"
    assert regulation.group_name == "Tổ Công tác"
    assert all(office.renamed == "" for office in regulation.offices.values())


def test_it_is_whole(regulation: Regulation) -> None:
    kinds = [type(entry.unit) for entry in regulation]
    assert [kinds.count(kind) for kind in (Article, Clause, Point)] == [14, 47, 4]
    clauses = [len(article.clauses) for article in regulation.articles]
    assert clauses == [2, 5, 0, 3, 3, 7, 7, 8, 0, 2, 4, 2, 2, 2]
    assert [(each.first, each.last) for each in regulation.chapters] == [
        (1, 3),
        (4, 9),
        (10, 13),
        (14, 14),
    ]


def test_entries_come_in_reading_order_with_their_refs(regulation: Regulation) -> None:
    refs = [entry.ref for entry in regulation]
    start = refs.index("7")
    assert refs[start : start + 7] == ["7", "7.1", "7.1.a", "7.1.b", "7.1.c", "7.1.d", "7.2"]
    assert all(regulation.unit(entry.citation) is entry.unit for entry in regulation)


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


@pytest.mark.parametrize("name", NOT_REGULATED)
def test_what_it_does_not_regulate_is_absent(regulation: Regulation, name: RuleName) -> None:
    assert regulation.rules.find(name) is None


def test_what_returns_and_what_is_automatic(regulation: Regulation) -> None:
    rules = regulation.rules.rules.values()
    assert {rule.name: rule.every_months for rule in rules if rule.every_months} == {
        RuleName.REGULAR_MEETING: 3,
        RuleName.ANNUAL_PLAN: 12,
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
    assert [" ".join(map(str, each.citations)) for each in regulation.tensions] == [
        "5.3 10.1",
        "6.3 11.1",
        "6.4 7.1.d 12.1",
    ]
    assert regulation.tensions_at((Citation(10, 1),)) == regulation.tensions[:1]
    assert regulation.tensions_at((Citation(10, 2),)) == ()


def _rule(regulation: Regulation, name: str) -> Rule:
    rule = regulation.rules.find(RuleName(name))
    assert rule is not None
    return rule


def _citations(refs: str) -> Iterator[Citation]:
    return (Citation.parse(ref) for ref in refs.split())
