"""How units are counted where people and other programs read them: "7.4", "1.2" for a bullet."""

from collections.abc import Iterator

from regulations.model import Article, Clause, Entry, Paragraph, ParagraphKind, Point, Regulation


def counted(regulation: Regulation) -> Iterator[tuple[str, Entry]]:
    """Every unit in reading order with its own ref.

    The bullets of an article without clauses are counted as clauses would be, 1, 2, …; any other
    part without a number keeps the ref of the model ("4.1#1").
    """
    for article in regulation.articles:
        bullets = 0
        for entry in _of(regulation, article.number):
            unit = entry.unit
            if _is_bullet(unit) and entry.citation.clause == 0 and not article.clauses:
                bullets += 1
                yield f"{article.number}.{bullets}", entry
            else:
                yield entry.ref, entry


def below(regulation: Regulation, ref: str) -> tuple[tuple[str, Entry], ...]:
    """The unit of that ref, counted or of the model, and all that it holds; empty for none."""
    every = list(counted(regulation))
    wanted = next((mine for mine, entry in every if ref in (mine, entry.ref)), None)
    if wanted is None:
        return ()
    return tuple(
        (mine, entry)
        for mine, entry in every
        if mine == wanted or mine.startswith((f"{wanted}.", f"{wanted}#"))
    )


def kind(entry: Entry) -> str:
    """article, clause, point or paragraph."""
    match entry.unit:
        case Article():
            return "article"
        case Clause():
            return "clause"
        case Point():
            return "point"
        case _:
            return "paragraph"


def _of(regulation: Regulation, article: int) -> Iterator[Entry]:
    return (entry for entry in regulation if entry.citation.article == article)


def _is_bullet(unit: object) -> bool:
    return isinstance(unit, Paragraph) and unit.kind is ParagraphKind.BULLET
