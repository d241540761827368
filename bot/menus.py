"""Choices that are typed: a number, a letter and a number, or the label as it was shown."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from bot.channels.splitting import plain
from bot.open_menus import OPEN_FOR, still_open
from committee.calendar import local
from committee.refusal import Refused
from handlers.conversation import Choice, Outgoing
from handlers.speaking import Context
from messages.render import render
from regulations.vietnamese import fold
from storage import menus, sends
from storage.database import Transaction
from storage.moments import from_ms

_ABOUT = 60
"""Characters of a message that tell it from another."""
_LONGEST_LABEL = 60
_AS_MANY = 4

_NUMBER = re.compile(r"([a-e])? ?([0-9]{1,2}) ?[.)]?")
_COUNTER = re.compile(r"\s*\(\d+\)$")

Press = Callable[[str], Awaitable[None]]
"""Runs the action behind a choice."""


class ChoiceRefusedError(Refused):
    """What was typed chose something that a rule refuses; the label says what was understood."""

    def __init__(self, refused: Refused, label: str) -> None:
        super().__init__(refused.refusal)
        self.label = label


@dataclass(frozen=True, slots=True)
class Waiting:
    """A menu as it is told from the others that wait."""

    letter: str
    about: str
    entries: tuple[menus.Entry, ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    send_id: int
    action: str
    label: str


async def typed_choice(
    context: Context, text: str, press: Press, takes_numbers: Callable[[str], bool]
) -> bool:
    """Answer where the whole message is a choice; False where it is something else."""
    number = _NUMBER.fullmatch(fold(text)) if context.event.typed_only else None
    if number is not None and number[1]:
        return await _by_letter(context, number[1].upper(), int(number[2]), press)
    if number is not None:
        question = await context.dialogue()
        if question is not None and takes_numbers(question.kind):
            return False
        return await _by_number(context, int(number[2]), press, asked=question is not None)
    if context.sender.person is None or len(text) > _LONGEST_LABEL:
        return False
    return await _by_label(context, text, press)


# --- by number


async def _by_letter(context: Context, letter: str, number: int, press: Press) -> bool:
    shown = await _shown(context)
    named = [menu for menu in shown if menu.letter == letter]
    waiting = [menu for menu in still_open(shown) if menu in named]
    for menu in (waiting or named)[:1]:
        return await _choose_in(context, menu, number, press)
    return False


async def _by_number(context: Context, number: int, press: Press, *, asked: bool) -> bool:
    """`asked`: a question waits; what is in no menu beside it is its answer."""
    if number == 0:
        return await _again(context)
    shown = await _shown(context)
    if asked and not await _is_beside_the_question(context, shown):
        return False
    waiting = still_open(shown)
    if len(waiting) > 1:
        context.reply("zalo/which", menus=[await _told(context.tx, menu) for menu in waiting])
        return True
    if waiting and await _choose_in(context, waiting[0], number, press):
        return True
    if not waiting or asked:
        return False
    entries = await menus.entries(context.tx, waiting[0].send_id)
    context.reply("zalo/no_such", number=number, entries=entries)
    return True


async def _shown(context: Context) -> tuple[menus.Shown, ...]:
    since = context.now - OPEN_FOR
    return await menus.shown(context.tx, context.sender.account_id, since)


async def _is_beside_the_question(context: Context, shown: Sequence[menus.Shown]) -> bool:
    """Whether the last thing said offers choices; else a number answers the question itself."""
    last = await menus.last_reply(context.tx, context.sender.account_id, sends.REPLY_RANK)
    return any(menu.shown_by == last for menu in shown)


async def _choose_in(context: Context, menu: menus.Shown, number: int, press: Press) -> bool:
    entries = await menus.entries(context.tx, menu.send_id)
    for entry in entries:
        if entry.place == number:
            await _press(context, _Chosen(menu.send_id, entry.action, entry.label), press)
            return True
    return False


async def _told(tx: Transaction, menu: menus.Shown) -> Waiting:
    content = await menus.content_of(tx, menu.shown_by)
    text = plain(Outgoing.from_json(content).text) if content else ""
    about = " ".join(text.split())
    if len(about) > _ABOUT:
        about = about[:_ABOUT].rpartition(" ")[0] + "…"
    return Waiting(menu.letter, about, await menus.entries(tx, menu.send_id))


# --- by label


async def _by_label(context: Context, text: str, press: Press) -> bool:
    """Press the button whose label was typed, with or without diacritics."""
    found = await menus.offered(context.tx, context.sender.account_id, menu_key(text))
    different = list({item.action: item for item in reversed(found)}.values())
    if not different:
        return False
    if len(different) == 1:
        item = different[0]
        await _press(context, _Chosen(item.send_id, item.action, item.label), press)
        return True
    newest = different[-_AS_MANY:][::-1]
    context.reply("conversation/which", [_offered_again(item) for item in newest])
    return True


def _offered_again(item: menus.Offered) -> Choice:
    """The same button, told apart by when it was shown."""
    shown = local(from_ms(item.shown_at))
    return Choice(item.action, label=f"{item.label} ({shown:%d/%m %H:%M})")


def menu_key(label: str) -> str:
    """How a label is compared: folded, without its counter."""
    return _COUNTER.sub("", fold(label))


# --- what was chosen, and choosing anew


async def _press(context: Context, chosen: _Chosen, press: Press) -> None:
    """Where buttons are not seen, the answer says which was meant and how to choose another."""
    if not context.event.typed_only:
        await press(chosen.action)
        return
    offered = await menus.entries(context.tx, chosen.send_id)
    context.chosen_from = chosen.send_id
    try:
        await press(chosen.action)
    except Refused as refused:
        raise ChoiceRefusedError(refused, chosen.label) from refused
    await menus.keep_choice(
        context.tx,
        context.sender.account_id,
        context.event.key,
        chosen.label,
        [(entry.action, entry.label) for entry in offered],
    )
    echo(context, chosen.label, may_change=len(offered) > 1)


def echo(context: Context, label: str, *, may_change: bool) -> None:
    """Say what was chosen, in one line below the answer."""
    own = [place for place, said in enumerate(context.said) if said.account_id is None]
    if not own:
        context.reply("zalo/chosen", label=label, may_change=may_change)
        return
    said = context.said[own[0]]
    line = render("zalo/chosen", label=label, may_change=may_change)
    outgoing = replace(said.outgoing, text=f"{said.outgoing.text}\n{line}")
    context.said[own[0]] = replace(said, outgoing=outgoing)


async def _again(context: Context) -> bool:
    """0 right after a choice offers the same again."""
    event = context.event
    last = await menus.choice_just_made(
        context.tx, context.sender.account_id, event.channel, event.address, event.key
    )
    if last is None:
        return False
    await context.done_asking()
    choices = [Choice(action, label=label) for action, label in last.actions]
    context.reply("zalo/again", choices, label=last.label)
    return True
