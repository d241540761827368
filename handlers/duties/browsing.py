"""Reading the regulation: its articles, one article's clauses, one's duties one by one."""

from collections.abc import Sequence

from committee.refusal import Reason, refuse
from committee.rules import Citation
from handlers import access
from handlers.access import Ground
from handlers.conversation import Choice, Outgoing, choice
from handlers.duties import wordings
from handlers.duties.asking import asker
from handlers.duties.pages import (
    ME,
    Line,
    article_lines,
    duty_lines,
    line,
    page_of,
    pages,
    title_of,
    whose_of,
)
from handlers.speaking import Context
from messages.render import label
from regulations.asking import library
from regulations.asking.duties import home_article

ARTICLES_A_PAGE = 8


async def contents_typed(context: Context) -> None:
    """`/quyche`: the articles, of the first committee or of the one that is chosen."""
    grounds = await access.grounds(context)
    if not grounds:
        raise refuse(Reason.NOT_FOUND)
    if len(grounds) == 1:
        context.reply_with(_contents(context, grounds[0], 0))
        return
    context.reply(
        "duty/which",
        [
            choice("duty", "contents", each.committee.id, 0, place=place)
            for place, each in enumerate(grounds[:4], start=1)
        ],
        committees=[each.committee.name for each in grounds[:4]],
    )


async def contents(context: Context, arguments: Sequence[str]) -> None:
    ground = await access.ground(context, access.row_id(arguments))
    context.replace_with(_contents(context, ground, access.row_id(arguments, 1)))


def _contents(context: Context, ground: Ground, page: int) -> Outgoing:
    articles = ground.regulation.articles
    last = (len(articles) - 1) // ARTICLES_A_PAGE
    page = max(0, min(page, last))
    here = articles[page * ARTICLES_A_PAGE : (page + 1) * ARTICLES_A_PAGE]
    home = home_article(library().book(ground.regulation), ground.roles)
    own = [choice("duty", "article", ground.committee.id, home, 0)] if home else []
    turns = _turns(f"duty:contents:{ground.committee.id}", page, last)
    return context.message(
        "duty/contents",
        [*turns, *[Choice(each.id, label=label("duty:home", article=home)) for each in own]],
        regulation=ground.regulation,
        articles=here,
        page=page + 1,
        pages=last + 1,
    )


async def article(context: Context, arguments: Sequence[str]) -> None:
    """One article, clause by clause."""
    ground = await access.ground(context, access.row_id(arguments))
    number = access.row_id(arguments, 1)
    if not ground.regulation.resolves(Citation(number)):
        raise refuse(Reason.NOT_FOUND)
    lines = article_lines(ground.regulation, number)
    heading = ground.regulation.unit(Citation(number)).title
    turning = f"duty:article:{ground.committee.id}:{number}"
    _show(context, lines, heading, number, turning, access.row_id(arguments, 2))


async def each(context: Context, arguments: Sequence[str]) -> None:
    """Somebody's duties, one after the other."""
    ground = await access.ground(context, access.row_id(arguments))
    key = arguments[1] if len(arguments) > 1 else ""
    whose = asker(ground) if key == ME else whose_of(ground.regulation, key)
    if whose is None:
        raise refuse(Reason.NOT_FOUND)
    lines = duty_lines(ground, whose)
    if not lines:
        raise refuse(Reason.NOT_FOUND)
    turning = f"duty:each:{ground.committee.id}:{key}"
    heading = title_of(ground.regulation, whose)
    _show(context, lines, heading, 0, turning, access.row_id(arguments, 2))


def _show(
    context: Context, lines: Sequence[Line], heading: str, article: int, turning: str, page: int
) -> None:
    cut = pages(lines)
    number = page_of(cut, page)
    message = context.message(
        "duty/page",
        _turns(turning, number, len(cut) - 1),
        heading=heading,
        article=article,
        lines=cut[number],
        page=number + 1,
        pages=len(cut),
    )
    # The first page is a new message, so that the answer above it stays to be read.
    if context.event.pressed and page:
        context.replace_with(message)
    else:
        context.reply_with(message)


def _turns(turning: str, page: int, last: int) -> list[Choice]:
    """To the next page and back."""
    on = [Choice(f"{turning}:{page + 1}", label=label("duty:next"))] if page < last else []
    back = [Choice(f"{turning}:{page - 1}", label=label("duty:before"))] if page else []
    return on + back


async def place(context: Context, arguments: Sequence[str]) -> None:
    """One clause, as it was offered among several."""
    ground = await access.ground(context, access.row_id(arguments))
    citation = _cited(ground, arguments)
    found = line(ground.regulation, citation)
    context.reply(
        "duty/answer",
        await wordings.choices(context, ground, citation),
        committee="",
        gist=found.gist,
        citation=citation,
        title=ground.regulation.unit(citation).title if not citation.clause else "",
        tensions=ground.regulation.tensions_at((citation,))[:1],
        others=(),
    )


async def wording(context: Context, arguments: Sequence[str]) -> None:
    """The official wording of a place, where the office has imported it."""
    ground = await access.ground(context, access.row_id(arguments))
    citation = _cited(ground, arguments)
    text = await wordings.official(context, ground, citation)
    if not text:
        raise refuse(Reason.NOT_FOUND)
    cut = wordings.cut(text)
    page = max(0, min(access.row_id(arguments, 2), len(cut) - 1))
    turning = f"duty:wording:{ground.committee.id}:{citation}"
    context.reply(
        "duty/wording",
        _turns(turning, page, len(cut) - 1),
        citation=citation,
        wording=cut[page],
        page=page + 1,
        pages=len(cut),
    )


def _cited(ground: Ground, arguments: Sequence[str]) -> Citation:
    try:
        citation = Citation.parse(arguments[1] if len(arguments) > 1 else "")
    except ValueError as error:
        raise refuse(Reason.NOT_FOUND) from error
    if not ground.regulation.resolves(citation):
        raise refuse(Reason.NOT_FOUND)
    return citation
