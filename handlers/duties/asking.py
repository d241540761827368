"""A question typed in people's own words: heard, put to the right regulation, remembered."""

import re
from collections.abc import Sequence

from committee.refusal import Reason, refuse
from committee.rules import Citation
from handlers import access
from handlers.access import Ground
from handlers.conversation import DIALOGUE_LIFE, choice
from handlers.duties import saying
from handlers.speaking import Context
from messages.wording import words
from regulations.asking import library
from regulations.asking.answer import Answer, Label
from regulations.asking.people import Asker
from storage import questions

MOST_COMMITTEES = 4
_CHOICE = re.compile(r"[A-Za-z]?[0-9]{1,2}[.)]?")


def anything(text: str) -> bool:
    """The last to listen hears whatever nobody else wanted, but the choice of a menu."""
    return _CHOICE.fullmatch(text.strip()) is None


async def heard(context: Context) -> None:
    await _answer(context, context.event.text.strip(), await access.grounds(context))


async def own_duties(context: Context) -> None:
    """`/nhiemvu`: the asker's own duties."""
    await _answer(context, words("duty")["own_duties"], await access.grounds(context))


async def choose_committee(context: Context, arguments: Sequence[str]) -> None:
    """The same question, to the regulation of the committee that was chosen."""
    asked = await access.own_question(context, access.row_id(arguments))
    ground = await access.ground(context, access.row_id(arguments, 1))
    answer = _ask(ground, asked.text, ())
    if answer.foreign:
        raise refuse(Reason.NOT_FOUND)
    await _say(context, ground, answer, asked.text)


async def _answer(context: Context, text: str, grounds: Sequence[Ground]) -> None:
    """Answer from the asker's regulations; ask for which committee where they differ."""
    last = await questions.last_of(context.tx, context.person.id, context.now)
    found = []
    for ground in grounds:
        here = last is not None and last.committee_id == ground.committee.id
        answer = _ask(ground, text, last.citations if last and here else ())
        if not answer.foreign:
            found.append((ground, answer))
    if not found:
        await _not_understood(context, grounds)
    elif len({_core(*each) for each in found}) == 1:
        await _say(context, *found[0], text, several=len(grounds) > 1)
    else:
        await _which(context, [ground for ground, _ in found], text)


def asker(ground: Ground) -> Asker:
    """Who asks, as the regulation sees it; a guest's office is read from the position."""
    if ground.own is not None:
        return Asker(ground.roles, ground.office)
    return library().asker(ground.regulation, ground.roles, ground.position)


def _ask(ground: Ground, text: str, previous: tuple[Citation, ...]) -> Answer:
    return library().ask(ground.regulation, text, asker(ground), previous=previous)


def _core(ground: Ground, answer: Answer) -> tuple[object, ...]:
    """What makes two answers one and the same."""
    return ground.regulation.slug, answer.label, answer.citations[:1], answer.subject, answer.place


async def _say(
    context: Context, ground: Ground, answer: Answer, text: str, *, several: bool = False
) -> None:
    """Remember what was asked, then answer; a clause that was asked after may be asked about."""
    question_id = await _remember(context, ground, answer.label, answer, text)
    several = several or len(await access.grounds(context)) > 1
    context.reply_with(await saying.message(context, ground, answer, question_id, several=several))


async def _remember(
    context: Context, ground: Ground | None, label: str, answer: Answer | None, text: str
) -> int:
    places = (answer.citations or tuple(n.citation for n in answer.nearest)) if answer else ()
    return await questions.remember(
        context.tx,
        person_id=context.person.id,
        committee_id=ground.committee.id if ground else None,
        text=text,
        label=label,
        citations=places[:1],
        now=context.now,
        expires_at=context.now + DIALOGUE_LIFE,
    )


async def _not_understood(context: Context, grounds: Sequence[Ground]) -> None:
    """Counted, without a word of what was typed."""
    ground = grounds[0] if len(grounds) == 1 else None
    await _remember(context, ground, questions.NOT_UNDERSTOOD, None, "")
    context.reply("conversation/not_understood")


async def _which(context: Context, grounds: Sequence[Ground], text: str) -> None:
    question_id = await _remember(context, None, Label.CLARIFY, None, text)
    shown = grounds[:MOST_COMMITTEES]
    context.reply(
        "duty/which",
        [
            choice("duty", "committee", question_id, each.committee.id, place=place)
            for place, each in enumerate(shown, start=1)
        ],
        committees=[each.committee.name for each in shown],
    )
