"""The regulations that are asked about, each made ready at its first question."""

from collections.abc import Mapping

from committee.people import Role
from committee.rules import Citation
from regulations.asking.answer import Answer
from regulations.asking.book import Book
from regulations.asking.deciding import decide
from regulations.asking.heard import Heard
from regulations.asking.lexicon import lexicon
from regulations.asking.people import Asker, Mention
from regulations.asking.question import Question, read
from regulations.model import Regulation


class Library:
    """Answers questions; `wording` is a regulation's official text by place ("7.4"), if any."""

    def __init__(self) -> None:
        self._books: dict[str, Book] = {}

    def ask(
        self,
        regulation: Regulation,
        text: str,
        asker: Asker,
        *,
        previous: tuple[Citation, ...] = (),
        wording: Mapping[str, str] | None = None,
    ) -> Answer:
        """Answer a question; `previous` is what the asker was answered last."""
        return decide(self.hear(regulation, text, asker, wording), previous)

    def hear(
        self,
        regulation: Regulation,
        text: str,
        asker: Asker,
        wording: Mapping[str, str] | None = None,
    ) -> Heard:
        """A question with all that bears on it."""
        book = self.book(regulation, wording)
        question = _read(text, book)
        return Heard(book, question, asker, book.who.mentions(question.typed))

    def asker(self, regulation: Regulation, roles: tuple[Role, ...], position: str) -> Asker:
        """Who somebody is whose office is known only by what it is called."""
        named = self.mentions(regulation, position)
        return Asker(roles, next((each.office for each in named if each.office), ""))

    def mentions(self, regulation: Regulation, text: str) -> tuple[Mention, ...]:
        """Whom a text names."""
        book = self.book(regulation)
        return book.who.mentions(_read(text, book).typed)

    def book(self, regulation: Regulation, wording: Mapping[str, str] | None = None) -> Book:
        """The regulation made ready; some ten milliseconds, once."""
        key = f"{regulation.slug}:{hash(frozenset((wording or {}).items()))}"
        held = self._books.get(key)
        if held is None or held.regulation is not regulation:
            held = self._books[key] = Book(regulation, lexicon(), wording)
        return held


def _read(text: str, book: Book) -> Question:
    return read(text, lexicon(), book.vocabulary, book.toneless)
