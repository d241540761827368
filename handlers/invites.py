"""`/moi`: the secretariat invites somebody on the roster to link an account."""

from collections.abc import Sequence

from committee.refusal import Reason, refuse
from handlers.conversation import Choice, Dialogue, choice
from handlers.feature import Command, DialogueRule, Feature
from handlers.means import Means, make_out
from handlers.speaking import Context
from messages.wording import words
from regulations.load import load
from regulations.vietnamese import syllables
from storage import committees, linking
from storage.linking import Known

NAME = "invite:name"
MOST_BUTTONS = 4


def invites_feature(means: Means) -> Feature:
    """Inviting people to link, for the secretariat of their committee."""
    invites = Invites(means)
    return Feature(
        name="invites",
        actions={"invites:give": invites.give},
        commands=(Command("moi", invites.begin, for_secretariat=True),),
        dialogues={NAME: DialogueRule(invites.named)},
    )


class Invites:
    """From a name to a code that can be forwarded."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def begin(self, context: Context) -> None:
        _, *name = context.event.text.split(maxsplit=1)
        if name:
            await self._look_up(context, name[0])
        else:
            await self._who(context)

    async def _who(self, context: Context) -> None:
        """Offer those who have no account yet, and wait for a name."""
        known = await _roster(context)
        waiting = [each for each in known if not each.accounts]
        await context.ask(NAME)
        context.reply(
            "invites/who",
            _choices(waiting[:MOST_BUTTONS]),
            total=len(known),
            waiting=[each.person for each in waiting],
            more=len(waiting) - MOST_BUTTONS,
        )

    async def named(self, context: Context, dialogue: Dialogue) -> None:
        await self._look_up(context, context.event.text)

    async def _look_up(self, context: Context, name: str) -> None:
        """One person gets a code; of several the asker chooses; the name may be typed again."""
        found = _matches(await _roster(context), name)
        if len(found) == 1:
            await self._issue(context, found[0])
            return
        await context.ask(NAME)
        if not found:
            context.reply("invites/unknown", name=name)
        elif len(found) > MOST_BUTTONS:
            context.reply("invites/many", name=name, count=len(found))
        else:
            people = [each.person for each in found]
            context.reply("invites/which", _choices(found), name=name, people=people)

    async def give(self, context: Context, arguments: Sequence[str]) -> None:
        """Only of the asker's own rosters; whoever is not there does not exist."""
        known = {str(each.person.id): each for each in await _roster(context)}
        chosen = known.get(":".join(arguments))
        if chosen is None:
            raise refuse(Reason.NOT_FOUND)
        await self._issue(context, chosen)

    async def _issue(self, context: Context, known: Known) -> None:
        """A new code: a line for the asker, and a message to forward as it is."""
        dialogue = await context.dialogue()
        if dialogue is not None and dialogue.kind == NAME:
            await context.done_asking()
        committee = await committees.get(context.tx, known.committee_id)
        if committee is None:
            raise refuse(Reason.NOT_FOUND)
        person = known.person
        given = await make_out(context, self._means, person.id, committee.id)
        context.reply("invites/issued", person=person, accounts=known.accounts)
        context.reply(
            "invites/forward",
            files=given.pictures,
            person=person,
            committee=committee,
            group=load(committee.regulation).group_name,
            code=given.code,
            link=given.link,
            picture=bool(given.pictures),
            until=given.until,
        )


async def _roster(context: Context) -> list[Known]:
    """Everybody in the committees whose assistant the asker runs, each person once."""
    known: dict[int, Known] = {}
    for seat in context.sender.memberships:
        if seat.secretariat:
            for each in await linking.roster(context.tx, seat.committee_id):
                known.setdefault(each.person.id, each)
    return list(known.values())


def _matches(known: Sequence[Known], typed: str) -> list[Known]:
    """Those with this whole name; else whose name ends so; the address before it is no name."""
    addresses = [syllables(word) for word in words("people").values()]
    names = [syllables(typed)]
    names += [names[0][len(each) :] for each in addresses if names[0][: len(each)] == each]
    for name in filter(None, names):
        own = [(each, syllables(each.person.name)) for each in known]
        whole = [each for each, syllable in own if syllable == name]
        found = whole or [each for each, syllable in own if syllable[-len(name) :] == name]
        if found:
            return found
    return []


def _choices(known: Sequence[Known]) -> list[Choice]:
    """Namesakes are told apart by their place in the message."""
    names = [each.person.name for each in known]
    return [
        choice(
            "invites",
            "give",
            each.person.id,
            name=each.person.name,
            place=place if names.count(each.person.name) > 1 else 0,
        )
        for place, each in enumerate(known, start=1)
    ]
