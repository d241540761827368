"""A meeting's way from draft to called: which step each state allows, and when it is too late.

Rests on 4.3, 5.3 and 10.1 of Trần Liễu for who convenes and which kinds there are; the times are
the secretariat's own setting.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from committee import meeting_steps as rules
from committee.calendar import ZONE, Calendar
from committee.meeting import Meeting, MeetingKind, MeetingState, fingerprint, holidays_ahead
from committee.meeting_kinds import convening_rule, kind_meant, kinds_for
from committee.refusal import Reason, Refused
from committee.rules import Citation, Rule, RuleBook, RuleName

SECOND = timedelta(seconds=1)
NOW = datetime(2026, 11, 9, 8, 45, tzinfo=ZONE)
INVITED_AT = NOW + timedelta(seconds=60)
REPLY_BY = datetime(2026, 11, 25, 17, tzinfo=ZONE)
STARTS_AT = datetime(2026, 11, 27, 14, tzinfo=ZONE)
HEAD, OTHER = 1, 2

DRAFT = Meeting(
    id=7,
    committee_id=1,
    kind=MeetingKind.COMBINED,
    quarter=4,
    year=2026,
    starts_at=STARTS_AT,
    place="phòng họp số 1",
    reply_by=REPLY_BY,
    chair_id=HEAD,
    state=MeetingState.DRAFT,
    revision=1,
    number="",
    signed_on=None,
    remark="",
    made_by=15,
    approved_at=None,
    approved_by=None,
    invited_at=None,
)
SUBMITTED = replace(DRAFT, state=MeetingState.SUBMITTED)
RETURNED = replace(DRAFT, state=MeetingState.RETURNED, remark="Đề nghị thêm mục 5")
APPROVED = replace(
    DRAFT,
    state=MeetingState.APPROVED,
    approved_at=NOW,
    approved_by=HEAD,
    number="07/GM-BCĐ",
    signed_on=NOW.date(),
)
INVITED = replace(APPROVED, state=MeetingState.INVITED, invited_at=INVITED_AT)
CANCELLED = replace(INVITED, state=MeetingState.CANCELLED)
EACH = (DRAFT, SUBMITTED, RETURNED, APPROVED, INVITED, CANCELLED)
LATER = STARTS_AT + timedelta(days=7)

Step = Callable[[Meeting, datetime], Meeting]
STEPS: dict[str, Step] = {
    "submit": rules.submit,
    "approve": lambda m, now: rules.approve(m, HEAD, now),
    "send_back": lambda m, now: rules.send_back(m, "Đề nghị lùi giờ"),
    "withdraw": lambda m, now: rules.withdraw_approval(m, HEAD),
    "number": lambda m, now: rules.enter_number(m, "08/GM-BCĐ", date(2026, 11, 9), now),
    "invite": lambda m, now: rules.invite(m, INVITED_AT, now),
    "recall": lambda m, _now: rules.recall(m),
    "stop": rules.stop_inviting,
    "reschedule": lambda m, now: rules.reschedule(m, LATER, REPLY_BY, HEAD, now),
    "move": lambda m, now: rules.move(m, "hội trường lớn", now),
    "cancel": rules.cancel,
}
S, R = MeetingState, Reason
DONE, NOT_YET = R.ALREADY_DONE, R.NOT_APPROVED

# What each state makes of each step; the columns are in the order of EACH.
TABLE: dict[str, tuple[MeetingState | Reason, ...]] = {
    "submit": (S.SUBMITTED, DONE, S.SUBMITTED, DONE, DONE, DONE),
    "approve": (DONE, S.APPROVED, DONE, DONE, DONE, DONE),
    "send_back": (DONE, S.RETURNED, DONE, DONE, DONE, DONE),
    "withdraw": (R.TOO_LATE, R.TOO_LATE, R.TOO_LATE, S.SUBMITTED, R.TOO_LATE, R.TOO_LATE),
    "number": (NOT_YET, NOT_YET, NOT_YET, S.APPROVED, DONE, NOT_YET),
    "invite": (NOT_YET, NOT_YET, NOT_YET, S.INVITED, DONE, NOT_YET),
    "recall": (DONE, S.DRAFT, DONE, DONE, DONE, DONE),
    "stop": (DONE, DONE, DONE, DONE, S.APPROVED, DONE),
    "reschedule": (DONE, DONE, DONE, S.APPROVED, S.APPROVED, DONE),
    "move": (DONE, DONE, DONE, S.APPROVED, S.INVITED, DONE),
    "cancel": (S.CANCELLED, S.CANCELLED, S.CANCELLED, S.CANCELLED, S.CANCELLED, DONE),
}


def outcome(step: Callable[[], Meeting]) -> MeetingState | Reason:
    """Where the step leads, or why it was refused."""
    try:
        return step().state
    except Refused as refused:
        return refused.refusal.reason


@pytest.mark.parametrize("name", STEPS)
def test_each_step_from_each_state(name: str) -> None:
    step = STEPS[name]
    assert tuple(outcome(lambda m=m: step(m, NOW)) for m in EACH) == TABLE[name]  # type: ignore[misc]


def test_the_table_knows_every_state_and_step() -> None:
    assert tuple(m.state for m in EACH) == tuple(MeetingState)
    assert TABLE.keys() == STEPS.keys()


@pytest.mark.parametrize("state", MeetingState)
def test_only_a_draft_and_what_came_back_can_be_edited(state: MeetingState) -> None:
    editable = state in (MeetingState.DRAFT, MeetingState.RETURNED)
    assert rules.can_edit(replace(DRAFT, state=state)) is editable


@pytest.mark.parametrize(
    ("starts_at", "reply_by", "expected"),
    [
        (NOW, NOW, R.IN_THE_PAST),
        (NOW + SECOND, NOW, R.IN_THE_PAST),
        (NOW + SECOND, NOW + SECOND, None),  # the deadline may be the meeting's own start
        (NOW + 2 * SECOND, NOW + SECOND, None),
        (NOW + SECOND, NOW + 2 * SECOND, R.AFTER_START),
        (NOW, NOW + SECOND, R.IN_THE_PAST),
        (NOW + SECOND, NOW - SECOND, R.IN_THE_PAST),
    ],
)
@pytest.mark.parametrize("name", ["submit", "approve", "reschedule"])
def test_a_meeting_and_its_deadline_lie_ahead(
    name: str, starts_at: datetime, reply_by: datetime, expected: Reason | None
) -> None:
    timed = {"submit": DRAFT, "approve": SUBMITTED}
    if name == "reschedule":
        moved = outcome(lambda: rules.reschedule(INVITED, starts_at, reply_by, HEAD, NOW))
    else:
        dated = replace(timed[name], starts_at=starts_at, reply_by=reply_by)
        moved = outcome(lambda: STEPS[name](dated, NOW))
    assert moved == (expected or TABLE[name][EACH.index(timed.get(name, INVITED))])


def test_a_meeting_without_a_place_is_not_submitted() -> None:
    assert outcome(lambda: rules.submit(replace(DRAFT, place=""), NOW)) is Reason.INCOMPLETE


@pytest.mark.parametrize(("remark", "kept"), [("", None), (" \n", None), (" a ", "a")])
def test_nothing_goes_back_without_a_remark(remark: str, kept: str | None) -> None:
    if kept is None:
        assert outcome(lambda: rules.send_back(SUBMITTED, remark)) is Reason.INCOMPLETE
    else:
        assert rules.send_back(SUBMITTED, remark).remark == kept


def test_the_remark_is_gone_once_it_was_answered() -> None:
    assert rules.submit(RETURNED, NOW).remark == ""
    assert rules.approve(replace(SUBMITTED, remark="x"), HEAD, NOW).remark == ""


def test_an_approval_names_who_and_when_and_only_that_person_takes_it_back() -> None:
    approved = rules.approve(SUBMITTED, HEAD, NOW)
    assert (approved.approved_by, approved.approved_at) == (HEAD, NOW)
    assert outcome(lambda: rules.withdraw_approval(approved, OTHER)) is Reason.NOT_ALLOWED
    taken_back = rules.withdraw_approval(approved, HEAD)
    assert (taken_back.approved_by, taken_back.approved_at) == (None, None)


@pytest.mark.parametrize(
    ("days", "allowed"), [(-1, True), (0, True), (1, False)], ids=["before", "today", "tomorrow"]
)
def test_an_invitation_is_not_signed_in_the_future(days: int, allowed: bool) -> None:
    signed_on = NOW.date() + timedelta(days=days)
    numbered = outcome(lambda: rules.enter_number(APPROVED, "1", signed_on, NOW))
    assert numbered is (MeetingState.APPROVED if allowed else Reason.IN_THE_PAST)


@pytest.mark.parametrize(("number", "signed_on"), [("", NOW.date()), ("07/GM-BCĐ", None)])
def test_nothing_is_sent_without_number_and_date(number: str, signed_on: date | None) -> None:
    unsigned = replace(APPROVED, number=number, signed_on=signed_on)
    assert outcome(lambda: rules.invite(unsigned, INVITED_AT, NOW)) is Reason.NO_NUMBER


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (NOW - SECOND, False),
        (NOW, True),
        (NOW + SECOND, True),
        (REPLY_BY - SECOND, True),
        (REPLY_BY, False),
        (REPLY_BY + SECOND, False),
    ],
)
def test_invitations_go_out_from_now_until_replies_are_due(at: datetime, allowed: bool) -> None:
    sent = outcome(lambda: rules.invite(APPROVED, at, NOW))
    assert sent is (MeetingState.INVITED if allowed else Reason.IN_THE_PAST)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (INVITED_AT - SECOND, MeetingState.APPROVED),
        (INVITED_AT, Reason.TOO_LATE),
        (INVITED_AT + SECOND, Reason.TOO_LATE),
    ],
)
def test_sending_can_be_stopped_until_the_moment_it_happens(
    now: datetime, expected: MeetingState | Reason
) -> None:
    assert outcome(lambda: rules.stop_inviting(INVITED, now)) is expected
    assert INVITED.invitations_out(now) is (expected is Reason.TOO_LATE)


def test_a_stopped_sending_and_the_next_are_two_steps() -> None:
    again = rules.invite(rules.stop_inviting(INVITED, NOW), INVITED_AT + SECOND, NOW)
    assert INVITED.invitation_step != again.invitation_step
    assert rules.stop_inviting(INVITED, NOW).invitation_step == ""


@pytest.mark.parametrize("meeting", [m for m in EACH if m is not INVITED], ids=lambda m: m.state)
def test_only_called_meetings_have_invitations_out(meeting: Meeting) -> None:
    assert not meeting.invitations_out(STARTS_AT)


@pytest.mark.parametrize("name", ["reschedule", "move", "cancel"])
@pytest.mark.parametrize(
    ("now", "late"), [(STARTS_AT - SECOND, False), (STARTS_AT, True), (STARTS_AT + SECOND, True)]
)
def test_a_meeting_that_began_is_neither_moved_nor_cancelled(
    name: str, now: datetime, late: bool
) -> None:
    if name == "reschedule":
        done = outcome(lambda: rules.reschedule(INVITED, LATER, LATER, HEAD, now))
    else:
        done = outcome(lambda: STEPS[name](INVITED, now))
    assert (done is Reason.TOO_LATE) is late


def test_another_time_asks_everybody_anew() -> None:
    moved = rules.reschedule(INVITED, LATER, REPLY_BY, OTHER, INVITED_AT)
    assert moved.revision == INVITED.revision + 1
    assert (moved.number, moved.signed_on, moved.invited_at) == ("", None, None)
    assert (moved.approved_by, moved.approved_at) == (OTHER, INVITED_AT)
    a_second_before = rules.reschedule(INVITED, LATER, REPLY_BY, OTHER, INVITED_AT - SECOND)
    assert a_second_before.revision == INVITED.revision, "nobody knows of it yet"
    assert (moved.starts_at, moved.place) == (LATER, INVITED.place)


def test_another_time_before_anybody_was_invited_is_no_revision() -> None:
    moved = rules.reschedule(APPROVED, LATER, REPLY_BY, OTHER, NOW)
    assert moved.revision == APPROVED.revision
    again = rules.reschedule(replace(APPROVED, revision=2), LATER, REPLY_BY, OTHER, NOW)
    assert again.revision == 3


def test_the_same_time_is_no_other_time() -> None:
    same = outcome(lambda: rules.reschedule(INVITED, STARTS_AT, REPLY_BY, HEAD, NOW))
    assert same is Reason.ALREADY_DONE
    a_second_later = STARTS_AT + SECOND
    moved = rules.reschedule(INVITED, a_second_later, REPLY_BY, HEAD, NOW)
    assert moved.starts_at == a_second_later


def test_another_place_asks_nobody_anew() -> None:
    moved = rules.move(INVITED, " hội trường lớn ", NOW)
    assert moved == replace(INVITED, place="hội trường lớn")


@pytest.mark.parametrize("place", ["", " ", "phòng họp số 1", " phòng họp số 1 "])
def test_the_same_place_is_no_other_place(place: str) -> None:
    assert outcome(lambda: rules.move(INVITED, place, NOW)) is Reason.ALREADY_DONE


def book(*names: RuleName) -> RuleBook:
    return RuleBook({name: Rule(name, (Citation(10, 1),)) for name in names})


BOTH = book(RuleName.HALF_YEAR_MEETING, RuleName.YEAR_END_MEETING)
JOINED = (MeetingKind.REGULAR, MeetingKind.COMBINED)
ALONE = (MeetingKind.REGULAR,)


@pytest.mark.parametrize(
    ("known", "kinds"),
    [
        (BOTH, {1: ALONE, 2: JOINED, 3: ALONE, 4: JOINED}),
        (book(RuleName.HALF_YEAR_MEETING), {2: JOINED, 4: ALONE}),
        (book(RuleName.YEAR_END_MEETING), {2: ALONE, 4: JOINED}),
        (book(), {1: ALONE, 2: ALONE, 3: ALONE, 4: ALONE}),
    ],
)
def test_meetings_are_joined_only_where_the_regulation_knows_both(
    known: RuleBook, kinds: dict[int, tuple[MeetingKind, ...]]
) -> None:
    assert {quarter: kinds_for(known, quarter) for quarter in kinds} == kinds


EVERY_SIX = RuleBook(
    {RuleName.REGULAR_MEETING: Rule(RuleName.REGULAR_MEETING, (Citation(9, 1),), every_months=6)}
)


@pytest.mark.parametrize(
    ("known", "quarter", "said", "meant"),
    [
        (BOTH, 4, MeetingKind.REGULAR, MeetingKind.REGULAR),
        (BOTH, 4, MeetingKind.COMBINED, MeetingKind.COMBINED),
        (BOTH, 3, MeetingKind.COMBINED, None),
        (BOTH, 4, MeetingKind.HALF_YEARLY, None),
        (book(), 4, MeetingKind.COMBINED, None),
        (book(), 4, MeetingKind.AD_HOC, MeetingKind.AD_HOC),
        (EVERY_SIX, 3, MeetingKind.REGULAR, MeetingKind.HALF_YEARLY),
        (EVERY_SIX, 3, MeetingKind.HALF_YEARLY, MeetingKind.HALF_YEARLY),
        (EVERY_SIX, 2, MeetingKind.COMBINED, None),
    ],
)
def test_a_kind_is_meant_as_the_regulation_has_it(
    known: RuleBook, quarter: int, said: MeetingKind, meant: MeetingKind | None
) -> None:
    assert kind_meant(known, quarter, said) is meant


def test_a_meeting_every_six_months_is_of_no_quarter() -> None:
    assert kinds_for(EVERY_SIX, 4) == (MeetingKind.HALF_YEARLY,)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (MeetingKind.REGULAR, RuleName.CONVENE_REGULAR),
        (MeetingKind.HALF_YEARLY, RuleName.CONVENE_REGULAR),
        (MeetingKind.COMBINED, RuleName.CONVENE_REGULAR),
        (MeetingKind.AD_HOC, RuleName.CONVENE_AD_HOC),
    ],
)
def test_each_kind_has_the_rule_by_which_it_is_convened(
    kind: MeetingKind, expected: RuleName
) -> None:
    assert convening_rule(kind) is expected


@pytest.mark.parametrize(
    ("from_day", "to_day", "count"), [(23, 24, 1), (24, 24, 1), (25, 27, 0), (22, 23, 0)]
)
def test_the_holidays_that_lie_ahead(from_day: int, to_day: int, count: int) -> None:
    calendar = Calendar({date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})
    now = datetime(2026, 11, from_day, 9, tzinfo=ZONE)
    assert len(holidays_ahead(date(2026, 11, to_day), now, calendar)) == count


def test_the_mark_of_a_preview_changes_with_any_part_of_it() -> None:
    parts = [STARTS_AT, "phòng họp số 1", REPLY_BY, "07", None, 1, ("a",)]
    marks = {fingerprint(*parts)}
    for place in range(len(parts)):
        marks.add(fingerprint(*parts[:place], "khác", *parts[place + 1 :]))
    assert len(marks) == len(parts) + 1
    assert fingerprint("a", "b") != fingerprint("ab", "")
    assert fingerprint(*parts) == fingerprint(*parts)
