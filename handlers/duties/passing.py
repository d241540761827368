"""What the regulation does not say: asked of the secretariat, and its answer brought back."""

from collections.abc import Sequence

from committee.refusal import Reason, refuse
from handlers import access
from handlers.conversation import Dialogue, Outgoing, choice
from handlers.feature import Owed
from handlers.speaking import DIGEST, Context, Speaker
from messages.wording import words
from regulations.load import load
from storage import people, questions
from storage.questions import Question

REPLY = "duty.reply"
QUESTION = "duty.question"
ANSWERED = "duty.answered"
MOST = 400
"""Characters of a question or an answer: each is passed on whole, in one message."""


async def preview(context: Context, arguments: Sequence[str]) -> None:
    """What would go to whom, before it does."""
    asked = await _waiting(context, arguments)
    if len(asked.text) > MOST:
        context.reply("duty/too_long", most=MOST)
        return
    context.reply(
        "duty/preview",
        [choice("duty", "send", asked.id), choice("duty", "keep", asked.id)],
        question=asked.text,
        group=await _group(context, asked),
    )


async def send(context: Context, arguments: Sequence[str]) -> None:
    """Owe it to those who run the assistant of that committee."""
    asked = await _waiting(context, arguments)
    if len(asked.text) > MOST or asked.committee_id is None:
        raise refuse(Reason.NOT_FOUND)
    seats = await people.secretariat(context.tx, asked.committee_id)
    for seat in seats:
        await context.tell(
            seat.person.id,
            QUESTION,
            committee_id=asked.committee_id,
            subject=_subject(asked),
            revision=1,
            step="question",
            merge=DIGEST,
        )
    if seats:
        await questions.pass_on(context.tx, asked.id, context.now)
        await context.record("question.passed", _subject(asked), asked.committee_id)
    group = await _group(context, asked)
    context.replace("duty/passed", told=len(seats), group=group)


async def keep(context: Context, arguments: Sequence[str]) -> None:
    await _waiting(context, arguments)
    context.replace("duty/kept")


async def _waiting(context: Context, arguments: Sequence[str]) -> Question:
    """The asker's own question, not passed on yet."""
    asked = await access.own_question(context, access.row_id(arguments))
    if asked.passed_at is not None:
        raise refuse(Reason.ALREADY_DONE, at=asked.passed_at)
    return asked


async def _group(context: Context, asked: Question) -> str:
    """What the asker's regulation calls the working group."""
    ground = await access.ground(context, asked.committee_id or 0)
    return ground.regulation.group_name


async def compose_question(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The question, until somebody has answered it."""
    found = await access.owed_question(speaker, owed)
    if found is None or found[0].answered_at is not None:
        return None
    asked, committee = found
    if not await access.runs_assistant(speaker, committee.id, owed.person.id):
        return None
    return speaker.message(
        "duty/question",
        [choice("duty", "reply", asked.id)],
        summary=words("duty")["question"],
        person=owed.person,
        who=await access.asker_of(speaker, asked),
        question=asked.text,
    )


async def ask_reply(context: Context, arguments: Sequence[str]) -> None:
    asked, _ = await access.question_to_answer(context, access.row_id(arguments))
    await context.ask(REPLY, question=asked.id)
    who = await access.asker_of(context, asked)
    context.reply("duty/ask_reply", who=who, question=asked.text, most=MOST)


async def replied(context: Context, dialogue: Dialogue) -> None:
    """What was typed goes to who asked, whole."""
    text = context.event.text.strip()
    asked, committee = await access.question_to_answer(context, int(dialogue.state["question"]))
    if len(text) > MOST:
        context.reply("duty/too_long", most=MOST)
        return
    await context.done_asking()
    await questions.answer(context.tx, asked.id, text, context.person.id, context.now)
    await context.record("question.answered", _subject(asked), committee.id)
    await context.tell(
        asked.person_id,
        ANSWERED,
        committee_id=committee.id,
        subject=_subject(asked),
        revision=1,
        step="answer",
        merge=DIGEST,
    )
    context.reply("duty/reply_sent", who=await access.asker_of(context, asked))


async def compose_answered(speaker: Speaker, owed: Owed) -> Outgoing | None:
    """The secretariat's answer, said to be theirs and not the regulation's."""
    found = await access.owed_question(speaker, owed)
    if found is None or not found[0].answer:
        return None
    asked, committee = found
    return speaker.message(
        "duty/answered",
        summary=words("duty")["answered"],
        person=owed.person,
        question=asked.text,
        answer=asked.answer,
        group=load(committee.regulation).group_name,
    )


def _subject(asked: Question) -> str:
    return f"question:{asked.id}"
