"""A meeting proposed by whom the regulation lets propose one, put to the head."""

from collections.abc import Sequence

from committee.people import Role
from committee.refusal import Reason, refuse
from handlers import access
from handlers.access import Proposing
from handlers.conversation import Dialogue, Outgoing, choice
from handlers.feature import NotMeant, Owed
from handlers.meetings.draft import typed_line
from handlers.speaking import Context, Speaker
from storage import people

PROPOSAL = "meeting.proposal"
PROPOSAL_LENGTH = 200


async def typed(context: Context) -> None:
    """A line about a meeting from somebody who runs no assistant."""
    found = await access.proposing(context)
    if not found:
        raise NotMeant
    await _begin(context, found, context.event.text)


async def commanded(context: Context) -> None:
    """`/hop` from somebody who runs no assistant: a proposal, where the regulation has such."""
    found = await access.proposing(context)
    if not found:
        raise refuse(Reason.NOT_ALLOWED)
    await _begin(context, found, context.event.text.partition(" ")[2])


async def _begin(context: Context, found: Sequence[Proposing], line: str) -> None:
    if len(found) == 1:
        await _show(context, found[0], line)
        return
    await context.ask(PROPOSAL, committee=None, text=line)
    context.reply(
        "meeting/ask_committee",
        [
            choice("meeting", "proposefor", each.committee.id, place=place)
            for place, each in enumerate(found, 1)
        ],
        committees=[each.committee.name for each in found],
    )


async def choose_committee(context: Context, arguments: Sequence[str]) -> None:
    """For which committee, where the asker may propose in several."""
    dialogue = await _open(context)
    chosen = await _own(context, access.row_id(arguments))
    await _show(context, chosen, str(dialogue.state["text"]))


async def said(context: Context, dialogue: Dialogue) -> None:
    """Other words for the proposal, looked at again before they go."""
    if dialogue.state["committee"] is None:
        await typed(context)
        return
    chosen = await _own(context, int(dialogue.state["committee"]))
    text = typed_line(context, PROPOSAL_LENGTH)
    if text:
        await _show(context, chosen, text)


async def _show(context: Context, own: Proposing, line: str) -> None:
    """What goes, to whom and by which clause; nothing is sent yet."""
    text = " ".join(line.split())
    fits = 0 < len(text) <= PROPOSAL_LENGTH
    await context.ask(PROPOSAL, committee=own.committee.id, text=text if fits else "")
    context.reply(
        "meeting/propose" if fits else "meeting/ask_proposal",
        [choice("meeting", "propose"), choice("meeting", "notpropose")] if fits else [],
        own=own,
        text=text,
        most=PROPOSAL_LENGTH,
    )


async def propose(context: Context, _arguments: Sequence[str]) -> None:
    """Let it go: the head decides, the secretariat prepares."""
    dialogue = await _open(context)
    if dialogue.state["committee"] is None or not dialogue.state["text"]:
        raise refuse(Reason.ALREADY_DONE)
    own = await _own(context, int(dialogue.state["committee"]))
    await context.done_asking()
    await context.record("meeting_proposed", f"committee:{own.committee.id}", own.committee.id)
    await _tell(context, own, str(dialogue.state["text"]))
    calendar = await context.calendar(own.committee.id)
    context.replace("meeting/proposed_reply", own=own, told_at=calendar.next_allowed(context.now))


async def _tell(context: Context, own: Proposing, text: str) -> None:
    """The head and the secretariat, each once; not who proposes."""
    seats = await people.members(context.tx, own.committee.id)
    told = [each.person.id for each in seats if Role.HEAD in each.roles or each.secretariat]
    for person_id in dict.fromkeys(told):
        if person_id == context.person.id:
            continue
        await context.tell(
            person_id,
            "meeting.proposed",
            committee_id=own.committee.id,
            subject=f"committee:{own.committee.id}",
            revision=1,
            step=f"proposed:{context.person.id}:{context.now.isoformat()}",
            facts={"committee": own.committee.id, "by": context.person.id, "text": text},
        )


async def drop(context: Context, _arguments: Sequence[str]) -> None:
    await _open(context)
    await context.done_asking()
    context.replace("meeting/not_proposed")


async def compose_proposed(speaker: Speaker, owed: Owed) -> Outgoing | None:
    found = await access.owed_proposal(speaker, owed)
    if found is None:
        return None
    seat = await people.membership(speaker.tx, found.committee.id, owed.person.id)
    known = {"own": found, "person": owed.person, "text": owed.facts["text"]}
    return speaker.message(
        "meeting/proposed",
        summary=speaker.message("meeting/proposed_line", **known).text,
        decides=seat is not None and Role.HEAD in seat.roles,
        **known,
    )


async def _open(context: Context) -> Dialogue:
    dialogue = await context.dialogue()
    if dialogue is None or dialogue.kind != PROPOSAL:
        raise refuse(Reason.ALREADY_DONE)
    return dialogue


async def _own(context: Context, committee_id: int) -> Proposing:
    for each in await access.proposing(context):
        if each.committee.id == committee_id:
            return each
    raise refuse(Reason.NOT_FOUND)
