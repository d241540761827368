"""The chair of that meeting decides on who stands in; a no comes with its reason."""

from collections.abc import Sequence

from committee import proxy_decision as rules
from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, choice
from handlers.speaking import Context
from handlers.substitution import Request, save, tell, tell_secretariat
from storage import invitees

REMARK = "proxy.remark"
REMARK_LENGTH = 300


async def grant(context: Context, arguments: Sequence[str]) -> None:
    request = await access.request_to_decide(context, access.row_id(arguments))
    await _decide(context, request, consents=True, remark="")


async def deny(context: Context, arguments: Sequence[str]) -> None:
    """A reason is asked for: nobody is told no without one."""
    request = await access.request_to_decide(context, access.row_id(arguments))
    rules.require_decidable(request.proxy, request.desk.meeting, context.person.id, context.now)
    await context.ask(REMARK, proxy=request.proxy.id)
    context.reply("proxy/ask_remark", request=request)


async def remark_given(context: Context, dialogue: Dialogue) -> None:
    request = await access.request_to_decide(context, int(dialogue.state["proxy"]))
    remark = " ".join(context.event.text.split())
    if len(remark) > REMARK_LENGTH:
        context.reply("proxy/too_long", most=REMARK_LENGTH, length=len(remark))
        return
    await _decide(context, request, consents=False, remark=remark)
    await context.done_asking()


async def _decide(context: Context, request: Request, *, consents: bool, remark: str) -> None:
    decided, answered = rules.decide(
        request.proxy,
        request.principal,
        request.desk.meeting,
        context.person.id,
        consents=consents,
        has_opinion=request.opinion.exists,
        remark=remark,
        now=context.now,
        clauses=request.citations,
    )
    if consents:
        await _invite(context, request)
    await save(context, "proxy_decided", request, decided, answered)
    kind = "proxy.granted" if consents else "proxy.refused"
    await tell(context, request, [request.principal.person.id, request.stand_in.id], kind)
    await tell_secretariat(context, request, kind)
    await _reply(context, request, consents=consents)


async def _invite(context: Context, request: Request) -> None:
    """To this meeting only, in the place of the principal."""
    added = await invitees.add_proxy(context.tx, request.principal, request.stand_in.id)
    if added is None:
        raise refuse(Reason.ATTENDS_ALREADY)


async def _reply(context: Context, request: Request, *, consents: bool) -> None:
    calendar = await context.calendar(request.desk.committee.id)
    read = [choice("opinion", "read", request.principal.id)] if request.opinion.exists else []
    outgoing = context.message(
        "proxy/decided_reply",
        read,
        request=request,
        consents=consents,
        told_at=calendar.next_allowed(context.now),
    )
    if consents:
        context.replace_with(outgoing)
    else:
        context.reply_with(outgoing)
