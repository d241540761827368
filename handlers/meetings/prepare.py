"""A new meeting, from one typed line or step by step, up to its draft."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from committee.attendance import Part
from committee.calendar import local
from committee.meeting import MeetingKind, holidays_ahead
from committee.meeting_kinds import kind_meant, kinds_for
from committee.people import Role
from committee.refusal import Reason, refuse
from committee.rules import RuleName
from committee.settings import propose_reply_deadline
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.meetings import draft, proposal, when
from handlers.speaking import Context
from messages.understand import MeetingKindWord, meeting_line, moment, one_of
from regulations.load import load
from storage import invitees, meetings, people

COMMITTEE = "meeting.committee"
PLACE = "meeting.place"
KIND = "meeting.kind"
DEADLINE = "meeting.deadline"

_KINDS = {
    MeetingKindWord.REGULAR: MeetingKind.REGULAR,
    MeetingKindWord.COMBINED: MeetingKind.COMBINED,
    MeetingKindWord.YEAR_END: MeetingKind.COMBINED,
    MeetingKindWord.HALF_YEAR: MeetingKind.COMBINED,
    MeetingKindWord.AD_HOC: MeetingKind.AD_HOC,
}

State = Mapping[str, Any]


async def typed(context: Context) -> None:
    """One line that says some or all of a meeting."""
    seats = access.secretariat_seats(context)
    if not seats:
        await proposal.typed(context)
        return
    line = context.event.text
    if len(seats) == 1:
        await _begin(context, seats[0].committee_id, line)
        return
    await context.ask(COMMITTEE, line=line)
    own = [await access.own_committee(context, seat.committee_id) for seat in seats[:4]]
    context.reply(
        "meeting/ask_committee",
        [choice("meeting", "committee", each.id, place=n) for n, each in enumerate(own, 1)],
        committees=[each.name for each in own],
    )


async def choose_committee(context: Context, arguments: Sequence[str]) -> None:
    """For whom the meeting is, where the asker runs several committees' assistants."""
    state = await _state(context, COMMITTEE)
    committee = await access.own_committee(context, access.row_id(arguments))
    await _begin(context, committee.id, str(state["line"]))


async def committee_typed(context: Context, dialogue: Dialogue) -> None:
    """A name typed where buttons were offered."""
    own = [
        await access.own_committee(context, seat.committee_id)
        for seat in access.secretariat_seats(context)
    ]
    place = one_of(context.event.text, [each.name for each in own])
    if place is None:
        context.reply("conversation/not_understood")
        return
    await _begin(context, own[place].id, str(dialogue.state["line"]))


async def _begin(context: Context, committee_id: int, line: str) -> None:
    read = meeting_line(line, context.now)
    state: dict[str, Any] = {"purpose": "new", "committee": committee_id}
    if read.kind is not None:
        state["kind"] = _KINDS[read.kind].value
    if read.quarter is not None:
        state["quarter"] = read.quarter
    if read.place:
        state["place"] = read.place
    await when.take(context, state, read.day, read.hour)


@when.purpose("new")
async def timed(context: Context, state: State, at: datetime) -> None:
    """The meeting's moment is clear; what is still unknown is asked next."""
    await _go_on(context, {**state, "starts_at": at.isoformat()})


async def _go_on(context: Context, state: State) -> None:
    state = await _with_kind(context, state)
    if "place" not in state:
        await context.ask(PLACE, **state)
        context.reply("meeting/ask_place", starts_at=_starts_at(state))
    elif "kind" not in state:
        await _ask_kind(context, state)
    elif "reply_by" not in state:
        await _ask_deadline(context, state)
    else:
        await _create(context, state)


async def _with_kind(context: Context, state: State) -> State:
    """The kind as the regulation has it; one that it does not know is asked for."""
    if "kind" not in state:
        return state
    committee = await access.own_committee(context, int(state["committee"]))
    rules = load(committee.regulation).rules
    kind = kind_meant(rules, _quarter(state), MeetingKind(state["kind"]))
    rest = {key: value for key, value in state.items() if key != "kind"}
    return rest if kind is None else {**rest, "kind": kind.value}


async def take_place(context: Context, dialogue: Dialogue) -> None:
    place = draft.typed_line(context, draft.PLACE_LENGTH)
    if place:
        await _go_on(context, {**dialogue.state, "place": place})


async def _ask_kind(context: Context, state: State) -> None:
    committee = await access.own_committee(context, int(state["committee"]))
    regulation = load(committee.regulation)
    rules = regulation.rules
    rule = rules.find(RuleName.REGULAR_MEETING)
    kinds = kinds_for(rules, _quarter(state))
    await context.ask(KIND, **state)
    context.reply(
        "meeting/ask_kind",
        [
            choice("meeting", "kind", kind.value, kind=kind.value, quarter=_quarter(state))
            for kind in (*kinds, MeetingKind.AD_HOC)
        ],
        starts_at=_starts_at(state),
        place=state["place"],
        citations=rule.citations if rule else (),
        combinable=MeetingKind.COMBINED in kinds,
        head=regulation.titles[Role.HEAD],
    )


