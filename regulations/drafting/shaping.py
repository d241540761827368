"""Which part of an article is its text, a lead, a heading: said by what stands around it."""

from collections.abc import Iterable

from regulations.drafting.parts import Doubt, Part
from regulations.model import ParagraphKind

_LONGEST_HEADING = 60
_LONGEST_TITLE = 250


def shape(articles: Iterable[Part]) -> None:
    """Give every article and clause the form that an encoded regulation has."""
    for article in articles:
        _article(article)
        for clause in article.parts:
            _clause(clause)
            for point in clause.parts:
                _check_empty(point)


def _article(article: Part) -> None:
    article.title = article.title.rstrip(" .:")
    if not article.title:
        article.doubt(Doubt.NO_TITLE)
    if len(article.title) > _LONGEST_TITLE:
        article.doubt(Doubt.LONG_HEADING)
    plain = [each for each in article.paragraphs if each.kind is not ParagraphKind.BULLET]
    if article.parts:
        for paragraph in plain:
            paragraph.kind = ParagraphKind.LEAD
    elif len(article.paragraphs) == 1 and plain:
        # An article that is one paragraph is that paragraph.
        article.text = article.paragraphs.pop().text
    elif plain and len(plain) < len(article.paragraphs) and plain[0] is article.paragraphs[0]:
        plain[0].kind = ParagraphKind.LEAD
    elif len(plain) > 1:
        article.doubt(Doubt.SEVERAL_PARAGRAPHS)
    if not (article.parts or article.paragraphs or article.text):
        article.doubt(Doubt.EMPTY)


def _clause(clause: Part) -> None:
    """A short line without an end, over points or paragraphs, is their heading."""
    short = len(clause.text) <= _LONGEST_HEADING
    if (clause.parts or clause.paragraphs) and short and not clause.text.endswith((".", ";")):
        clause.title, clause.text = clause.text.rstrip(":").rstrip(), ""
    elif clause.parts and clause.paragraphs:
        clause.doubt(Doubt.AFTER_POINTS)
    _check_empty(clause)


def _check_empty(part: Part) -> None:
    if not (part.text or part.title):
        part.doubt(Doubt.EMPTY)
