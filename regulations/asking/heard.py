"""A question with all that bears on it: the regulation, who asks, who is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from committee.people import Role
from regulations.asking.book import Book, Place
from regulations.asking.essence import course
from regulations.asking.learned import features, learned
from regulations.asking.lexicon import lexicon
from regulations.asking.people import Asker, Mention
from regulations.asking.question import Question


@dataclass(frozen=True)
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

    @property
    def speaks_of_others(self) -> bool:
        """Whether somebody is named who is not the asker."""
        roles = set(self.asker.roles)
        return any(not set(each.roles) & roles for each in self.mentions)

    @cached_property
    def measures(self) -> Mapping[str, frozenset[int]]:
        """The measures that are asked for (days, money, a form), each with its words."""
        typed = self.question.typed
        found = {key: words.places(typed) for key, words in self.book.measures.items()}
        return {key: places for key, places in found.items() if places}

    @cached_property
    def likely(self) -> Mapping[str, float]:
        """How likely each group of questions is meant (`regulations/asked`); together 1."""
        return learned().likely(self.features())

    def features(self) -> frozenset[str]:
        """What it is weighed by to tell which group it belongs to."""
        asked = self.question
        called = {p: next(iter(m.roles), None) for m in self.mentions for p in m.places}
        meant = course(asked.typed, called, asked.own, asked.chatter, lexicon().kinds)
        return features([word.plain for word in asked.typed], meant)

    def absent_role(self, mentions: tuple[Mention, ...]) -> Role | None:
        """A role that is named and that this regulation gives nobody."""
        titles = self.book.regulation.titles.keys()
        absent = (each.roles for each in mentions if each.roles and not set(each.roles) & titles)
        return next((roles[0] for roles in absent), None)


def binds(place: Place, who: Asker | Mention) -> bool:
    """Whether a place speaks to somebody with these roles or this office."""
    return bool(who.office and who.office in place.offices) or bool(set(who.roles) & place.binds)
