"""What is worded goes into the queue of an account, tied to all that it carries."""

from collections.abc import Sequence

from bot.clock import real_ms
from bot.menus import menu_key
from handlers.conversation import Outgoing
from handlers.feature import Owed
from handlers.speaking import Speaker
from storage import deliveries, releases, sends


async def queue(
    speaker: Speaker,
    account_id: int,
    owed: Sequence[Owed],
    outgoing: Outgoing,
    *,
    edits: int | None = None,
) -> None:
    """One message to one account, tied to all that it carries; or a change of an earlier one."""
    key = "owed:" + "+".join(str(each.id) for each in owed) + f":{account_id}"
    send = await sends.enqueue(
        speaker.tx,
        account_id=account_id,
        key=key,
        content=outgoing.to_json(),
        rank=sends.FIRST_WORD_RANK,
        attempts=0,
        edits=edits,
        now=speaker.now,
        real_ms=real_ms(),
    )
    if send is None:  # it went to this account before; looking at it again would never end
        for each in owed:
            await deliveries.drop(speaker.tx, each.id, deliveries.BROKEN, speaker.now)
        return
    await sends.show_menu(speaker.tx, account_id, edits or send, menu_of(outgoing))
    for each in owed:
        await releases.mark_released(speaker.tx, each.id, send, speaker.now)


def menu_of(outgoing: Outgoing) -> list[tuple[str, str, str]]:
    """The actions of a message as storage remembers them."""
    return [(item.id, item.label, menu_key(item.label)) for item in outgoing.actions]
