"""Who speaks to us, and how our answers get into the transaction of what caused them."""

from bot.clock import real_ms
from bot.queueing import menu_of
from bot.registry import Registry
from handlers.conversation import Event, Outgoing, Sender
from handlers.speaking import Context
from storage import accounts, sends
from storage.database import Transaction


async def find_sender(tx: Transaction, event: Event) -> Sender:
    """The account an event came from; one that writes can be written to again."""
    found = await accounts.find_sender(tx, event.channel, event.address)
    if found is None:
        known = await accounts.known(tx, event.channel, event.address, event.received_at)
        return Sender(known.id, event.channel, event.address, None, ())
    account, person, memberships = found
    if account.blocked:
        await accounts.mark_reachable(tx, account.id)
    return Sender(account.id, account.channel, account.address, person, memberships)


async def say(context: Context, inbox_id: int, registry: Registry) -> None:
    """Queue the answers, keyed by what they answer and their place."""
    for place, said in enumerate(context.said, start=1):
        edits = await _acted_on(context) if said.edit else None
        account_id = said.account_id or context.sender.account_id
        await _queue(context, account_id, f"reply:{inbox_id}:{place}", said.outgoing, edits)
    if context.seats_changed:
        sender = await find_sender(context.tx, context.event)
        menu = Outgoing("", commands=registry.commands_for(sender))
        await _queue(context, context.sender.account_id, f"commands:{inbox_id}", menu, None)


async def _acted_on(context: Context) -> int | None:
    """The message whose button was pressed, or from which a choice was typed."""
    if context.chosen_from is not None:
        return context.chosen_from
    if not context.event.pressed:
        return None
    return await sends.root_of_reference(
        context.tx, context.sender.account_id, context.event.pressed
    )


async def _queue(
    context: Context, account_id: int, key: str, outgoing: Outgoing, edits: int | None
) -> None:
    """Queue a reply, already counted as under way, and remember the menu that it shows."""
    send = await sends.enqueue(
        context.tx,
        account_id=account_id,
        key=key,
        content=outgoing.to_json(),
        rank=sends.REPLY_RANK,
        attempts=1,
        edits=edits,
        now=context.now,
        real_ms=real_ms(),
    )
    if send is not None:
        await sends.show_menu(context.tx, account_id, edits or send, menu_of(outgoing))
