"""Sending somebody instead: 7.4 of Trần Liễu binds commissioners and wants a written opinion.

The regulation of the commune has no word of it: there it is the secretariat's own practice.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from committee import opinion as opinions
from committee import proxy as rules
from committee import proxy_decision as decisions
from committee.attendance import Answer, Invitee, Part
from committee.meeting import Meeting
from committee.people import Honorific, Person, Role
from committee.proxy import OPEN, Proxy, ProxyState
from committee.refusal import Reason, Refused
from committee.rules import Citation, RuleBook
from regulations.load import load
from tests.committee.test_meeting import CANCELLED, INVITED, INVITED_AT, STARTS_AT

TRAN_LIEU, SILENT = load("tran-lieu").rules, RuleBook({})
COMMUNE = load("xa").rules
SECOND = timedelta(seconds=1)
DAY = INVITED_AT + timedelta(days=1)
CHAIR, HAI, MAI, OTHER = INVITED.chair_id, 6, 14, 9
CLAUSE = (Citation(7, 4),)

PRINCIPAL = Invitee(
    id=60,
    meeting_id=INVITED.id,
    person=Person(HAI, "Vũ Minh Hải", Honorific.COMRADE, "", "Trưởng phòng Kinh tế"),
    part=Part.MEMBER,
    answer=None,
    answered_at=None,
    source="",
    recorded_by=None,
    roles=(Role.COMMISSIONER,),
)
DRAFT = Proxy(
    id=3,
    meeting_id=INVITED.id,
    invitee_id=PRINCIPAL.id,
    person_id=HAI,
    proxy_id=MAI,
    revision=INVITED.revision,
    state=ProxyState.DRAFT,
    made_at=DAY,
    asked_at=None,
    accepted_at=None,
    decided_at=None,
    decided_by=None,
    ended_at=None,
    remark="",
)


def at(state: ProxyState) -> Proxy:
    return replace(DRAFT, state=state)


def refusal(step: Callable[[], object]) -> Reason | None:
    """Why it is refused; None where it is not."""
    try:
        step()
    except Refused as refused:
        return refused.refusal.reason
    return None


@pytest.mark.parametrize(
    ("book", "part", "role", "may"),
    [
        (TRAN_LIEU, Part.MEMBER, Role.COMMISSIONER, True),
        (TRAN_LIEU, Part.MEMBER, Role.DEPUTY, False),
        (TRAN_LIEU, Part.MEMBER, Role.STANDING_DEPUTY, False),
        (TRAN_LIEU, Part.GUEST, Role.COMMISSIONER, False),
        (TRAN_LIEU, Part.CHAIR, Role.COMMISSIONER, False),
        (TRAN_LIEU, Part.PROXY, Role.COMMISSIONER, False),
        (COMMUNE, Part.MEMBER, Role.COMMISSIONER, True),
        (COMMUNE, Part.MEMBER, Role.DEPUTY, False),
        (SILENT, Part.MEMBER, Role.SECRETARY, True),
        (SILENT, Part.MEMBER, Role.HEAD, False),
    ],
)
def test_who_may_send_somebody(book: RuleBook, part: Part, role: Role, may: bool) -> None:
    assert rules.may_send_proxy(book, part, (role,)) is may
    invitee = replace(PRINCIPAL, part=part, roles=(role,))
    allowed = refusal(lambda: rules.require_may_send(book, invitee, INVITED, DAY))
    assert (allowed is None) is may


@pytest.mark.parametrize(
    ("book", "roles", "clauses"),
    [
        (TRAN_LIEU, (Role.COMMISSIONER,), CLAUSE),
        (TRAN_LIEU, (Role.DEPUTY,), ()),
        (COMMUNE, (Role.COMMISSIONER,), ()),
    ],
)
def test_only_a_clause_that_binds_is_cited(
    book: RuleBook, roles: tuple[Role, ...], clauses: tuple[Citation, ...]
) -> None:
    assert rules.opinion_clauses(book, roles) == clauses


def named(meeting: Meeting, now: datetime) -> None:
    rules.require_may_send(TRAN_LIEU, PRINCIPAL, meeting, now)


@pytest.mark.parametrize(
    ("meeting", "now", "reason"),
    [
        (INVITED, STARTS_AT - SECOND, None),
        (INVITED, STARTS_AT, Reason.TOO_LATE),
        (CANCELLED, DAY, Reason.ALREADY_DONE),
        (INVITED, INVITED_AT - SECOND, Reason.ALREADY_DONE),
    ],
)
def test_somebody_can_be_named_until_the_meeting_begins(
    meeting: Meeting, now: datetime, reason: Reason | None
) -> None:
    assert refusal(lambda: named(meeting, now)) is reason


def invited(person_id: int, stands_in_for: int | None = None) -> Invitee:
    part = Part.MEMBER if stands_in_for is None else Part.PROXY
    person = replace(PRINCIPAL.person, id=person_id)
    return replace(PRINCIPAL, id=90, person=person, part=part, stands_in_for=stands_in_for)


def elsewhere(state: ProxyState) -> Proxy:
    return replace(DRAFT, id=4, invitee_id=70, person_id=OTHER, state=state)


@pytest.mark.parametrize(
    ("invitees", "others", "reason"),
    [
        ((), (), None),
        ((invited(MAI),), (), Reason.ATTENDS_ALREADY),
        ((invited(MAI, stands_in_for=70),), (), Reason.ATTENDS_ALREADY),
        ((invited(MAI, stands_in_for=PRINCIPAL.id),), (), None),
        ((invited(OTHER),), (), None),
        *[((), (elsewhere(state),), Reason.STANDS_IN_ALREADY) for state in OPEN],
        ((), (elsewhere(ProxyState.DRAFT),), None),
        ((), (elsewhere(ProxyState.REVOKED),), None),
        ((), (at(ProxyState.ASKED),), None),
    ],
)
def test_who_stands_in_is_neither_invited_nor_taken(
    invitees: tuple[Invitee, ...], others: tuple[Proxy, ...], reason: Reason | None
) -> None:
    assert rules.why_not(MAI, PRINCIPAL, invitees, others) is reason
    assert refusal(lambda: rules.require_free(MAI, PRINCIPAL, invitees, others)) is reason


def asked(
    proxy: Proxy = DRAFT,
    meeting: Meeting = INVITED,
    now: datetime = DAY,
    *,
    has_opinion: bool = True,
    opinion_first: bool = True,
) -> tuple[Proxy, Invitee]:
    return rules.ask(
        proxy,
        PRINCIPAL,
        meeting,
        now,
        "web",
        has_opinion=has_opinion,
        opinion_first=opinion_first,
        clauses=CLAUSE,
    )


def test_asking_is_the_answer_to_the_invitation() -> None:
    proxy, principal = asked()
    assert (proxy.state, proxy.asked_at) == (ProxyState.ASKED, DAY)
    assert (principal.answer, principal.answered_at) == (Answer.PROXY_ASKED, DAY)
    assert (principal.source, principal.recorded_by) == ("web", None)


@pytest.mark.parametrize(
    ("has_opinion", "opinion_first", "reason"),
    [
        (True, True, None),
        (False, True, Reason.NO_OPINION),
        (True, False, None),
        (False, False, None),
    ],
)
def test_that_the_opinion_comes_first_is_a_setting(
    has_opinion: bool, opinion_first: bool, reason: Reason | None
) -> None:
    step = lambda: asked(has_opinion=has_opinion, opinion_first=opinion_first)  # noqa: E731
    assert refusal(step) is reason


def test_the_missing_opinion_is_named_with_its_clause() -> None:
    with pytest.raises(Refused) as refused:
        asked(has_opinion=False)
    assert refused.value.refusal.citations == CLAUSE


@pytest.mark.parametrize(
    ("proxy", "meeting", "now", "reason"),
    [
        (at(ProxyState.ASKED), INVITED, DAY, Reason.ALREADY_DONE),
        (DRAFT, replace(INVITED, revision=2), DAY, Reason.CHANGED_MEANWHILE),
        (DRAFT, INVITED, STARTS_AT, Reason.TOO_LATE),
        (DRAFT, CANCELLED, DAY, Reason.ALREADY_DONE),
    ],
)
def test_what_cannot_be_asked(
    proxy: Proxy, meeting: Meeting, now: datetime, reason: Reason
) -> None:
    assert refusal(lambda: asked(proxy, meeting, now)) is reason


Step = Callable[[Proxy, Meeting, int, datetime], object]
ACCEPT: Step = decisions.accept


def decline(proxy: Proxy, meeting: Meeting, person_id: int, now: datetime) -> object:
    return decisions.decline(proxy, PRINCIPAL, meeting, person_id, now)


def drop(proxy: Proxy, meeting: Meeting, person_id: int, now: datetime) -> object:
    return decisions.drop(proxy, PRINCIPAL, meeting, person_id, now)


@pytest.mark.parametrize(
    ("step", "states"),
    [
        (ACCEPT, {ProxyState.ASKED}),
        (decline, {ProxyState.ASKED}),
        (drop, {ProxyState.ACCEPTED, ProxyState.GRANTED}),
    ],
)
def test_who_was_asked_answers_once_and_in_time(step: Step, states: set[ProxyState]) -> None:
    for state in ProxyState:
        reason = refusal(lambda state=state: step(at(state), INVITED, MAI, DAY))  # type: ignore[misc]
        assert reason is (None if state in states else Reason.ALREADY_DONE), state
    good = at(min(states))
    assert refusal(lambda: step(good, INVITED, OTHER, DAY)) is Reason.NOT_FOUND
    assert refusal(lambda: step(good, INVITED, MAI, STARTS_AT - SECOND)) is None
    assert refusal(lambda: step(good, INVITED, MAI, STARTS_AT)) is Reason.TOO_LATE
    moved = replace(INVITED, revision=2)
    assert refusal(lambda: step(good, moved, MAI, DAY)) is Reason.CHANGED_MEANWHILE
    assert refusal(lambda: step(good, CANCELLED, MAI, DAY)) is Reason.CHANGED_MEANWHILE


@pytest.mark.parametrize(
    ("ended", "state"),
    [
        (decisions.decline(at(ProxyState.ASKED), PRINCIPAL, INVITED, MAI, DAY), "declined"),
        (decisions.drop(at(ProxyState.GRANTED), PRINCIPAL, INVITED, MAI, DAY), "dropped"),
    ],
)
def test_a_no_leaves_the_principal_without_an_answer(
    ended: tuple[Proxy, Invitee], state: str
) -> None:
    proxy, principal = ended
    assert (proxy.state, proxy.ended_at) == (ProxyState(state), DAY)
    assert (principal.answer, principal.answered_at) == (None, None)


def decided(
    proxy: Proxy,
    *,
    by: int = CHAIR,
    consents: bool = True,
    has_opinion: bool = True,
    remark: str = "",
    now: datetime = DAY,
) -> tuple[Proxy, Invitee]:
    return decisions.decide(
        proxy,
        PRINCIPAL,
        INVITED,
        by,
        consents=consents,
        has_opinion=has_opinion,
        remark=remark,
        now=now,
        clauses=CLAUSE,
    )


def test_the_chair_consents() -> None:
    proxy, principal = decided(at(ProxyState.ACCEPTED))
    assert (proxy.state, proxy.decided_by, proxy.decided_at) == (ProxyState.GRANTED, CHAIR, DAY)
    assert principal.answer is Answer.REPRESENTED


def test_the_chair_does_not_consent_and_says_why() -> None:
    waiting = at(ProxyState.ACCEPTED)
    assert refusal(lambda: decided(waiting, consents=False, remark=" ")) is Reason.INCOMPLETE
    proxy, principal = decided(waiting, consents=False, remark=" mời dự ", has_opinion=False)
    assert (proxy.state, proxy.remark) == (ProxyState.REFUSED, "mời dự")
    assert principal.answer is None


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (lambda: decided(at(ProxyState.ACCEPTED), by=OTHER), Reason.NOT_ALLOWED),
        (lambda: decided(at(ProxyState.ACCEPTED), by=HAI), Reason.NOT_ALLOWED),
        (lambda: decided(at(ProxyState.ASKED)), Reason.ALREADY_DONE),
        (lambda: decided(at(ProxyState.GRANTED)), Reason.ALREADY_DONE),
        (lambda: decided(at(ProxyState.ACCEPTED), has_opinion=False), Reason.NO_OPINION),
        (lambda: decided(at(ProxyState.ACCEPTED), now=STARTS_AT), Reason.TOO_LATE),
    ],
)
def test_what_cannot_be_decided(step: Callable[[], object], reason: Reason) -> None:
    assert refusal(step) is reason


@pytest.mark.parametrize("state", ProxyState)
def test_taking_back_and_naming_anew(state: ProxyState) -> None:
    proxy, live = at(state), state in rules.LIVE
    assert (refusal(lambda: rules.revoke(proxy, DAY)) is None) is live
    assert (refusal(lambda: rules.require_open(proxy, INVITED, DAY)) is None) is (state in OPEN)
    assert (refusal(lambda: rules.require_free_to_name(proxy)) is None) is (state not in OPEN)
    draft = state is ProxyState.DRAFT
    assert (refusal(lambda: rules.require_draft(proxy, INVITED, DAY)) is None) is draft
    late = refusal(lambda: rules.require_open(proxy, INVITED, STARTS_AT))
    assert late is (Reason.TOO_LATE if state in OPEN else Reason.ALREADY_DONE)


@pytest.mark.parametrize(
    ("state", "linked", "seated", "reason"),
    [
        (ProxyState.ASKED, False, False, None),
        (ProxyState.ASKED, True, False, Reason.ALREADY_DONE),
        (ProxyState.ASKED, False, True, Reason.NOT_ALLOWED),
        (ProxyState.ACCEPTED, False, False, Reason.ALREADY_DONE),
    ],
)
def test_a_code_is_for_who_has_neither_account_nor_seat(
    state: ProxyState, linked: bool, seated: bool, reason: Reason | None
) -> None:
    step = lambda: rules.require_code(at(state), linked=linked, seated=seated)  # noqa: E731
    assert refusal(step) is reason


@pytest.mark.parametrize(
    ("part", "meeting", "now", "reason"),
    [
        (Part.MEMBER, INVITED, STARTS_AT - SECOND, None),
        (Part.MEMBER, INVITED, STARTS_AT, Reason.TOO_LATE),
        (Part.MEMBER, CANCELLED, DAY, Reason.CHANGED_MEANWHILE),
        (Part.GUEST, INVITED, DAY, Reason.NOT_ALLOWED),
        (Part.PROXY, INVITED, DAY, Reason.NOT_ALLOWED),
    ],
)
def test_members_give_opinions_until_the_meeting_begins(
    part: Part, meeting: Meeting, now: datetime, reason: Reason | None
) -> None:
    invitee = replace(PRINCIPAL, part=part)
    assert refusal(lambda: opinions.require_giving(invitee, meeting, now)) is reason


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (["", " "], Reason.INCOMPLETE),
        ([], Reason.INCOMPLETE),
        (["", "Nhất trí."], None),
    ],
)
def test_nothing_on_every_item_is_no_opinion(texts: list[str], reason: Reason | None) -> None:
    assert refusal(lambda: opinions.require_said(texts)) is reason


def test_a_button_of_another_item_or_of_nothing_checked_is_stale() -> None:
    assert refusal(lambda: opinions.require_current_item(asked=2, pressed=2)) is None
    stale = refusal(lambda: opinions.require_current_item(asked=2, pressed=1))
    assert stale is Reason.CHANGED_MEANWHILE
    assert refusal(lambda: opinions.require_checked(True)) is None
    assert refusal(lambda: opinions.require_checked(False)) is Reason.CHANGED_MEANWHILE
