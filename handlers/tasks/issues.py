"""A difficulty, or a wish to have the task changed: brought before the leaders, and answered."""

from collections.abc import Sequence

from committee import task_steps as rules
from committee.people import Person, Role
from committee.refusal import Reason, refuse
from committee.task import Progress
from handlers import access
from handlers.assignment import Assignment
from handlers.conversation import Choice, Dialogue, Outgoing, choice
from handlers.feature import Owed
from handlers.speaking import Context, Speaker
from handlers.tasks.saying import answer, put, secretariat, tell, typed_line, word
from handlers.tasks.timing import save
from storage import task_requests
from storage.task_requests import Issue, IssueKind

ISSUE = "task.issue"


async def hard(context: Context, arguments: Sequence[str]) -> None:
    """There is a difficulty: said in one message."""
    await _ask(context, arguments, IssueKind.DIFFICULTY)


async def adjust(context: Context, arguments: Sequence[str]) -> None:
    """The task itself should be another: said in one message."""
    await _ask(context, arguments, IssueKind.ADJUSTMENT)


async def _ask(context: Context, arguments: Sequence[str], kind: IssueKind) -> None:
    work = await access.own_task(context, access.row_id(arguments))
    rules.require_open(work.task, context.now)
    await context.ask(ISSUE, task=work.task.id, kind=kind.value)
    await answer(context, "ask_issue", work=work, kind=kind.value, told=_told(work, kind))


def _told(work: Assignment, kind: IssueKind) -> tuple[Person, ...]:
    """Before whom it comes, besides the secretariat."""
    if kind is IssueKind.ADJUSTMENT:
        return (work.owner,)
    named = [seat.person for seat in work.sheet.seats if seat.person.id in work.difficulty[0]]
    return (*named, *work.copied)


async def issue_typed(context: Context, dialogue: Dialogue) -> None:
    work = await access.own_task(context, int(dialogue.state["task"]))
    rules.require_open(work.task, context.now)
    text = await typed_line(context)
    if not text:
        return
    kind = IssueKind(dialogue.state["kind"])
    issue_id = await task_requests.add_issue(
        context.tx, work.task.id, person_id=context.person.id, kind=kind, text=text, now=context.now
    )
    await context.done_asking()
    if kind is IssueKind.DIFFICULTY:
        difficult = rules.update(work.task, Progress.DIFFICULT, context.now)
        await save(context, "task_difficult", work, difficult)
    else:
        await context.record("task_adjustment", work.task.subject, work.committee.id)
    await _bring(context, work, kind, issue_id)
    told = _told(work, kind)
    await answer(context, "issue_reply", work=work, kind=kind.value, told=told)


async def _bring(context: Context, work: Assignment, kind: IssueKind, issue_id: int) -> None:
    told = [person.id for person in _told(work, kind)]
    if kind is IssueKind.ADJUSTMENT:
        told += await secretariat(context, work.committee.id)
    for person_id in dict.fromkeys(told):
        step = f"issue:{issue_id}"
        await tell(context, work.task, person_id, "task.issue", step, issue=issue_id)


async def compose_issue(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """What was reported; to who still has a say in it."""
    found = await access.owed_issue(speaker, owed)
    if found is None:
        return None
    issue, work = found
    runs = await access.runs_assistant(speaker, work.committee.id, owed.person.id)
    if owed.person.id not in work.advisers and not runs:
        return None
    difficult = issue.kind is IssueKind.DIFFICULTY
    return await word(
        speaker,
        owed.person,
        "issue",
        _issue_choices(issue, work, owed.person),
        line="issue_line",
        work=work,
        issue=issue,
        citations=work.difficulty_clauses(owed.person) if difficult else (),
        copied=difficult and owed.person in work.copied,
    )


def _issue_choices(issue: Issue, work: Assignment, person: Person) -> list[Choice]:
    task = work.task
    if person.id not in work.advisers:
        return [choice("task", "open", task.id, item=task.item)]
    helpers = _helpers(work, person) if person.id in work.difficulty[0] else []
    return [
        choice("task", "opinion", issue.id),
        *(choice("task", "hand", issue.id, each.id, person=each) for each in helpers[:1]),
    ]


def _helpers(work: Assignment, by: Person) -> list[Person]:
    """The deputies to whom it can be handed, whom the setting names first."""
    deputies = [*work.sheet.holders(Role.DEPUTY), *work.sheet.holders(Role.STANDING_DEPUTY)]
    known = dict.fromkeys([*work.copied, *deputies])
    return [person for person in known if person.id not in (by.id, work.assignee.id)]


async def hand(context: Context, arguments: Sequence[str]) -> None:
    """Hand it to a deputy to deal with; the person concerned hears who that is."""
    issue, work = await access.issue_to_answer(context, access.row_id(arguments))
    rules.require_living(work.task, context.now)
    helpers = {person.id: person for person in _helpers(work, context.person)}
    chosen = helpers.get(access.row_id(arguments, 1))
    if chosen is None or context.person.id not in work.difficulty[0]:
        raise refuse(Reason.NOT_FOUND)
    handed = await task_requests.hand_issue(
        context.tx, issue.id, chosen.id, context.person.id, context.now
    )
    if not handed:
        raise refuse(Reason.ALREADY_DONE, at=issue.handed_at)
    await context.record(
        "issue_handed", work.task.subject, work.committee.id, after={"to": chosen.id}
    )
    for person_id, kind in ((chosen.id, "task.handed"), (work.assignee.id, "task.in_hands")):
        await tell(
            context,
            work.task,
            person_id,
            kind,
            f"handed:{issue.id}",
            issue=issue.id,
            by=context.person.id,
        )
    await put(context, "handed_reply", work=work, to=chosen)


async def compose_handed(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To the deputy: what it is about, and by whom it was handed over."""
    found = await access.owed_issue(speaker, owed)
    if found is None or found[0].handed_to != owed.person.id:
        return None
    issue, work = found
    seat = work.sheet.seat(int(owed.facts["by"]))
    if work.sheet.seat(owed.person.id) is None or seat is None:
        return None
    return await word(
        speaker,
        owed.person,
        "handed",
        [choice("task", "opinion", issue.id)],
        line="issue_line",
        work=work,
        issue=issue,
        by=seat.person,
    )


async def compose_in_hands(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """To the person concerned: who deals with it."""
    found = await access.owed_issue(speaker, owed)
    work = await access.owed_own_task(speaker, owed)
    seat = work.sheet.seat(found[0].handed_to) if found and work else None
    if work is None or seat is None:
        return None
    return await word(speaker, owed.person, "in_hands", line="line", work=work, helper=seat.person)
