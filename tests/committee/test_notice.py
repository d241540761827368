"""A notice and who may break the silence, as tables; no regulation of ours speaks of either."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from committee import notice as rules
from committee.calendar import ZONE, Calendar
from committee.notice import Group, Notice, NoticeState, Receiver
from committee.notice_steps import NoticeStep, Now, due_now, plan_notice
from committee.people import LEADERS, Honorific, Membership, Person, Role
from committee.refusal import Reason, Refused
from committee.settings import CommitteeSettings
from committee.urgent import Urgency, break_silence

NOW = datetime(2026, 11, 30, 9, tzinfo=ZONE)
LATER = NOW + timedelta(hours=1)
HOLIDAYS = {date(2026, 12, 2): "ngày nghỉ của cơ quan"}
PERSON = Person(4, "Phạm Văn Dũng", Honorific.COMRADE, "", "")
RECEIVER = Receiver(1, 5, PERSON, None, "", None)


def notice(**changes: object) -> Notice:
    made = Notice(
        id=5,
        committee_id=1,
        text="Đề nghị các đồng chí kiểm tra hệ thống điện.",
        with_document=False,
        number="",
        signed_on=None,
        group=Group.NAMES,
        state=NoticeState.DRAFT,
        urgent_reason="",
        corrects=None,
        made_by=15,
        made_at=NOW,
        send_at=None,
        released_by=None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def seat(role: Role, second: Role | None = None) -> Membership:
    return Membership(1, 1, PERSON, role, second, "", secretariat=False, administrator=False)


OUT = notice(state=NoticeState.RELEASED, send_at=NOW)
URGENT = notice(urgent_reason="mưa bão")


def reason_of(refused: pytest.ExceptionInfo[Refused]) -> Reason:
    return refused.value.refusal.reason


@pytest.mark.parametrize(
    ("made", "receivers", "at", "why"),
    [
        (notice(), (), LATER, Reason.NO_RECEIVERS),
        (notice(with_document=True), (RECEIVER,), LATER, Reason.NO_DOCUMENT_NUMBER),
        (
            notice(with_document=True, number="06/TB-BCĐ"),
            (RECEIVER,),
            LATER,
            Reason.NO_DOCUMENT_NUMBER,
        ),
        (URGENT, (RECEIVER,), LATER, Reason.NOT_ALLOWED),
        (notice(), (RECEIVER,), NOW - timedelta(seconds=1), Reason.IN_THE_PAST),
        (OUT, (RECEIVER,), LATER, Reason.ALREADY_DONE),
        (notice(state=NoticeState.DROPPED), (RECEIVER,), LATER, Reason.ALREADY_DONE),
        (notice(state=NoticeState.WITHDRAWN), (RECEIVER,), LATER, Reason.ALREADY_DONE),
        (notice(state=NoticeState.SUBMITTED), (RECEIVER,), LATER, Reason.ALREADY_DONE),
    ],
)
def test_what_cannot_be_sent(
    made: Notice, receivers: tuple[Receiver, ...], at: datetime, why: Reason
) -> None:
    with pytest.raises(Refused) as refused:
        rules.release(made, receivers, at, NOW)
    assert reason_of(refused) is why


def test_what_can_be_sent() -> None:
    gone = rules.release(notice(), (RECEIVER,), NOW, NOW)
    assert (gone.state, gone.send_at) == (NoticeState.RELEASED, NOW)
    signed = notice(with_document=True, number="06/TB-BCĐ", signed_on=date(2026, 11, 30))
    assert rules.release(signed, (RECEIVER,), LATER, NOW).send_at == LATER


@pytest.mark.parametrize(("day", "may"), [(date(2026, 11, 30), True), (date(2026, 12, 1), False)])
def test_a_document_is_not_signed_tomorrow(day: date, may: bool) -> None:
    assert rules.may_be_signed_on(day, NOW) is may


@pytest.mark.parametrize(
    ("number", "code"),
    [("06/TB-BCĐ", "TB"), ("09/2026/BC-BCĐ", "BC"), ("12/KH", "KH"), ("", "")],
)
def test_the_kind_of_a_document_is_in_its_number(number: str, code: str) -> None:
    assert notice(number=number).kind_code == code


# --- the silence


@pytest.mark.parametrize("role", list(Role))
def test_only_the_head_and_the_deputies_break_the_silence(role: Role) -> None:
    if role in LEADERS:
        assert break_silence(seat(role), " mưa bão ") == Urgency(PERSON.id, "mưa bão")
        return
    with pytest.raises(Refused) as refused:
        break_silence(seat(role), "mưa bão")
    assert reason_of(refused) is Reason.NOT_ALLOWED


def test_a_second_role_counts_and_no_seat_does_not() -> None:
    assert break_silence(seat(Role.STANDING_AGENCY, Role.DEPUTY), "mưa bão").by == PERSON.id
    with pytest.raises(Refused) as refused:
        break_silence(None, "mưa bão")
    assert reason_of(refused) is Reason.NOT_ALLOWED


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_without_a_reason_nobody_breaks_it(reason: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.release_urgent(notice(urgent_reason=reason), seat(Role.HEAD), (RECEIVER,), NOW)
    assert reason_of(refused) is Reason.INCOMPLETE


@pytest.mark.parametrize("state", list(NoticeState))
def test_an_urgent_one_goes_from_the_draft_or_from_the_leaders_desk(state: NoticeState) -> None:
    made = replace(URGENT, state=state)
    if state in (NoticeState.DRAFT, NoticeState.SUBMITTED):
        gone, urgency = rules.release_urgent(made, seat(Role.DEPUTY), (RECEIVER,), LATER)
        assert (gone.state, gone.send_at, gone.released_by) == (
            NoticeState.RELEASED,
            LATER,
            urgency.by,
        )
        return
    with pytest.raises(Refused) as refused:
        rules.release_urgent(made, seat(Role.DEPUTY), (RECEIVER,), LATER)
    assert reason_of(refused) is Reason.ALREADY_DONE


def test_submitting_asks_for_a_reason_and_can_be_taken_back() -> None:
    with pytest.raises(Refused) as refused:
        rules.submit_urgent(notice(), (RECEIVER,))
    assert reason_of(refused) is Reason.INCOMPLETE
    submitted = rules.submit_urgent(URGENT, (RECEIVER,))
    assert rules.recall(submitted) == URGENT
    with pytest.raises(Refused):
        rules.recall(URGENT)


# --- sent, stopped, withdrawn, acknowledged


@pytest.mark.parametrize(
    ("now", "why"), [(LATER - timedelta(seconds=1), None), (LATER, Reason.TOO_LATE)]
)
def test_it_can_be_stopped_until_it_goes(now: datetime, why: Reason | None) -> None:
    waiting = notice(state=NoticeState.RELEASED, send_at=LATER)
    if why is None:
        assert rules.stop(waiting, now) == notice()
        return
    with pytest.raises(Refused) as refused:
        rules.stop(waiting, now)
    assert reason_of(refused) is why


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (notice(), Reason.ALREADY_DONE),
        (notice(state=NoticeState.RELEASED, send_at=LATER), Reason.ALREADY_DONE),
        (notice(state=NoticeState.WITHDRAWN, send_at=NOW), Reason.WITHDRAWN),
    ],
)
def test_only_what_is_out_is_acknowledged_or_withdrawn(made: Notice, why: Reason) -> None:
    with pytest.raises(Refused) as refused:
        rules.acknowledge(RECEIVER, made, NOW, "web")
    assert reason_of(refused) is why
    with pytest.raises(Refused) as refused:
        rules.withdraw(made, NOW)
    assert reason_of(refused) is why


def test_the_second_tap_changes_nothing() -> None:
    noted = rules.acknowledge(RECEIVER, OUT, NOW, "web")
    assert (noted.acknowledged_at, noted.source) == (NOW, "web")
    assert rules.acknowledge(noted, OUT, LATER, "phone", 15) is noted
    assert rules.unacknowledge(noted, OUT, LATER) == RECEIVER


# --- what a sent notice does by itself


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("sent", "summary", "reminder"),
    [
        ("2026-11-30T10:00", "2026-11-30T17:00", "2026-12-03T08:00"),  # 02/12 is off
        ("2026-11-30T16:59", "2026-11-30T17:00", "2026-12-03T08:00"),
        ("2026-11-30T17:00", "2026-12-01T17:00", "2026-12-03T08:00"),
        ("2026-12-25T09:00", "2026-12-25T17:00", "2026-12-29T08:00"),  # lines 75 and 78
        ("2026-12-05T21:00", "2026-12-07T17:00", "2026-12-08T08:00"),  # urgent, on a Saturday
        ("2026-12-04T21:00", "2026-12-07T17:00", "2026-12-08T08:00"),
    ],
)
def test_the_summary_and_the_reminder(sent: str, summary: str, reminder: str) -> None:
    plan = plan_notice(at(sent), Calendar(HOLIDAYS), CommitteeSettings())
    assert [(each.step, each.at) for each in plan] == [
        (NoticeStep.SUMMARY, at(summary)),
        (NoticeStep.REMINDER, at(reminder)),
    ]


def test_each_step_is_due_once() -> None:
    plan = plan_notice(at("2026-12-25T09:00"), Calendar({}), CommitteeSettings())
    first, last = plan[0].at, plan[1].at
    second = timedelta(seconds=1)
    assert due_now(plan, None, first - second).steps == ()
    assert due_now(plan, None, first) == Now((plan[0],), last)
    assert due_now(plan, first, last - second) == Now((), last)
    assert due_now(plan, first, last) == Now((plan[1],), None)
    assert due_now(plan, last, last + second) == Now((), None)
    assert due_now(plan, None, last).steps == plan
