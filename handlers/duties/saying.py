"""An answer put into words, with what its reader can do next."""

from committee.rules import Citation
from handlers.access import Ground
from handlers.conversation import Choice, Outgoing, choice
from handlers.duties import next_steps, wordings
from handlers.duties.pages import Duties, laid_out
from handlers.speaking import Context
from regulations.asking.answer import Answer, Label

MOST_BUTTONS = 4
MOST_PLACES = 3


async def message(
    context: Context, ground: Ground, answer: Answer, question_id: int, *, several: bool
) -> Outgoing:
    """One answer, under one of the three labels; the committee is named where there are several."""
    named = ground.committee.name if several else ""
    if answer.label is Label.CLARIFY:
        return _clarify(context, ground, answer, named)
    if answer.label is not Label.REGULATION:
        return await _not_regulated(context, ground, answer, question_id, named)
    if answer.whose is not None:
        return await _duties(context, ground, answer, named)
    return await _clause(context, ground, answer, named)


async def _clause(context: Context, ground: Ground, answer: Answer, named: str) -> Outgoing:
    first = answer.citations[0]
    beside = [each for tension in answer.tensions for each in tension.citations]
    others = [each for each in dict.fromkeys((*answer.also, *beside)) if each != first]
    steps = await next_steps.after(context, ground, answer.key)
    whole = _whole_article(ground, first)
    return context.message(
        "duty/answer",
        [*steps, *await wordings.choices(context, ground, first), *whole][:MOST_BUTTONS],
        committee=named,
        gist=answer.gist,
        citation=first,
        title=ground.regulation.unit(first).title if not first.clause else "",
        tensions=answer.tensions[:1],
        others=others[:MOST_PLACES],
    )


def _whole_article(ground: Ground, citation: Citation) -> list[Choice]:
    """An article that was answered as a whole can be read clause by clause."""
    article = ground.regulation.articles[citation.article - 1]
    if citation.clause or not article.clauses:
        return []
    return [choice("duty", "article", ground.committee.id, citation.article, 0)]


async def _duties(context: Context, ground: Ground, answer: Answer, named: str) -> Outgoing:
    """One's own field first, then what the role has in common."""
    laid: Duties = laid_out(ground, answer)
    steps = await next_steps.to_come(context, ground) if laid.own_question else []
    return context.message(
        "duty/duties",
        [*steps, choice("duty", "each", ground.committee.id, laid.key, 0)],
        committee=named,
        duties=laid,
    )


async def _not_regulated(
    context: Context, ground: Ground, answer: Answer, question_id: int, named: str
) -> Outgoing:
    """Said plainly, with the nearest clauses; nothing is guessed."""
    group = ground.regulation.group_name
    steps = await next_steps.after(context, ground, answer.key)
    ask = [] if ground.runs or answer.place else [choice("duty", "pass", question_id, group=group)]
    template = "duty/setting" if answer.label is Label.SETTING else "duty/not_regulated"
    return context.message(
        template,
        [*steps, *ask][:MOST_BUTTONS],
        committee=named,
        subject=answer.subject,
        place=answer.place,
        title=_title(ground) if answer.for_others else "",
        nearest=answer.nearest,
        group=group,
    )


def _title(ground: Ground) -> str:
    return next((t for r in ground.roles if (t := ground.regulation.titles.get(r, ""))), "")


def _clarify(context: Context, ground: Ground, answer: Answer, named: str) -> Outgoing:
    places = answer.citations[:MOST_PLACES]
    return context.message(
        "duty/clarify",
        [at(ground, each) for each in places],
        committee=named,
        places=[(each, ground.regulation.unit(each).gist) for each in places],
    )


def at(ground: Ground, citation: Citation) -> Choice:
    """The button that shows one place."""
    return choice("duty", "at", ground.committee.id, citation, citation=citation)
