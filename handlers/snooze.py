"""A reminder that is put off: the same once more, at an hour of its reader's choice.

It is no answer, moves no deadline and stops no report to a superior.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import datetime

from committee import snooze as rules
from committee.calendar import local
from committee.refusal import Reason, refuse
from committee.snooze import Again, Part
from handlers import access
from handlers.access import TOGETHER, row_id
from handlers.conversation import Choice, Outgoing, choice
from handlers.feature import Compose, Feature
from handlers.speaking import DIGEST, Context
from storage import deliveries
from storage.deliveries import Delivery

MOST = 4
"""Buttons of a message."""
_AGAIN = ":later:"
_DAY = "%Y%m%d"

Kinds = Callable[[], Container[str]]
"""Which kinds of what is owed are reminders that may be put off."""


def snooze_feature(compose: Callable[[], Mapping[str, Compose]], kinds: Kinds) -> Feature:
    """The feature; only who was reminded can put a reminder off."""
    snooze = Snooze(compose, kinds)
    return Feature(
        name="snooze",
        actions={
            "snooze:later": snooze.ask,
            "snooze:afternoon": snooze.afternoon,
            "snooze:morning": snooze.morning,
            "snooze:back": snooze.back,
        },
    )


class Snooze:
    """From one button to another hour."""

    def __init__(self, compose: Callable[[], Mapping[str, Compose]], kinds: Kinds) -> None:
        self._compose = compose
        self._kinds = kinds

    async def ask(self, context: Context, arguments: Sequence[str]) -> None:
        theirs = await self._theirs(context, arguments)
        context.reply_with(await self._question(context, arguments, theirs))

    async def afternoon(self, context: Context, arguments: Sequence[str]) -> None:
        await self._put_off(context, arguments, Part.AFTERNOON)

    async def morning(self, context: Context, arguments: Sequence[str]) -> None:
        await self._put_off(context, arguments, Part.MORNING)

    async def back(self, context: Context, arguments: Sequence[str]) -> None:
        """What was reminded of, as it stands now; what was put off meanwhile stays so."""
        theirs = await self._theirs(context, arguments)
        first = theirs[0]
        if len(theirs) > 1:
            context.replace("snooze/several", _openings(theirs), person=context.person)
            return
        owed = await access.owed_of(context, first)
        outgoing = await self._compose()[first.kind](context, owed)
        if outgoing is None:
            raise refuse(Reason.ALREADY_DONE)
        context.replace_with(outgoing)

    async def _put_off(self, context: Context, arguments: Sequence[str], part: Part) -> None:
        theirs = await self._theirs(context, arguments)
        moment = next((m for m in await self._moments(context, theirs) if m.part is part), None)
        if moment is None or ".".join(arguments[2:]) != f"{moment.at:{_DAY}}":
            context.replace_with(await self._question(context, arguments, theirs))
            return
        going = [each for each in theirs if rules.in_time(moment.at, each.expires_at)]
        for each in going:
            await self._owe_again(context, each, moment.at)
        context.replace(
            "snooze/put_off",
            [choice("snooze", "back", *arguments[:2])],
            person=context.person,
            at=moment.at,
            count=len(going),
            left=len(theirs) - len(going),
        )

    async def _owe_again(self, context: Context, reminder: Delivery, at: datetime) -> None:
        """Once at a time: what waits already moves to the new hour."""
        step = f"{reminder.step.split(_AGAIN)[0]}{_AGAIN}{at:%Y-%m-%dT%H:%M}"
        first = reminder.again_of or reminder.id
        waiting = await deliveries.waiting_again(context.tx, first, context.person.id)
        if waiting is None:
            changed = await context.tell(
                context.person.id,
                reminder.kind,
                committee_id=reminder.committee_id,
                subject=reminder.subject,
                revision=reminder.revision,
                step=step,
                facts=reminder.facts,
                merge=DIGEST,
                not_before=at,
                expires_at=reminder.expires_at,
                again_of=first,
            )
        else:
            changed = waiting.step != step
            goes_out = (await context.calendar(reminder.committee_id)).next_allowed(at)
            await deliveries.move_again(context.tx, waiting.id, step, goes_out)
        if changed:
            after = {"kind": reminder.kind, "until": local(at).isoformat(timespec="minutes")}
            await context.record(
                "reminder_put_off", reminder.subject, reminder.committee_id, after=after
            )

    async def _theirs(self, context: Context, arguments: Sequence[str]) -> tuple[Delivery, ...]:
        """The asker's own reminders that still hold."""
        together = TOGETHER in arguments[1:2]
        found = await access.own_reminders(context, row_id(arguments), together=together)
        known = [each for each in found if each.kind in self._kinds()]
        if not known:
            raise refuse(Reason.NOT_FOUND)
        holding = [each for each in known if await self._holds(context, each)]
        if not holding:
            raise refuse(Reason.ALREADY_DONE)
        return tuple(holding)

    async def _holds(self, context: Context, reminder: Delivery) -> bool:
        owed = await access.owed_of(context, reminder)
        return await self._compose()[reminder.kind](context, owed) is not None

    async def _question(
        self, context: Context, arguments: Sequence[str], theirs: Sequence[Delivery]
    ) -> Outgoing:
        """When it shall be; where there is no time left, that."""
        which = (str(theirs[0].id), "one") if len(arguments) < 2 else tuple(arguments[:2])
        offered = await self._moments(context, theirs)
        choices = [_choice(context, each, which) for each in offered]
        return context.message(
            "snooze/when" if offered else "snooze/too_late",
            [*choices, choice("snooze", "back", *which)],
            person=context.person,
            moments=offered,
        )

    @staticmethod
    async def _moments(context: Context, theirs: Sequence[Delivery]) -> list[Again]:
        """Those that are of use for at least one of them."""
        found: dict[Part, Again] = {}
        for each in theirs:
            calendar = await context.calendar(each.committee_id)
            for moment in rules.moments(context.now, each.expires_at, calendar):
                found.setdefault(moment.part, moment)
        return [found[part] for part in Part if part in found]


def _choice(context: Context, moment: Again, which: Sequence[str]) -> Choice:
    """The action names its day, so that an old button never means another one."""
    day = local(moment.at).date()
    if moment.part is Part.AFTERNOON:
        return choice("snooze", "afternoon", *which, f"{day:{_DAY}}")
    days = (day - local(context.now).date()).days
    return choice("snooze", "morning", *which, f"{day:{_DAY}}", day=day, days=days)


def _openings(theirs: Sequence[Delivery]) -> list[Choice]:
    shown = theirs if len(theirs) <= MOST else theirs[: MOST - 1]
    opening = [choice("digest", "open", each.id, place=n) for n, each in enumerate(shown, 1)]
    if len(shown) < len(theirs):
        opening.append(choice("digest", "more", shown[-1].id, len(shown) + 1))
    return opening
