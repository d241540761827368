"""What somebody asked for about a meeting, and how it ends when the person decides otherwise."""

from datetime import datetime

from committee import absence as absences_rules
from committee import proxy as proxies_rules
from committee.absence import Absence
from committee.attendance import Invitee, unanswered
from committee.meeting import Meeting
from committee.proxy import Proxy, ProxyState
from handlers.desk import Desk
from handlers.speaking import Context
from storage import absences, invitees, people, proxies


async def let_go(
    context: Context, meeting: Meeting, invitee: Invitee, keeping: Proxy | None = None
) -> Invitee:
    """End what the invitee has open, tell who counts on it; the invitee without an answer.

    Every other answer begins with this, so that nobody has two; `keeping` is the answer itself.
    """
    absence = await absences.standing(context.tx, invitee.id)
    if absence is not None:
        await _withdraw(context, meeting, absence)
    proxy = await proxies.live(context.tx, invitee.id)
    if proxy is not None and proxy != keeping:
        await _revoke(context, meeting, invitee, proxy)
    return unanswered(invitee)


async def _withdraw(context: Context, meeting: Meeting, absence: Absence) -> None:
    withdrawn = absences_rules.withdraw(absence)
    await absences.save(context.tx, withdrawn)
    await context.record(
        "absence_withdrawn",
        absence.subject,
        meeting.committee_id,
        before={"state": absence.state},
        after={"state": withdrawn.state, "answer": None},
    )
    await _tell(context, meeting, absence.subject, [meeting.chair_id], "absence.withdrawn")


async def _revoke(context: Context, meeting: Meeting, invitee: Invitee, proxy: Proxy) -> None:
    revoked = proxies_rules.revoke(proxy, context.now)
    await proxies.save(context.tx, revoked)
    await invitees.remove_proxy(context.tx, invitee.id)
    await context.record(
        "proxy_revoked",
        proxy.subject,
        meeting.committee_id,
        before={"state": proxy.state},
        after={"state": revoked.state, "answer": None},
    )
    if proxy.state in proxies_rules.OPEN:
        told = [proxy.proxy_id]
        if proxy.state is not ProxyState.ASKED:
            told.append(meeting.chair_id)
        if proxy.state is ProxyState.GRANTED:
            seats = await people.secretariat(context.tx, meeting.committee_id)
            told += [seat.person.id for seat in seats if seat.person.id not in told]
        await _tell(context, meeting, proxy.subject, told, "proxy.revoked")


async def _tell(
    context: Context, meeting: Meeting, subject: str, told: list[int], kind: str
) -> None:
    for person_id in told:
        await context.tell(
            person_id,
            kind,
            committee_id=meeting.committee_id,
            subject=subject,
            revision=meeting.revision,
            step=kind,
            expires_at=meeting.starts_at,
        )


async def tell_chair(context: Context, desk: Desk, subject: str, kind: str) -> datetime:
    """Put something to who chairs now, once for each who does; when it goes out."""
    meeting = desk.meeting
    await context.tell(
        meeting.chair_id,
        kind,
        committee_id=meeting.committee_id,
        subject=subject,
        revision=meeting.revision,
        step=f"{kind}:{meeting.chair_id}",
        expires_at=meeting.starts_at,
    )
    return (await context.calendar(meeting.committee_id)).next_allowed(context.now)
