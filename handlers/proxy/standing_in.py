"""Whoever was named answers: takes it, does not, or cannot come after all."""

from collections.abc import Sequence

from committee import proxy_decision as rules
from committee.proxy import ProxyState
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import choice
from handlers.proxy import steps
from handlers.requests import tell_chair
from handlers.speaking import Context
from handlers.substitution import REQUEST, Request, save, tell, tell_secretariat
from storage import invitees


async def accept(context: Context, arguments: Sequence[str]) -> None:
    """Now the chair is asked."""
    request = await access.request_to_stand_in(context, access.row_id(arguments))
    accepted = rules.accept(request.proxy, request.desk.meeting, context.person.id, context.now)
    await save(context, "proxy_accepted", request, accepted)
    told_at = await tell_chair(context, request.desk, accepted.subject, REQUEST)
    if not request.opinion.exists:
        await tell_secretariat(context, request, "proxy.submitted")
    context.replace(
        "proxy/accepted_reply",
        [choice("proxy", "withdraw", accepted.id)],
        request=request,
        told_at=told_at,
    )


async def decline(context: Context, arguments: Sequence[str]) -> None:
    """The principal is asked anew and may name somebody else."""
    request = await access.request_to_stand_in(context, access.row_id(arguments))
    declined, without = rules.decline(
        request.proxy,
        request.principal,
        request.desk.meeting,
        context.person.id,
        context.now,
    )
    await save(context, "proxy_declined", request, declined, without)
    await tell(context, request, [request.principal.person.id], "proxy.declined")
    context.replace("proxy/declined_reply", request=request)


async def withdraw(context: Context, arguments: Sequence[str]) -> None:
    """Agreed to, but it will not do after all."""
    request = await access.request_to_stand_in(context, access.row_id(arguments))
    await _drop(context, request)


async def drop(context: Context, arguments: Sequence[str]) -> None:
    """The same from the invitation of whoever stands in."""
    invitee, desk = await access.present_invitation(context, *steps.own(arguments))
    principal = desk.invitee(invitee.stands_in_for)
    request = await access.request_of(context.tx, desk, principal) if principal else None
    if request is None:
        raise refuse(Reason.NOT_FOUND)
    await _drop(context, request)


async def _drop(context: Context, request: Request) -> None:
    """Principal and chair hear of it; the secretariat where it had been granted."""
    dropped, without = rules.drop(
        request.proxy,
        request.principal,
        request.desk.meeting,
        context.person.id,
        context.now,
    )
    await invitees.remove_proxy(context.tx, request.principal.id)
    await save(context, "proxy_dropped_out", request, dropped, without)
    told = [request.principal.person.id, request.desk.meeting.chair_id]
    await tell(context, request, told, "proxy.dropped")
    if request.proxy.state is ProxyState.GRANTED:
        await tell_secretariat(context, request, "proxy.dropped")
    context.replace("proxy/declined_reply", request=request)
