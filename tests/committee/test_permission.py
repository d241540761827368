"""What a role may do, by which clause; and whom a refusal cites."""

import pytest

from committee.people import Honorific, Membership, Person, Role
from committee.permission import clauses, require, require_secretariat
from committee.refusal import Reason, Refused
from committee.rules import Citation, Rule, RuleBook, RuleName
from regulations.load import load

BINH = Person(2, "Lê Thị Bình", Honorific.COMRADE, "", "Phó Chủ tịch UBND phường")
CONVENE = RuleName.CONVENE_REGULAR


def cited(*texts: str) -> tuple[Citation, ...]:
    return tuple(Citation.parse(text) for text in texts)


def seat(role: Role, second: Role | None = None, *, secretariat: bool = False) -> Membership:
    return Membership(
        id=1,
        committee_id=1,
        person=BINH,
        role=role,
        second_role=second,
        office="",
        secretariat=secretariat,
        administrator=False,
    )


@pytest.mark.parametrize(
    ("role", "second", "expected"),
    [
        (Role.HEAD, None, cited("4.3", "10.1")),
        (Role.STANDING_DEPUTY, None, cited("5.3")),
        (Role.DEPUTY, Role.STANDING_AGENCY, ()),
        (Role.COMMISSIONER, None, ()),
        (Role.COMMISSIONER, Role.WORKING_GROUP_LEAD, ()),
        (Role.WORKING_GROUP_MEMBER, None, ()),
        (Role.WORKING_GROUP_LEAD, Role.STANDING_DEPUTY, cited("5.3")),  # the second role counts
        (Role.HEAD, Role.STANDING_DEPUTY, cited("4.3", "10.1")),  # the first comes first
    ],
)
def test_who_convenes_in_tran_lieu(
    role: Role, second: Role | None, expected: tuple[Citation, ...]
) -> None:
    """4.3 and 10.1 name the head, 5.3 the standing deputy."""
    rules = load("tran-lieu").rules
    own = seat(role, second)
    assert clauses(rules, CONVENE, own.roles) == expected
    if expected:
        assert require(rules, CONVENE, own) == expected
    else:
        with pytest.raises(Refused) as refused:
            require(rules, CONVENE, own)
        assert refused.value.refusal.reason is Reason.NOT_ALLOWED
        assert refused.value.refusal.citations == cited("4.3", "5.3", "10.1")


def test_who_has_no_seat_may_nothing() -> None:
    with pytest.raises(Refused) as refused:
        require(load("tran-lieu").rules, CONVENE, None)
    assert refused.value.refusal.reason is Reason.NOT_ALLOWED


@pytest.mark.parametrize("role", Role)
def test_what_a_regulation_does_not_have_nobody_may_by_it(role: Role) -> None:
    assert clauses(RuleBook({}), CONVENE, (role,)) == ()
    with pytest.raises(Refused) as refused:
        require(RuleBook({}), CONVENE, seat(role))
    assert refused.value.refusal.citations == ()


def test_a_rule_that_names_nobody_lets_nobody_act() -> None:
    rule = Rule(CONVENE, cited("10.1"))
    assert clauses(RuleBook({CONVENE: rule}), CONVENE, (Role.HEAD,)) == ()


@pytest.mark.parametrize("role", Role)
def test_running_the_assistant_is_a_flag_and_no_role(role: Role) -> None:
    own = seat(role, secretariat=True)
    assert require_secretariat(own) is own
    with pytest.raises(Refused) as refused:
        require_secretariat(seat(role))
    assert refused.value.refusal.reason is Reason.NOT_ALLOWED


def test_nobody_runs_the_assistant_without_a_seat() -> None:
    with pytest.raises(Refused):
        require_secretariat(None)