async def choose_kind(context: Context, arguments: Sequence[str]) -> None:
    state = await _state(context, KIND)
    try:
        kind = MeetingKind(arguments[0] if arguments else "")
    except ValueError:
        raise refuse(Reason.NOT_FOUND) from None
    await _go_on(context, {**state, "kind": kind.value})


async def kind_typed(context: Context, dialogue: Dialogue) -> None:
    """The kind in words of the asker's own."""
    read = meeting_line(context.event.text, context.now)
    if read.kind is None and read.quarter is None:
        await _ask_kind(context, dialogue.state)
        return
    kind = _KINDS[read.kind] if read.kind else MeetingKind.REGULAR
    quarter = {"quarter": read.quarter} if read.quarter else {}
    await _go_on(context, {**dialogue.state, **quarter, "kind": kind.value})


async def _ask_deadline(context: Context, state: State) -> None:
    committee = await access.own_committee(context, int(state["committee"]))
    calendar = await context.calendar(committee.id)
    starts_at = _starts_at(state)
    proposed = propose_reply_deadline(starts_at, context.now, calendar, committee.settings)
    await context.ask(DEADLINE, **state, proposed=proposed.isoformat())
    context.reply(
        "meeting/ask_deadline",
        [choice("meeting", "usedeadline"), choice("meeting", "otherdeadline")],
        proposed=proposed,
        holidays=holidays_ahead(local(starts_at).date(), context.now, calendar),
        day_off=None if calendar.is_working_day(local(starts_at).date()) else starts_at,
        group=load(committee.regulation).group_name,
    )


async def use_deadline(context: Context, _arguments: Sequence[str]) -> None:
    state = await _state(context, DEADLINE)
    rest = {key: value for key, value in state.items() if key != "proposed"}
    await _go_on(context, {**rest, "reply_by": state["proposed"]})


async def other_deadline(context: Context, _arguments: Sequence[str]) -> None:
    state = await _state(context, DEADLINE)
    rest = {k: v for k, v in state.items() if k not in ("proposed", "purpose")}
    await when.ask(context, "deadline", **rest)


async def deadline_typed(context: Context, dialogue: Dialogue) -> None:
    """A moment typed where two buttons were offered: it is another deadline."""
    reading = moment(context.event.text, context.now)
    if reading is None:
        context.reply("meeting/when_unclear")  # and the two buttons still stand
        return
    rest = {key: value for key, value in dialogue.state.items() if key != "proposed"}
    await when.take(context, {**rest, "purpose": "deadline"}, reading.day, reading.hour)


@when.purpose("deadline")
async def deadline_timed(context: Context, state: State, at: datetime) -> None:
    if at > _starts_at(state):
        await when.ask(context, "deadline", **{k: v for k, v in state.items() if k != "purpose"})
        return
    await _go_on(context, {**state, "reply_by": at.isoformat()})


async def _create(context: Context, state: State) -> None:
    """Write the draft, invite everybody whom the roster invites, and show it."""
    await context.done_asking()
    committee = await access.own_committee(context, int(state["committee"]))
    members = [m for m in await people.members(context.tx, committee.id) if m.in_committee]
    chair = next((m for m in members if Role.HEAD in m.roles), None)
    if chair is None:
        context.reply("meeting/no_head", head=load(committee.regulation).titles[Role.HEAD])
        return
    starts_at, kind = _starts_at(state), MeetingKind(state["kind"])
    meeting_id = await meetings.add(
        context.tx,
        committee_id=committee.id,
        kind=kind,
        quarter=None if kind is MeetingKind.AD_HOC else _quarter(state),
        year=local(starts_at).year,
        starts_at=starts_at,
        place=str(state["place"]),
        reply_by=datetime.fromisoformat(state["reply_by"]),
        chair_id=chair.person.id,
        made_by=context.person.id,
        now=context.now,
    )
    for member in members:
        part = Part.CHAIR if member is chair else Part.MEMBER
        await invitees.add(context.tx, meeting_id, member.person.id, part)
    for contact in await people.contacts(context.tx, committee.id):
        if contact.invited:
            await invitees.add(context.tx, meeting_id, contact.person.id, Part.GUEST)
    await context.record("meeting_drafted", f"meeting:{meeting_id}", committee.id)
    await draft.show_new(context, meeting_id)


async def _state(context: Context, kind: str) -> dict[str, Any]:
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != kind:
        raise refuse(Reason.ALREADY_DONE)
    return dict(dialogue.state)


def _starts_at(state: State) -> datetime:
    return datetime.fromisoformat(str(state["starts_at"]))


def _quarter(state: State) -> int:
    """The quarter that was said, or that the meeting's day lies in."""
    return int(state.get("quarter") or (local(_starts_at(state)).month + 2) // 3)
