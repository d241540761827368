"""Where a person is written to first, and the warning that a chat's allowance runs out."""

from collections.abc import Sequence

from committee.refusal import Reason, refuse
from handlers.access import row_id, runs_assistant
from handlers.conversation import Outgoing, choice
from handlers.feature import Command, Feature, Owed
from handlers.speaking import Context, Speaker
from messages.channels import channel_name
from messages.render import render
from storage import accounts

MOST_BUTTONS = 4


def channels_feature() -> Feature:
    return Feature(
        name="channel",
        actions={"channel:use": use},
        commands=(Command("kenh", show),),
        compose={"channel.quota": _quota},
    )


async def show(context: Context) -> None:
    """The person's accounts, the first one first; the others may be put before it."""
    own = await accounts.accounts_of(context.tx, context.person.id)
    names = _names(own)
    if len(own) < 2:
        context.reply("channel/only", name=channel_name(context.channel))
        return
    choices = [
        choice("channel", "use", account.id, name=name, place=place)
        for place, (account, name) in enumerate(zip(own, names, strict=True), start=1)
        if place <= MOST_BUTTONS
    ]
    context.reply("channel/choose", choices, names=names)


async def use(context: Context, arguments: Sequence[str]) -> None:
    """Write there first from now on; only one's own accounts can be chosen."""
    own = await accounts.accounts_of(context.tx, context.person.id)
    chosen = row_id(arguments)
    for account, name in zip(own, _names(own), strict=True):
        if account.id == chosen:
            await accounts.prefer(context.tx, account.id, context.now)
            await context.record("channel_preferred", f"account:{account.id}", None)
            context.replace("channel/preferred", name=name)
            return
    raise refuse(Reason.NOT_FOUND)


def _names(own: Sequence[accounts.Account]) -> list[str]:
    """Two accounts of the same chat are told apart by their order."""
    kinds = [account.channel for account in own]
    return [
        f"{channel_name(kind)} ({kinds[: place + 1].count(kind)})"
        if kinds.count(kind) > 1
        else channel_name(kind)
        for place, kind in enumerate(kinds)
    ]


async def _quota(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """How much was used when the warning was due; it holds for the rest of the month."""
    if not await runs_assistant(speaker, owed.committee_id or 0, owed.person.id):
        return None
    line = render("channel/quota_line", channel=owed.facts["channel"])
    return speaker.message("channel/quota", summary=line, **owed.facts)
