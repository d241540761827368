"""An assigned task's states: what may follow what, from whom, and what stays written down."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from committee import task_people as whose
from committee import task_steps as rules
from committee.people import Honorific, Membership, Person, Role
from committee.refusal import Reason, Refused
from committee.rules import Citation, Rule, RuleBook, RuleName
from committee.task import Outcome, Progress, Task, TaskState, watch
from regulations.load import load
from tests.committee.tasks import HAI, KHOA, OWNER, SENT_AT, december, draft, source, task

SECOND = timedelta(seconds=1)
NOW = december(9, 10)
LATE = december(16, 9, 30)


def refused(does: Callable[[], object]) -> Reason:
    with pytest.raises(Refused) as caught:
        does()
    return caught.value.refusal.reason


# --- sending


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"number": ""}, Reason.INCOMPLETE),
        ({"sent_at": SENT_AT}, Reason.ALREADY_DONE),
    ],
)
def test_a_document_is_sent_once_and_with_its_number(
    changes: dict[str, object], reason: Reason
) -> None:
    unsent = source(**{"sent_at": None, **changes})
    assert refused(lambda: rules.check_sendable(unsent, [draft()], SENT_AT)) is reason


def test_a_word_given_needs_no_number() -> None:
    rules.check_sendable(source(document=False, number="", sent_at=None), [draft()], SENT_AT)


def test_nothing_is_sent_without_tasks() -> None:
    assert refused(lambda: rules.check_sendable(source(sent_at=None), [], NOW)) is Reason.INCOMPLETE


@pytest.mark.parametrize(
    ("at", "allowed"), [(december(11, 17) - SECOND, True), (december(11, 17), False)]
)
def test_a_task_goes_out_before_its_deadline(at: datetime, allowed: bool) -> None:
    if allowed:
        rules.check_sendable(source(sent_at=None), [draft()], at)
    else:
        reason = refused(lambda: rules.check_sendable(source(sent_at=None), [draft()], at))
        assert reason is Reason.IN_THE_PAST


@pytest.mark.parametrize(("now", "reason"), [(SENT_AT - SECOND, None), (SENT_AT, Reason.TOO_LATE)])
def test_a_sending_is_stopped_until_it_goes(now: datetime, reason: Reason | None) -> None:
    if reason is None:
        stopped = rules.stop_sending(task(), now)
        assert (stopped.state, stopped.sent_at) == (TaskState.DRAFT, None)
    else:
        assert refused(lambda: rules.stop_sending(task(), now)) is reason


def test_a_draft_may_have_another_deadline_and_knows_no_first_one() -> None:
    moved = rules.redraft(draft(), december(18, 17), NOW)
    assert moved.deadline == moved.original_deadline == december(18, 17)
    assert refused(lambda: rules.redraft(task(), december(18, 17), NOW)) is Reason.ALREADY_DONE


# --- being overdue


@pytest.mark.parametrize(
    ("now", "late"),
    [
        (december(11, 17) - SECOND, False),
        (december(11, 17), True),
        (december(11, 17) + SECOND, True),
    ],
)
def test_a_task_is_overdue_exactly_from_its_deadline(now: datetime, late: bool) -> None:
    assert task().overdue(now) is late
    assert rules.as_of(task(), now).overdue_since == (december(11, 17) if late else None)


@pytest.mark.parametrize(
    "state", [TaskState.REPORTED, TaskState.ACCEPTED, TaskState.CANCELLED, TaskState.DRAFT]
)
def test_what_is_not_in_hand_is_never_overdue(state: TaskState) -> None:
    assert not task(state=state).overdue(LATE)


def test_having_been_overdue_is_never_taken_back() -> None:
    """67: the extension is granted, and the history stays."""
    extended = rules.extend(task(), december(22, 17), LATE)
    assert extended.overdue_since == extended.original_deadline == december(11, 17)
    done = rules.accept(rules.report(extended, december(21, 10)), 1, december(21, 11))
    assert done.outcome is Outcome.OVERDUE


def test_an_extension_in_time_is_told_apart_from_having_been_in_time() -> None:
    """71: three in time, one extended before its deadline, one overdue."""
    assert task().outcome is Outcome.ON_TIME
    assert rules.extend(task(), december(18, 17), NOW).outcome is Outcome.EXTENDED


# --- in hand


def test_the_same_tap_again_changes_nothing() -> None:
    once = rules.acknowledge(task(), NOW)
    assert once.acknowledged_at == NOW
    assert rules.acknowledge(once, LATE) is once


def test_who_says_how_it_goes_has_received_it() -> None:
    said = rules.update(task(), Progress.DIFFICULT, NOW)
    assert (said.acknowledged_at, said.progress, said.updated_at) == (
        NOW,
        Progress.DIFFICULT,
        NOW,
    )


def test_a_report_counts_and_stops_being_overdue() -> None:
    reported = rules.report(task(), LATE)
    assert (reported.state, reported.reports) == (TaskState.REPORTED, 1)
    assert reported.overdue_since == december(11, 17)
    assert not reported.overdue(LATE)


IN_HAND: dict[str, Callable[[Task], Task]] = {
    "acknowledge": lambda t: rules.acknowledge(t, NOW),
    "update": lambda t: rules.update(t, Progress.ON_TRACK, NOW),
    "report": lambda t: rules.report(t, NOW),
    "extend": lambda t: rules.extend(t, december(18, 17), NOW),
    "decline": lambda t: rules.decline_extension(t, NOW),
}


@pytest.mark.parametrize("act", IN_HAND)
@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (task(state=TaskState.CANCELLED), Reason.TASK_CANCELLED),
        (task(state=TaskState.ACCEPTED), Reason.ALREADY_DONE),
        (task(state=TaskState.REPORTED), Reason.ALREADY_DONE),
        (task(sent_at=NOW + SECOND), Reason.ALREADY_DONE),
        (draft(), Reason.ALREADY_DONE),
    ],
)
def test_only_what_is_in_hand_can_be_worked_on(act: str, given: Task, reason: Reason) -> None:
    assert refused(lambda: IN_HAND[act](given)) is reason


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (NOW, Reason.IN_THE_PAST),
        (NOW - SECOND, Reason.IN_THE_PAST),
        (december(11, 17), Reason.ALREADY_DONE),
    ],
)
def test_an_extension_lies_ahead_and_is_another_moment(to: datetime, reason: Reason) -> None:
    assert refused(lambda: rules.extend(task(), to, NOW)) is reason


def test_an_extension_is_reminded_of_anew() -> None:
    announced = task(escalate_at=december(16, 8), counted_from=december(14, 9))
    extended = rules.extend(announced, december(22, 17), LATE)
    assert (extended.revision, extended.escalate_at, extended.counted_from) == (2, None, None)


def test_a_declined_extension_counts_from_the_answer_only_where_it_is_overdue() -> None:
    waiting = task(escalate_at=december(16, 8))
    declined = rules.decline_extension(waiting, LATE)
    assert (declined.revision, declined.counted_from, declined.escalate_at) == (2, LATE, None)
    assert rules.decline_extension(task(), NOW) == task()


# --- decided


REPORTED = rules.report(task(), NOW)


def test_only_the_report_that_was_looked_at_is_decided_on() -> None:
    again = rules.report(rules.give_back(REPORTED, 1, "thiếu phụ lục", NOW), NOW)
    assert refused(lambda: rules.accept(again, 1, NOW)) is Reason.TASK_CHANGED
    assert rules.accept(again, 2, NOW).state is TaskState.ACCEPTED


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (task(), Reason.ALREADY_DONE),
        (rules.accept(REPORTED, 1, NOW), Reason.ALREADY_DONE),
        (rules.cancel(REPORTED, NOW), Reason.TASK_CANCELLED),
    ],
)
def test_only_what_was_reported_is_decided_on(given: Task, reason: Reason) -> None:
    assert refused(lambda: rules.accept(given, 1, NOW)) is reason
    assert refused(lambda: rules.give_back(given, 1, "x", NOW)) is reason


def test_nothing_goes_back_without_a_reason() -> None:
    assert refused(lambda: rules.give_back(REPORTED, 1, "  ", NOW)) is Reason.INCOMPLETE


def test_what_goes_back_after_its_deadline_is_overdue_and_counts_from_now() -> None:
    back = rules.give_back(REPORTED, 1, "thiếu phụ lục", LATE)
    assert back.overdue_since == december(11, 17)
    assert (back.counted_from, back.revision) == (LATE, 2)
    in_time = rules.give_back(REPORTED, 1, "thiếu phụ lục", NOW)
    assert in_time.overdue_since is None


# --- by the secretariat


def test_another_person_begins_anew_with_the_same_deadlines() -> None:
    moved = rules.reassign(
        task(acknowledged_at=NOW, progress=Progress.DIFFICULT), HAI, (Citation(7, 1, "d"),), LATE
    )
    assert (moved.assignee_id, moved.sent_at, moved.acknowledged_at, moved.progress) == (
        HAI,
        LATE,
        None,
        None,
    )
    assert moved.deadline == moved.original_deadline == moved.overdue_since == december(11, 17)
    assert refused(lambda: rules.reassign(task(), KHOA, (), NOW)) is Reason.ALREADY_DONE


def test_who_helped_and_now_has_it_helps_no_more() -> None:
    helped = task(cooperating_id=HAI)
    assert rules.reassign(helped, HAI, (), NOW).cooperating_id is None
    assert rules.reassign(helped, OWNER, (), NOW).cooperating_id == HAI


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (draft(), Reason.ALREADY_DONE),
        (task(sent_at=NOW + SECOND), Reason.ALREADY_DONE),
        (task(state=TaskState.ACCEPTED), Reason.ALREADY_DONE),
        (task(state=TaskState.CANCELLED), Reason.TASK_CANCELLED),
    ],
)
def test_only_what_is_out_and_open_is_cancelled_or_given_on(given: Task, reason: Reason) -> None:
    assert refused(lambda: rules.cancel(given, NOW)) is reason
    assert refused(lambda: rules.reassign(given, HAI, (), NOW)) is reason


# --- whose word counts


def seat(person_id: int, role: Role, second: Role | None = None) -> Membership:
    person = Person(person_id, f"Người {person_id}", Honorific.COMRADE, "", "")
    return Membership(person_id, 1, person, role, second, "", False, False)


HEAD, STANDING, DEPUTY = (
    seat(1, Role.HEAD),
    seat(2, Role.STANDING_DEPUTY),
    seat(3, Role.DEPUTY, Role.STANDING_AGENCY),
)
COMMISSIONER, SECRETARY = seat(8, Role.COMMISSIONER), seat(15, Role.WORKING_GROUP_MEMBER)


@pytest.mark.parametrize(
    ("owner", "seats", "besides", "decides"),
    [
        (2, (HEAD, STANDING, DEPUTY), None, 2),
        (3, (HEAD, STANDING, DEPUTY), None, 3),
        (3, (HEAD, STANDING), None, 1),  # whose seat has ended decides no more
        (3, (STANDING, COMMISSIONER), None, 2),
        (1, (DEPUTY, COMMISSIONER), None, 3),  # a commune has but one kind of deputy
        (3, (COMMISSIONER, SECRETARY), None, None),
        (2, (HEAD, STANDING, DEPUTY), 2, 1),  # nobody confirms their own
        (1, (HEAD, STANDING, DEPUTY), 1, 2),
    ],
)
def test_who_decides(
    owner: int, seats: tuple[Membership, ...], besides: int | None, decides: int | None
) -> None:
    assert whose.decider(owner, seats, besides) == decides


def test_only_the_head_and_the_deputies_assign() -> None:
    everybody = (HEAD, STANDING, DEPUTY, COMMISSIONER, SECRETARY)
    assert [whose.may_own(each) for each in everybody] == [True, True, True, False, False]


TRAN_LIEU = load("tran-lieu").rules
TO_DEPUTIES = RuleBook(
    {
        RuleName.ISSUE_REPORT: Rule(
            RuleName.ISSUE_REPORT,
            (Citation(6, 2),),
            to=(Role.HEAD, Role.DEPUTY),
            binds=(Role.COMMISSIONER, Role.DEPUTY),
        )
    }
)


@pytest.mark.parametrize(
    ("book", "who", "told", "clauses"),
    [
        (TRAN_LIEU, COMMISSIONER, (1,), (Citation(7, 1),)),
        (TRAN_LIEU, DEPUTY, (2,), ()),  # 7.1 binds a commissioner: a deputy tells the owner
        (TRAN_LIEU, None, (2,), ()),
        (RuleBook({}), COMMISSIONER, (2,), ()),  # nothing is cited where nothing is said
        (TO_DEPUTIES, COMMISSIONER, (1, 3), (Citation(6, 2),)),
        (TO_DEPUTIES, DEPUTY, (1,), (Citation(6, 2),)),  # not to oneself
    ],
)
def test_a_difficulty_goes_where_the_clause_says(
    book: RuleBook, who: Membership | None, told: tuple[int, ...], clauses: tuple[Citation, ...]
) -> None:
    seats = (HEAD, STANDING, DEPUTY, COMMISSIONER)
    assert whose.told_of_difficulty(book, who, seats, OWNER) == (told, clauses)


@pytest.mark.parametrize(
    ("slug", "told", "clauses"),
    [
        ("tran-lieu", HEAD, [Citation(7, 1)]),
        ("tran-lieu", DEPUTY, []),
        ("thanh-hoa", HEAD, [Citation(5, 4), Citation(9, 1)]),
        ("thanh-hoa", DEPUTY, [Citation(5, 4)]),  # 9.1 speaks of the head alone
        ("phu-quoc", DEPUTY, [Citation(6, 4)]),  # 12.2 speaks of agencies
        ("phu-quoc", STANDING, []),
        ("xa", None, []),
    ],
)
def test_a_difficulty_is_cited_as_it_concerns_who_reads_it(
    slug: str, told: Membership | None, clauses: list[Citation]
) -> None:
    book = load(slug).rules
    assert list(whose.difficulty_clauses(book, COMMISSIONER, told)) == clauses
    assert whose.difficulty_clauses(book, None, told) == ()
    assert whose.difficulty_clauses(book, DEPUTY, told) == ()


def test_the_counts_add_up() -> None:
    found = watch(
        [
            task(),
            task(deadline=december(18, 17)),
            REPORTED,
            draft(),
            task(state=TaskState.ACCEPTED),
        ],
        LATE,
    )
    assert (len(found.in_time), len(found.overdue), len(found.reported)) == (1, 1, 1)
    assert found.count == 3
