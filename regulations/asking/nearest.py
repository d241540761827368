"""What comes nearest to a matter that a regulation does not regulate."""

from collections.abc import Sequence

from committee.rules import Citation
from regulations.asking.answer import Near
from regulations.asking.book import Book
from regulations.asking.lexicon import Subject, lexicon

MOST = 2


def near(book: Book, places: Sequence[Citation]) -> tuple[Near, ...]:
    """These places, each with what it is about."""
    return tuple(Near(each, _called(book, each)) for each in places)


def near_subject(book: Book, subject: Subject) -> tuple[Near, ...]:
    """Where the matter itself is named, for others; then what lies beside it."""
    own = next(iter(book.answers[subject.key]), None)
    known = {own: _called(book, own, subject.key)} if own else {}
    for name in subject.near:
        for place in book.near(name)[:1]:
            known.setdefault(place, _called(book, place, name))
    return tuple(Near(*each) for each in list(known.items())[:MOST])


def _called(book: Book, place: Citation, name: str = "") -> str:
    """In a word what a place is about: by the matter that led there, or its first topic."""
    names = lexicon().near_names
    topics = book.regulation.unit(place).topics
    return names.get(name) or next((names.get(each, "") for each in topics[:1]), "")
