"""Answers to an invitation: who may give which, until when, and how they add up.

Of Trần Liễu's regulation only 7.4 speaks of absence, and it binds commissioners alone: so a guest
declines in one tap and a member does not; the reply deadline is the secretariat's own setting.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee import attendance as rules
from committee.attendance import ANSWERS, Answer, Invitee, Part, tally
from committee.meeting import MeetingState
from committee.people import Honorific, Person
from committee.refusal import Reason, Refused
from tests.committee.test_meeting import CANCELLED, INVITED, INVITED_AT, REPLY_BY, STARTS_AT

SECOND = timedelta(seconds=1)
DAY = INVITED_AT + timedelta(days=1)
OANH = Person(10, "Lương Thị Oanh", Honorific.COMRADE, "", "Hiệu trưởng Trường THCS")
SECRETARY = 15


def invitee(part: Part, answer: Answer | None = None, at: datetime | None = None) -> Invitee:
    return Invitee(
        id=3,
        meeting_id=7,
        person=OANH,
        part=part,
        answer=answer,
        answered_at=at,
        source="web" if answer else "",
        recorded_by=None,
    )


GUEST, MEMBER, CHAIR = (invitee(part) for part in (Part.GUEST, Part.MEMBER, Part.CHAIR))


def outcome(step: Callable[[], Invitee]) -> Answer | Reason | None:
    try:
        return step().answer
    except Refused as refused:
        return refused.refusal.reason


@pytest.mark.parametrize(
    ("part", "given", "expected"),
    [
        (Part.CHAIR, Answer.ATTENDING, Reason.NOT_ALLOWED),
        (Part.CHAIR, Answer.DECLINED, Reason.NOT_ALLOWED),
        (Part.MEMBER, Answer.ATTENDING, Answer.ATTENDING),
        (Part.MEMBER, Answer.DECLINED, Reason.NOT_ALLOWED),
        (Part.GUEST, Answer.ATTENDING, Answer.ATTENDING),
        (Part.GUEST, Answer.DECLINED, Answer.DECLINED),
    ],
)
def test_who_may_answer_what(part: Part, given: Answer, expected: Answer | Reason) -> None:
    answered = outcome(lambda: rules.answer(invitee(part), INVITED, given, DAY, "web"))
    assert answered is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (INVITED_AT - SECOND, Reason.ALREADY_DONE),  # nobody has been invited yet
        (INVITED_AT, Answer.ATTENDING),
        (REPLY_BY, Answer.ATTENDING),
        (REPLY_BY + SECOND, Answer.ATTENDING),  # late is for the record only
        (STARTS_AT - SECOND, Answer.ATTENDING),
        (STARTS_AT, Reason.TOO_LATE),
        (STARTS_AT + SECOND, Reason.TOO_LATE),
    ],
)
def test_from_when_until_when(now: datetime, expected: Answer | Reason) -> None:
    yes = Answer.ATTENDING
    assert outcome(lambda: rules.answer(GUEST, INVITED, yes, now, "web")) is expected
    said = replace(GUEST, answer=yes, answered_at=INVITED_AT)
    withdrawn = None if expected is yes else expected
    assert outcome(lambda: rules.withdraw(said, INVITED, now)) is withdrawn


@pytest.mark.parametrize("state", [s for s in MeetingState if s is not MeetingState.INVITED])
def test_only_a_called_meeting_is_answered(state: MeetingState) -> None:
    meeting = replace(CANCELLED, state=state)
    said = outcome(lambda: rules.answer(GUEST, meeting, Answer.ATTENDING, DAY, "web"))
    assert said is Reason.ALREADY_DONE


def test_an_answer_keeps_its_hour_its_channel_and_who_wrote_it_down() -> None:
    own = rules.answer(MEMBER, INVITED, Answer.ATTENDING, DAY, "web")
    assert (own.answered_at, own.source, own.recorded_by) == (DAY, "web", None)
    heard = rules.answer(MEMBER, INVITED, Answer.ATTENDING, DAY, "phone", SECRETARY)
    assert (heard.source, heard.recorded_by) == ("phone", SECRETARY)


def test_the_same_answer_again_changes_nothing() -> None:
    first = rules.answer(GUEST, INVITED, Answer.DECLINED, DAY, "web")
    assert rules.answer(first, INVITED, Answer.DECLINED, DAY + SECOND, "phone", 15) is first
    other = rules.answer(first, INVITED, Answer.ATTENDING, DAY + SECOND, "web")
    assert (other.answer, other.answered_at) == (Answer.ATTENDING, DAY + SECOND)


def test_a_withdrawn_answer_is_silence() -> None:
    said = rules.answer(GUEST, INVITED, Answer.ATTENDING, DAY, "phone", SECRETARY)
    assert rules.withdraw(said, INVITED, DAY) == GUEST


def test_the_chair_has_nothing_to_withdraw() -> None:
    assert outcome(lambda: rules.withdraw(CHAIR, INVITED, DAY)) is Reason.NOT_ALLOWED


@pytest.mark.parametrize(
    ("at", "on_time"), [(REPLY_BY - SECOND, 1), (REPLY_BY, 1), (REPLY_BY + SECOND, 0)]
)
def test_on_time_up_to_the_very_deadline(at: datetime, on_time: int) -> None:
    late = tally([invitee(Part.MEMBER, Answer.ATTENDING, at)], REPLY_BY)
    assert (late.on_time, late.answered, late.asked) == (on_time, 1, 1)


def test_the_scenario_on_the_23rd_of_november() -> None:
    """Line 33: 7 come, 1 stays away with consent, 1 is represented, 3 are silent, of 12 asked."""
    yes = Answer.ATTENDING
    asked = [CHAIR] + [invitee(Part.MEMBER, yes, DAY)] * 4 + [MEMBER] * 2
    asked += [invitee(Part.MEMBER, away, DAY) for away in (Answer.ABSENT, Answer.REPRESENTED)]
    asked += [invitee(Part.GUEST, yes, DAY)] * 3 + [GUEST, invitee(Part.PROXY)]
    counted = tally(asked, REPLY_BY)
    assert (len(counted.members_attending), len(counted.guests_attending)) == (4, 3)
    assert (len(counted.absent), len(counted.represented), len(counted.silent)) == (1, 1, 3)
    assert (counted.answered, counted.asked) == (9, 12)


def test_who_answered_in_time_and_then_took_the_chair_was_in_time() -> None:
    """Line 71 counts 11 of 12 in time, the deputy who chairs among them."""
    chairs = invitee(Part.CHAIR, Answer.ATTENDING, DAY)
    handed_over = invitee(Part.MEMBER, Answer.HANDED_OVER)
    counted = tally([chairs, handed_over], REPLY_BY)
    assert (counted.on_time, counted.asked, len(counted.handed_over)) == (1, 1, 1)


MOMENTS = st.integers(-17 * 24 * 60, 3 * 24 * 60).map(lambda m: REPLY_BY + timedelta(minutes=m))


@st.composite
def invitees(draw: st.DrawFn) -> Invitee:
    part = draw(st.sampled_from(Part))
    answer = draw(st.sampled_from((None, *(Answer if part is Part.MEMBER else ANSWERS[part]))))
    return invitee(part, answer, draw(MOMENTS) if answer else None)


@pytest.mark.property
@given(st.lists(invitees(), max_size=60))
def test_counts_always_add_up(everybody: list[Invitee]) -> None:
    counted = tally(everybody, REPLY_BY)
    asked = [each for each in everybody if each.part in (Part.MEMBER, Part.GUEST)]
    assert counted.asked == len(asked)
    groups = (counted.declined, counted.absent, counted.represented, counted.pending)
    more = (counted.handed_over, counted.silent)
    assert counted.attending + sum(map(len, groups + more)) == counted.asked
    assert counted.answered == sum(1 for each in asked if each.answer is not None)
    assert 0 <= counted.on_time <= counted.answered
    assert all(each.answer is None for each in counted.silent)


@pytest.mark.property
@given(
    st.sampled_from(Part),
    st.lists(st.tuples(st.sampled_from((*Answer, None)), MOMENTS), max_size=8),
)
def test_whatever_is_pressed_in_whatever_order_nobody_leaves_the_count(
    part: Part, presses: list[tuple[Answer | None, datetime]]
) -> None:
    one = invitee(part)
    for given_answer, now in presses:
        try:
            if given_answer is None:
                one = rules.withdraw(one, INVITED, now)
            else:
                one = rules.answer(one, INVITED, given_answer, now, "web")
        except Refused:
            continue
    assert one.answer in (None, *ANSWERS[part])
    assert tally([one], REPLY_BY).asked == (1 if part in (Part.MEMBER, Part.GUEST) else 0)
