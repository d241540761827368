"""Staying away: whom 7.4 of Trần Liễu binds, who decides, until when; and who chairs instead.

7.4 binds commissioners alone: a deputy reports, a guest declines, the chair hands over. 5.1 lets
the standing deputy act for the absent head and 5.3 lets him chair.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from committee import absence as rules
from committee import chairing
from committee.absence import Absence, AbsenceState, Way, consent_clauses, way
from committee.attendance import PENDING, STAYING_AWAY, Answer, Invitee, Part
from committee.meeting import Meeting
from committee.people import Honorific, Person, Role
from committee.refusal import Reason, Refused
from committee.rules import Citation
from regulations.load import available, load
from tests.committee.test_meeting import CANCELLED, INVITED, INVITED_AT, REPLY_BY, STARTS_AT

SECOND = timedelta(seconds=1)
DAY = INVITED_AT + timedelta(days=1)
HEAD, BINH, DUNG = 1, 2, 4
TRAN_LIEU = load("tran-lieu").rules


def person(number: int) -> Person:
    return Person(number, f"Người {number}", Honorific.COMRADE, "", "")


def invitee(
    number: int, role: Role, part: Part = Part.MEMBER, answer: Answer | None = None
) -> Invitee:
    return Invitee(number, 7, person(number), part, answer, None, "", None, (role,))


AN = invitee(HEAD, Role.HEAD, Part.CHAIR)
STANDING = invitee(BINH, Role.STANDING_DEPUTY)
COMMISSIONER = invitee(DUNG, Role.COMMISSIONER)
DRAFT = Absence(
    id=3,
    meeting_id=7,
    invitee_id=DUNG,
    person_id=DUNG,
    revision=1,
    reason="tập huấn",
    state=AbsenceState.DRAFT,
    again_of=None,
    recorded_by=None,
    made_at=DAY,
    submitted_at=None,
    decided_at=None,
    decided_by=None,
    remark="",
)
ASKED = replace(COMMISSIONER, answer=Answer.ABSENCE_ASKED, answered_at=DAY)
SUBMITTED = replace(DRAFT, state=AbsenceState.SUBMITTED, submitted_at=DAY)


def reason_of(step: Callable[[], object]) -> Reason | None:
    try:
        step()
    except Refused as refused:
        return refused.refusal.reason
    return None


@pytest.mark.parametrize(
    ("slug", "part", "role", "expected"),
    [
        ("tran-lieu", Part.MEMBER, Role.COMMISSIONER, Way.CONSENT),
        ("tran-lieu", Part.MEMBER, Role.STANDING_DEPUTY, Way.REPORT),
        ("tran-lieu", Part.MEMBER, Role.DEPUTY, Way.REPORT),
        ("tran-lieu", Part.MEMBER, Role.HEAD, Way.REPORT),
        ("tran-lieu", Part.CHAIR, Role.HEAD, Way.HAND_OVER),
        ("tran-lieu", Part.GUEST, Role.COMMISSIONER, Way.DECLINE),
        ("xa", Part.MEMBER, Role.COMMISSIONER, Way.REPORT),  # no such clause there
        ("lai-vung", Part.MEMBER, Role.COMMISSIONER, Way.CONSENT),
        ("thanh-hoa", Part.MEMBER, Role.COMMISSIONER, Way.CONSENT),
        ("phu-quoc", Part.MEMBER, Role.COMMISSIONER, Way.CONSENT),
    ],
)
def test_how_one_stays_away(slug: str, part: Part, role: Role, expected: Way) -> None:
    assert way(load(slug).rules, part, (role,)) is expected


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("tran-lieu", "7.4"),
        ("xa", ""),
        ("lai-vung", "5.5"),
        ("thanh-hoa", "5.6"),
        ("phu-quoc", "6.5"),
    ],
)
def test_the_clause_is_that_of_the_regulation(slug: str, expected: str) -> None:
    found = consent_clauses(load(slug).rules, (Role.COMMISSIONER,))
    assert found == ((Citation.parse(expected),) if expected else ())
    assert consent_clauses(load(slug).rules, (Role.DEPUTY,)) == ()


@pytest.mark.parametrize(
    ("how", "answer", "state"),
    [
        (Way.CONSENT, Answer.ABSENCE_ASKED, AbsenceState.SUBMITTED),
        (Way.REPORT, Answer.DECLINED, AbsenceState.REPORTED),
    ],
)
def test_asking_is_the_answer(how: Way, answer: Answer, state: AbsenceState) -> None:
    sent, answered = rules.submit(DRAFT, COMMISSIONER, INVITED, how, DAY, "web")
    assert (sent.state, sent.submitted_at) == (state, DAY)
    assert (answered.answer, answered.answered_at, answered.source) == (answer, DAY, "web")


@pytest.mark.parametrize(
    ("absence", "how", "now", "expected"),
    [
        (DRAFT, Way.CONSENT, STARTS_AT - SECOND, None),
        (DRAFT, Way.CONSENT, REPLY_BY + SECOND, None),  # late is for the record only
        (DRAFT, Way.CONSENT, STARTS_AT, Reason.TOO_LATE),
        (DRAFT, Way.HAND_OVER, DAY, Reason.NOT_ALLOWED),
        (DRAFT, Way.DECLINE, DAY, Reason.NOT_ALLOWED),
        (SUBMITTED, Way.CONSENT, DAY, Reason.ALREADY_DONE),
        (replace(DRAFT, revision=2), Way.CONSENT, DAY, Reason.CHANGED_MEANWHILE),
        (replace(DRAFT, reason=""), Way.CONSENT, DAY, Reason.INCOMPLETE),
    ],
)
def test_when_it_may_be_sent(
    absence: Absence, how: Way, now: datetime, expected: Reason | None
) -> None:
    assert (
        reason_of(lambda: rules.submit(absence, COMMISSIONER, INVITED, how, now, "web")) is expected
    )


def decided(
    consents: bool,
    remark: str = "",
    absence: Absence = SUBMITTED,
    meeting: Meeting = INVITED,
    by: int = HEAD,
    now: datetime = DAY,
) -> tuple[Absence, Invitee]:
    return rules.decide(absence, ASKED, meeting, by, consents=consents, remark=remark, now=now)


def test_the_chair_consents_or_gives_a_reason() -> None:
    granted, absent = decided(True)
    assert (granted.state, granted.decided_by, granted.decided_at) == (
        AbsenceState.GRANTED,
        HEAD,
        DAY,
    )
    assert (absent.answer, absent.answered_at) == (Answer.ABSENT, ASKED.answered_at)
    refused, silent = decided(False, " đề nghị dự ")
    assert (refused.state, refused.remark) == (AbsenceState.REFUSED, "đề nghị dự")
    assert (silent.answer, silent.answered_at) == (None, None)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (lambda: decided(False), Reason.INCOMPLETE),
        (lambda: decided(True, by=BINH), Reason.NOT_ALLOWED),
        (lambda: decided(True, by=DUNG), Reason.NOT_ALLOWED),
        (lambda: decided(True, meeting=replace(INVITED, chair_id=BINH)), Reason.NOT_ALLOWED),
        (lambda: decided(True, meeting=replace(INVITED, chair_id=BINH), by=BINH), None),
        (lambda: decided(True, absence=DRAFT), Reason.ALREADY_DONE),
        (lambda: decided(True, now=STARTS_AT - SECOND), None),
        (lambda: decided(True, now=STARTS_AT), Reason.TOO_LATE),
        (lambda: decided(True, meeting=replace(INVITED, revision=2)), Reason.CHANGED_MEANWHILE),
        (lambda: decided(True, meeting=CANCELLED), Reason.CHANGED_MEANWHILE),
    ],
)
def test_only_who_chairs_at_that_moment_decides(
    step: Callable[[], object], expected: Reason | None
) -> None:
    assert reason_of(step) is expected


# --- who chairs instead


@pytest.mark.parametrize(
    ("slug", "role", "stands_in", "chairs"),
    [
        ("tran-lieu", Role.STANDING_DEPUTY, ("5.1",), ("5.3",)),
        ("xa", Role.DEPUTY, ("4.1",), ()),
        ("lai-vung", Role.STANDING_DEPUTY, ("4.1",), ()),
        ("thanh-hoa", Role.STANDING_DEPUTY, ("4.1",), ()),
        ("phu-quoc", Role.STANDING_DEPUTY, (), ("4.2",)),
    ],
)
def test_whom_the_regulation_lets_chair(
    slug: str, role: Role, stands_in: tuple[str, ...], chairs: tuple[str, ...]
) -> None:
    everybody = [AN, invitee(BINH, role), COMMISSIONER]
    [found] = chairing.stand_ins(load(slug).rules, everybody)
    assert found.invitee.person.id == BINH
    assert found.stands_in[:1] == tuple(Citation.parse(c) for c in stands_in)
    assert found.chairs == tuple(Citation.parse(c) for c in chairs)


def test_every_regulation_is_in_the_table_above() -> None:
    assert set(available()) == {"tran-lieu", "xa", "lai-vung", "thanh-hoa", "phu-quoc"}


@pytest.mark.parametrize("answer", [*STAYING_AWAY, *PENDING])
def test_who_stays_away_is_not_proposed(answer: Answer) -> None:
    there = [AN, replace(STANDING, answer=answer)]
    assert chairing.stand_ins(TRAN_LIEU, there) == ()
    assert [found.invitee.person.id for found in chairing.away(TRAN_LIEU, there)] == [BINH]
    assert chairing.away(TRAN_LIEU, [AN, STANDING]) == ()


def test_the_chair_goes_over_and_comes_back() -> None:
    said = replace(STANDING, answer=Answer.ATTENDING, answered_at=DAY)
    [successor] = chairing.stand_ins(TRAN_LIEU, [AN, said, COMMISSIONER])
    handed, away, chair = chairing.hand_over(INVITED, AN, successor, HEAD, DAY)
    assert handed == replace(INVITED, chair_id=BINH)
    assert (away.part, away.answer) == (Part.MEMBER, Answer.HANDED_OVER)
    assert (chair.part, chair.answer, chair.answered_at) == (Part.CHAIR, Answer.ATTENDING, DAY)
    back, an, binh = chairing.take_back(handed, away, chair, DAY)
    assert back == INVITED
    assert an == AN
    assert binh == said


@pytest.mark.parametrize(
    ("by", "now", "meeting", "expected"),
    [
        (HEAD, STARTS_AT - SECOND, INVITED, None),
        (HEAD, STARTS_AT, INVITED, Reason.TOO_LATE),
        (BINH, DAY, INVITED, Reason.NOT_ALLOWED),
        (HEAD, DAY, CANCELLED, Reason.CHANGED_MEANWHILE),
    ],
)
def test_when_and_by_whom_it_is_handed_over(
    by: int, now: datetime, meeting: Meeting, expected: Reason | None
) -> None:
    [successor] = chairing.stand_ins(TRAN_LIEU, [AN, STANDING])
    assert reason_of(lambda: chairing.hand_over(meeting, AN, successor, by, now)) is expected


def test_only_who_handed_over_takes_back() -> None:
    step = lambda: chairing.take_back(INVITED, COMMISSIONER, AN, DAY)  # noqa: E731
    assert reason_of(step) is Reason.NOT_ALLOWED
