"""What is kept about the asker: shown, handed over, corrected, erased; and unlinking."""

import json
from collections.abc import Callable, Sequence

from handlers.attaching import Keep, attach
from handlers.conversation import Dialogue, Outgoing, choice
from handlers.feature import Command, DialogueRule, Feature
from handlers.mydata_told import (
    ERASED,
    compose_erased,
    compose_wish,
    subject_of,
    tell_secretariat,
)
from handlers.speaking import Context
from handlers.standing import standings
from messages.channels import channel_name
from messages.wording import words
from storage import accounts, linking, mydata

WISH = "mydata:correction"
MOST_WORDS = 400
"""Characters of a wish for correction: it is passed on whole, in one message."""


def mydata_feature(keep: Keep, forget: Callable[[str], None]) -> Feature:
    """`keep` puts a file into the store, `forget` takes one out again by its SHA-256."""
    own = OwnData(keep, forget)
    return Feature(
        name="mydata",
        actions={
            "mydata:show": own.pressed_show,
            "mydata:export": own.export,
            "mydata:correct": own.correct,
            "mydata:erase": own.ask_to_erase,
            "mydata:erase_now": own.erase,
            "mydata:keep": own.leave,
            "mydata:leave": own.leave,
            "mydata:unlink": own.unlink,
        },
        commands=(
            Command("dulieucuatoi", own.show),
            Command("huylienket", own.ask_to_unlink),
        ),
        dialogues={WISH: DialogueRule(own.wished)},
        compose={mydata.CORRECTION: compose_wish, ERASED: compose_erased},
    )


class OwnData:
    """Everybody's own data, and nobody else's: no action names whose."""

    def __init__(self, keep: Keep, forget: Callable[[str], None]) -> None:
        self._keep = keep
        self._forget = forget

    async def show(self, context: Context) -> None:
        person = context.person
        kept = await mydata.kept(context.tx, person.id, context.now)
        context.reply(
            "mydata/shown",
            [choice("mydata", "export"), choice("mydata", "correct"), choice("mydata", "erase")],
            person=person,
            phone=masked(person.phone),
            standings=await standings(context.tx, person.id, context.sender.memberships),
            kept=kept,
            channels=sorted({channel_name(channel) for channel in kept.channels}),
        )

    async def pressed_show(self, context: Context, arguments: Sequence[str]) -> None:
        await self.show(context)

    async def export(self, context: Context, arguments: Sequence[str]) -> None:
        """A file with all of it, keys in the reader's language."""
        own = words("mydata")
        data = _renamed(await mydata.everything(context.tx, context.person.id), own["keys"])
        # A message may hold halves of characters, which no file can.
        content = json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace")
        file = await attach(context, self._keep, content, own["file"], mydata.EXPORT_TYPE)
        await context.record("data.exported", subject_of(context.person), None)
        context.reply("mydata/exported", files=[file], person=context.person)

    async def correct(self, context: Context, arguments: Sequence[str]) -> None:
        await context.ask(WISH)
        context.reply("mydata/correct", person=context.person)

    async def wished(self, context: Context, dialogue: Dialogue) -> None:
        """Pass the wish on to those who keep the roster."""
        wish = context.event.text.strip()
        if len(wish) > MOST_WORDS:
            context.reply("mydata/too_long", most=MOST_WORDS)
            return
        await context.done_asking()
        await context.record("data.correction_asked", subject_of(context.person), None)
        told = await tell_secretariat(context, mydata.CORRECTION, {"wish": wish}, also_asker=True)
        context.reply("mydata/passed_on", told=told)

    async def ask_to_erase(self, context: Context, arguments: Sequence[str]) -> None:
        answers = [choice("mydata", "erase_now"), choice("mydata", "keep")]
        context.reply("mydata/erase", answers, person=context.person)

    async def erase(self, context: Context, arguments: Sequence[str]) -> None:
        """The answer to this very press is queued afterwards, so it still arrives."""
        await context.record("data.erased", subject_of(context.person), None)
        await tell_secretariat(context, ERASED, {}, also_asker=False)
        empty = Outgoing("").to_json()
        for sha256 in await mydata.erase(context.tx, context.person.id, empty, context.now):
            self._forget(sha256)
        context.seats_changed = True
        context.replace("mydata/erased")

    async def leave(self, context: Context, arguments: Sequence[str]) -> None:
        context.replace("mydata/left")

    async def ask_to_unlink(self, context: Context) -> None:
        answers = [choice("mydata", "unlink"), choice("mydata", "leave")]
        context.reply("mydata/unlink", answers, person=context.person)

    async def unlink(self, context: Context, arguments: Sequence[str]) -> None:
        """This account only; what waited for it goes to the person's next one."""
        account_id = context.sender.account_id
        await accounts.unlink(context.tx, account_id)
        context.seats_changed = True
        await linking.drop_unsent(context.tx, account_id, context.now)
        left = await accounts.accounts_of(context.tx, context.person.id)
        if not left:
            await context.done_asking()
        await context.record("account.unlinked", f"account:{account_id}", None)
        context.replace("mydata/unlinked", left=len(left))


def masked(phone: str) -> str:
    """0900000001 as 09*****001; empty stays empty."""
    typed = "0" + phone[3:] if phone.startswith("+84") else phone
    return typed[:2] + "*" * (len(typed) - 5) + typed[-3:] if len(typed) > 5 else typed


def _renamed(value: object, names: dict[str, str]) -> object:
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return value
