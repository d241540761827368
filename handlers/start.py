"""Linking: a code, what is kept and why, consent; and the first word to whoever says /start."""

from collections.abc import Sequence
from dataclasses import dataclass

from committee.people import Person
from committee.refusal import Reason, refuse
from handlers.conversation import Choice, Dialogue, choice
from handlers.feature import Command, DialogueRule, Feature, NotMeant
from handlers.speaking import Context
from handlers.standing import standings
from messages.channels import channel_name
from messages.render import label
from regulations.vietnamese import fold
from storage import accounts, audit, codes, deliveries, linking, people

CONSENT = "link:consent"
PHONE = "phone"
"""In place of a code's number, where it was the phone number that told who it is."""
_PREFIX = codes.PREFIX.lower()


@dataclass(frozen=True, slots=True)
class DataPolicy:
    """What linking says about personal data: terms in days, and who answers questions."""

    inbox_days: int
    sends_days: int
    reasons_days: int
    contact: str


def start_feature(policy: DataPolicy) -> Feature:
    """What an account that is not linked can do, and all that it can do."""
    link = Linking(policy)
    return Feature(
        name="start",
        actions={
            "link:agree": link.agree,
            "link:refuse": link.refuse,
            "link:phone": link.ask_phone,
        },
        commands=(
            Command("start", link.start, for_strangers=True),
            Command("lienket", link.link, for_strangers=True),
        ),
        texts=((codes.looks_like_code, link.typed),),
        dialogues={CONSENT: DialogueRule(link.answered)},
        phone=link.phoned,
        stranger=link.stranger,
        for_strangers=True,
    )


