"""The principal's request: what it still needs, sent, kept as a draft, or taken back."""

from collections.abc import Sequence

from committee import proxy as rules
from committee.proxy import ProxyState
from handlers import access
from handlers.conversation import Choice, choice
from handlers.means import Means, make_out
from handlers.requests import let_go
from handlers.speaking import Context
from handlers.substitution import OPINION, Request, answers_of, sent
from handlers.substitution import send as send_request
from storage import invitees, proxies


def own(arguments: Sequence[str]) -> tuple[int, int]:
    """The invitation and the meeting's revision that a button names."""
    return access.row_id(arguments), access.row_id(arguments, 1)


async def show(context: Context, request: Request) -> None:
    """How it stands: what a draft still needs before it goes, or how far it has come."""
    if request.proxy.state is not ProxyState.DRAFT:
        context.reply("proxy/standing", _way_back(request), request=request)
    elif request.opinion_first and not request.opinion.exists:
        await _await_opinion(context, request)
    else:
        context.reply("proxy/ready", _send_choices(request), request=request)


async def _await_opinion(context: Context, request: Request) -> None:
    """A file sent, or an opinion typed, right after this counts: no button is needed first."""
    invitee, revision = request.own
    await context.ask(OPINION, invitee=invitee, revision=revision)
    context.reply("proxy/need_opinion", _opinion_choices(request), request=request)


def _opinion_choices(request: Request) -> list[Choice]:
    return [
        choice("opinion", "file", *request.own),
        choice("opinion", "type", *request.own),
        choice("proxy", "later", request.proxy.id),
        choice("proxy", "other", request.proxy.id),
    ]


def _send_choices(request: Request) -> list[Choice]:
    write = [choice("opinion", "write", *request.own)] if not request.opinion.exists else []
    return [
        choice("proxy", "send", request.proxy.id),
        *write,
        choice("proxy", "later", request.proxy.id),
        choice("proxy", "other", request.proxy.id),
    ]


def _way_back(request: Request) -> list[Choice]:
    return [choice("proxy", "revoke", request.proxy.id)]


async def send(context: Context, arguments: Sequence[str]) -> None:
    """The request goes to whoever is to stand in."""
    request = await _draft(context, arguments)
    if request.opinion_first and not request.opinion.exists:
        await show(context, request)
        return
    context.replace_with(await sent(context, await send_request(context, request)))


async def later(context: Context, arguments: Sequence[str]) -> None:
    """Kept as it is; nobody has been asked."""
    request = await _draft(context, arguments)
    await context.done_asking()
    context.replace(
        "proxy/kept",
        [choice("proxy", "ask", *request.own)],
        request=request,
    )


async def drop_draft(context: Context, arguments: Sequence[str]) -> Request:
    """The draft is dropped, so that somebody else can be named."""
    request = await _draft(context, arguments)
    await proxies.save(context.tx, rules.revoke(request.proxy, context.now))
    await context.record("proxy_dropped", request.proxy.subject, request.desk.committee.id)
    return request


async def _draft(context: Context, arguments: Sequence[str]) -> Request:
    request = await access.own_request(context, access.row_id(arguments))
    rules.require_draft(request.proxy, request.desk.meeting, context.now)
    return request


async def ask_revoke(context: Context, arguments: Sequence[str]) -> None:
    """Others count on it: one look before it is taken back."""
    request = await _open(context, arguments)
    context.reply(
        "proxy/ask_revoke",
        [
            choice("proxy", "revoked", request.proxy.id),
            choice("proxy", "keep", request.proxy.id),
        ],
        request=request,
    )


async def revoke(context: Context, arguments: Sequence[str]) -> None:
    """Taken back until the meeting begins; who counted on it is told."""
    request = await _open(context, arguments)
    without = await let_go(context, request.desk.meeting, request.principal)
    await invitees.save_answer(context.tx, without)
    context.replace("proxy/revoked_reply", answers_of(request), request=request)


async def keep(context: Context, arguments: Sequence[str]) -> None:
    request = await _open(context, arguments)
    context.replace("proxy/standing", _way_back(request), request=request)


async def _open(context: Context, arguments: Sequence[str]) -> Request:
    request = await access.own_request(context, access.row_id(arguments))
    rules.require_open(request.proxy, request.desk.meeting, context.now)
    return request


class Linking:
    """A code for whoever is to stand in and has no account; the principal passes it on."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def link(self, context: Context, arguments: Sequence[str]) -> None:
        """Only of somebody without a seat: a seat's code is the secretariat's to hand out."""
        request = await _open(context, arguments)
        rules.require_code(request.proxy, linked=request.linked, seated=request.seated)
        given = await make_out(context, self._means, request.stand_in.id, request.desk.committee.id)
        context.reply("proxy/link", request=request)
        context.reply("proxy/forward", files=given.pictures, request=request, given=given)
