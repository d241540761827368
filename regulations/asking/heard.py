"""A question with all that bears on it: the regulation, who asks, who is named."""

from collections.abc import Mapping
from dataclasses import dataclass

from committee.people import Role
from regulations.asking.book import Book, Place
from regulations.asking.lexicon import lexicon
from regulations.asking.neighbours import essence
from regulations.asking.people import Asker, Mention
from regulations.asking.question import Question


@dataclass(frozen=True, slots=True)
class Heard:
    """One question on its way to its answer."""

    book: Book
    question: Question
    asker: Asker
    mentions: tuple[Mention, ...]

    @property
    def named(self) -> frozenset[int]:
        """The words that name somebody."""
        return frozenset(place for each in self.mentions for place in each.places)

    @property
    def spoken_of(self) -> tuple[Mention, ...]:
        """Who is named, and who asks of themselves."""
        own = Mention(self.asker.roles, self.asker.office, frozenset())
        return (*self.mentions, own) if self.question.first_person else self.mentions

    def before(self) -> Mapping[int, float]:
        """How much alike the whole questions of each group of the lexicon are."""
        called = {p: next(iter(m.roles), None) for m in self.mentions for p in m.places}
        asked = self.question
        if not asked.content:
            return {}
        words = lexicon()
        said = essence(asked.typed, called, asked.own, asked.chatter, words.kinds)
        return words.before.alike(said)

    def absent_role(self, mentions: tuple[Mention, ...]) -> Role | None:
        """A role that is named and that this regulation gives nobody."""
        titles = self.book.regulation.titles.keys()
        absent = (each.roles for each in mentions if each.roles and not set(each.roles) & titles)
        return next((roles[0] for roles in absent), None)


def binds(place: Place, who: Asker | Mention) -> bool:
    """Whether a place speaks to somebody with these roles or this office."""
    return bool(who.office and who.office in place.offices) or bool(set(who.roles) & place.binds)