class Linking:
    """The steps from a code to a linked account."""

    def __init__(self, policy: DataPolicy) -> None:
        self._policy = policy

    async def start(self, context: Context) -> None:
        code = _argument(context)
        if code:
            await self._offer(context, code)
        elif context.sender.person is None:
            await self.stranger(context)
        else:
            context.reply("start/greeting", _first_choices(), person=context.sender.person)

    async def link(self, context: Context) -> None:
        code = _argument(context)
        if code or context.sender.person is not None:
            await self._offer(context, code)
        else:
            await self.stranger(context)

    async def stranger(self, context: Context) -> None:
        """How to link: by a code, or by one's own number where the chat can vouch for it."""
        if context.event.can_share_phone:
            context.reply("start/stranger_phone", [choice("link", "phone")])
        else:
            context.reply("start/stranger")

    async def ask_phone(self, context: Context, arguments: Sequence[str]) -> None:
        """The button as some client shows it after all; who is linked needs it no more."""
        if context.sender.person is not None:
            raise refuse(Reason.ALREADY_DONE)
        await self.stranger(context)

    async def phoned(self, context: Context) -> None:
        """A number that the chat vouches for; an unknown one learns nothing, as any stranger."""
        if not await self._may_try(context):
            return
        person = await people.person_by_phone(context.tx, context.event.phone)
        if person is None or not await _on_a_roster(context, person.id):
            await self.stranger(context)
            return
        await self._ask_consent(context, person, PHONE)

    async def typed(self, context: Context) -> None:
        """A text that looks like a code; from a member, a word with digits may look so too."""
        meant = fold(context.event.text).startswith(_PREFIX)
        if context.sender.person is not None and not meant:
            raise NotMeant
        await self._offer(context, context.event.text)

    async def _offer(self, context: Context, text: str) -> None:
        """Show what a valid code leads to; it is not used up before the consent."""
        if not await self._may_try(context):
            return
        found = await codes.find(context.tx, text, context.now)
        person = await people.person(context.tx, found.person_id) if found else None
        if found is None or person is None:
            context.reply("start/wrong_code")
            return
        await self._ask_consent(context, person, found.id)

    @staticmethod
    async def _may_try(context: Context) -> bool:
        """Whether a code or a number is looked at at all; where not, why was said."""
        if context.sender.person is not None:
            # Without a look at the code, so that a member cannot try codes either.
            context.reply("start/already_linked", person=context.sender.person)
            return False
        if not await codes.attempt(context.tx, context.sender.account_id, context.now):
            context.reply("start/too_many")
            return False
        return True

    async def _ask_consent(self, context: Context, person: Person, code_id: int | str) -> None:
        await context.ask(CONSENT, code_id=code_id, person_id=person.id)
        context.reply(
            "start/consent",
            _consent_choices(code_id),
            by_phone=code_id == PHONE,
            person=person,
            channel=channel_name(context.channel),
            policy=self._policy,
        )

    async def answered(self, context: Context, dialogue: Dialogue) -> None:
        """The consent typed instead of pressed, another code, or neither."""
        code_id = dialogue.state["code_id"]
        typed = fold(context.event.text)
        if typed == fold(label("link:agree")):
            await self.agree(context, (str(code_id),))
        elif typed == fold(label("link:refuse")):
            await self.refuse(context, (str(code_id),))
        elif codes.looks_like_code(context.event.text):
            await self._offer(context, context.event.text)
        else:
            context.reply("start/choose", _consent_choices(code_id))

    async def agree(self, context: Context, arguments: Sequence[str]) -> None:
        """Use the code up and link, in one transaction: of two accounts only one gets it."""
        if context.sender.person is not None:
            raise refuse(Reason.ALREADY_DONE)
        person = await self._pending(context, arguments)
        if person is None:
            context.replace("start/wrong_code")
            return
        await context.done_asking()
        for other in await accounts.accounts_of(context.tx, person.id):
            channel = channel_name(context.event.channel)
            context.warn(other.id, "start/linked_elsewhere", person=person, channel=channel)
        await accounts.link(context.tx, context.sender.account_id, person.id, context.now)
        context.seats_changed = True
        if await deliveries.owe_again(context.tx, person.id, context.now):
            context.owes = True
        await self._note(context, person)
        seats = await people.memberships_of(context.tx, person.id)
        context.replace(
            "start/welcome",
            _first_choices(),
            person=person,
            standings=await standings(context.tx, person.id, seats),
        )

    async def _pending(self, context: Context, arguments: Sequence[str]) -> Person | None:
        """Whom the code that this account was shown is for; only the first to ask learns it.

        A number was vouched for when it was shared; its owner must still be on a roster.
        """
        dialogue = await context.dialogue()
        if dialogue is None or dialogue.kind != CONSENT:
            return None
        code_id, person_id = dialogue.state["code_id"], dialogue.state["person_id"]
        if tuple(arguments) != (str(code_id),):
            return None
        if code_id == PHONE:
            usable = await _on_a_roster(context, person_id)
        else:
            usable = await codes.use(context.tx, code_id, context.now)
        if not usable:
            await context.done_asking()
            return None
        return await people.person(context.tx, person_id)

    @staticmethod
    async def _note(context: Context, person: Person) -> None:
        """In the name of the person, who is known only from now on."""
        await audit.write(
            context.tx,
            at=context.now,
            committee_id=None,
            person_id=person.id,
            channel=context.channel,
            verb="account.linked",
            subject=f"account:{context.sender.account_id}",
        )

    async def refuse(self, context: Context, arguments: Sequence[str]) -> None:
        """Nothing is linked and the code stays good, should the person think again."""
        if context.sender.person is not None:
            raise refuse(Reason.ALREADY_DONE)
        await context.done_asking()
        context.replace("start/refused")


def _argument(context: Context) -> str:
    """What follows the command."""
    _, *rest = context.event.text.split(maxsplit=1)
    return rest[0].strip() if rest else ""


async def _on_a_roster(context: Context, person_id: int) -> bool:
    """A seat, or known to a committee without one; a number alone outlives both."""
    if await people.memberships_of(context.tx, person_id):
        return True
    return bool(await linking.contacts_of(context.tx, person_id))


def _consent_choices(code_id: int | str) -> list[Choice]:
    return [choice("link", "agree", code_id), choice("link", "refuse", code_id)]


def _first_choices() -> list[Choice]:
    return [choice("guide", "show"), choice("mydata", "show")]
