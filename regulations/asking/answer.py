"""The answer to a question about a regulation: clauses, or an honest "not regulated"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from committee.people import COMMITTEE_ROLES, Role
from committee.rules import Citation
from regulations.asking.book import Book
from regulations.asking.duties import duties
from regulations.asking.lexicon import Lexicon, lexicon
from regulations.asking.people import Asker, Mention
from regulations.asking.question import Question, cited, read
from regulations.asking.ranking import About, Ranked, bound, rank, subjects
from regulations.asking.words import Word
from regulations.model import Regulation, Tension
from regulations.vietnamese import syllables

_ON_IT = 0.5
"""How surely a clause must speak of a matter for its disagreement to be about that."""
MOST = 10
MOST_CHOICES = 3
_AWAY = frozenset({"absence", "proxy"})
_PERSONAL = frozenset({"absence", "proxy", "attend"})
"""Subjects that are one's own affair: who is not bound is not told that he is."""

_ENOUGH = 0.3
_UNSURE = 0.6
"""A question of whose words no clause has more than this share is asked back."""
_FEW = 2
"""A single word that is no subject is no question."""
_CLOSE = 0.85


class Label(StrEnum):
    REGULATION = "regulation"
    SETTING = "setting"
    NOT_REGULATED = "not_regulated"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class Near:
    """A clause that comes near what was asked, and what it is about."""

    citation: Citation
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`citations` best first. `subject` names in words what was asked about, where that is known.

    `whose` is set where somebody's duties were asked for, `place` where one was named that there
    is not. `for_others`: the nearest clause speaks of it, but binds other roles than the asker's.
    `foreign`: it is no question about a regulation at all.
    """

    label: Label
    citations: tuple[Citation, ...] = ()
    gist: str = ""
    key: str = ""
    subject: str = ""
    nearest: tuple[Near, ...] = ()
    tensions: tuple[Tension, ...] = ()
    also: tuple[Citation, ...] = ()
    """Clauses that answer nearly as well as the first."""
    whose: Asker | None = None
    place: Citation | None = None
    for_others: bool = False
    foreign: bool = False


class Library:
    """The regulations that have been asked about, each made ready once."""

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
        return _Asked(self.book(regulation, wording), text, asker, previous).answer()

    def asker(self, regulation: Regulation, roles: tuple[Role, ...], position: str) -> Asker:
        """Who somebody is whose office is known only by what it is called."""
        named = self.mentions(regulation, position)
        return Asker(roles, next((each.office for each in named if each.office), ""))

    def mentions(self, regulation: Regulation, text: str) -> tuple[Mention, ...]:
        """Whom a text names."""
        book = self.book(regulation)
        return book.who.mentions(read(text, lexicon(), book.vocabulary, book.toneless).typed)

    def book(self, regulation: Regulation, wording: Mapping[str, str] | None = None) -> Book:
        key = f"{regulation.slug}:{hash(tuple(sorted((wording or {}).items())))}"
        held = self._books.get(key)
        if held is None or held.regulation is not regulation:
            held = self._books[key] = Book(regulation, lexicon(), wording)
        return held


class _Asked:
    """One question on its way to its answer."""

    def __init__(self, book: Book, text: str, asker: Asker, previous: tuple[Citation, ...]) -> None:
        self.book, self.asker, self.previous = book, asker, previous
        self.lexicon: Lexicon = lexicon()
        self.question: Question = read(text, self.lexicon, book.vocabulary, book.toneless)
        self.mentions: tuple[Mention, ...] = book.who.mentions(self.question.typed)
        self.named = frozenset(place for each in self.mentions for place in each.places)
        self.about: list[About] = subjects(book, self.question, self.mentions, asker)

    def answer(self) -> Answer:
        place = cited(self.question.text)
        if place is not None:
            return self._at(place)
        if self.question.earlier and self.previous:
            return self._found(self.previous[:1])
        if self._asks_for_duties():
            return self._duties()
        return self._searched()

    def _at(self, place: Citation) -> Answer:
        """What stands at a place that was named; the nearest above it where nothing does."""
        if self.book.regulation.resolves(place):
            return self._found((place,))
        above = [Citation(place.article, place.clause), Citation(place.article)]
        near = [each for each in above if self.book.regulation.resolves(each)]
        return Answer(label=Label.NOT_REGULATED, place=place, nearest=tuple(self._near(near[:1])))

    # --- duties

    def _asks_for_duties(self) -> bool:
        """Whether it is somebody's duties that are asked for, and no matter of their own."""
        question, phrases = self.question, self.lexicon
        own = phrases.first_person.places(question.typed)
        alone = phrases.duty_words_alone.places(question.typed)
        asked = phrases.duty_words.places(question.typed)
        rest = question.content - asked - alone - own - self.named
        if (not asked and not alone) or not (own or self.named or not rest):
            return False
        if not asked or not rest:
            return not rest
        others = [each for each in self.about if each.said > _ENOUGH]
        return not any(each.places & rest for each in others)

    def _duties(self) -> Answer:
        who = self._whose()
        if who.roles and not set(who.roles) & self.book.regulation.titles.keys():
            return self._no_such_role(who.roles[0])
        found = duties(self.book, who)
        if not found:
            return Answer(label=Label.NOT_REGULATED, foreign=True)
        return self._found(found, whose=who)

    def _whose(self) -> Asker:
        """Whom the question names, or who asks."""
        if not self.mentions:
            return self.asker
        roles = [role for each in self.mentions for role in each.roles]
        office = next((each.office for each in self.mentions if each.office), "")
        if set(roles) & set(self.asker.roles) and self.question.first_person:
            return self.asker
        return Asker(tuple(dict.fromkeys(roles)), office)

    def _no_such_role(self, role: Role) -> Answer:
        """A part that this regulation gives nobody."""
        known = [each for each in COMMITTEE_ROLES if each in self.book.regulation.titles]
        beside = Role.DEPUTY if Role.DEPUTY in known else known[0]
        return Answer(
            label=Label.NOT_REGULATED,
            subject=self.lexicon.roles[role][0],
            nearest=tuple(self._near(duties(self.book, Asker((beside,)))[:1])),
        )

    # --- search

    def _searched(self) -> Answer:
        absent = self._absent_role()
        if absent is not None:
            return self._no_such_role(absent)
        top = self._top()
        if top is not None:
            self.about = [top, *self.about[1:]]
        ranked = rank(self.book, self.question, self.about, self.asker, self._others())
        if top is not None and top.said > 0 and self._silent(top):
            return self._not_regulated(top)
        said = max((each.said for each in self.about), default=0.0)
        covered = max((each.covered for each in ranked[:5]), default=0.0)
        few = len(self.question.content) < _FEW
        if top is None or not ranked or (said < _ENOUGH and (few or covered < _ENOUGH)):
            if self.mentions and self.question.asking:
                return self._duties()
            return Answer(label=Label.NOT_REGULATED, foreign=True)
        if said < _ENOUGH and covered < _UNSURE and not self.mentions:
            return self._unsure(ranked)
        close = [each for each in ranked[1:3] if each.score > _CLOSE * ranked[0].score]
        return self._found(
            tuple(each.place.citation for each in ranked[:MOST]),
            about=top if top.said else None,
            also=tuple(each.place.citation for each in close),
        )

    def _unsure(self, ranked: list[Ranked]) -> Answer:
        """The best of what it may be, to choose from."""
        places = dict.fromkeys(each.place.citation for each in ranked)
        return Answer(label=Label.CLARIFY, citations=tuple(places)[:MOST_CHOICES])

    def _top(self) -> About | None:
        """The surest subject; the head who stays away asks who stands in."""
        top = self.about[0] if self.about else None
        away = top is not None and top.subject.key in _AWAY and self.question.first_person
        if top is None or not away or Role.HEAD not in self.asker.roles:
            return top
        known = {each.key: each for each in self.book.subjects}
        return replace(top, subject=known["stand_in"])

    def _others(self) -> tuple[Mention, ...]:
        """Who is named beside what the subject's own words name."""
        top = self.about[0].places if self.about else frozenset()
        return tuple(each for each in self.mentions if not each.places <= top)

    def _absent_role(self) -> Role | None:
        """A committee role that is named and that this regulation does not have."""
        titles = self.book.regulation.titles
        for each in self._others():
            if each.roles and not set(each.roles) & titles.keys():
                return each.roles[0]
        return None

    def _silent(self, about: About) -> bool:
        """Whether this regulation says nothing of the subject, or nothing that binds the asker."""
        if not self.book.answers[about.subject.key]:
            return True
        binds = bound(self.book, about.subject) if about.subject.key in _PERSONAL else ()
        own = self.question.first_person and not self._others() and self.asker.roles
        return bool(own and binds and not set(binds) & set(self.asker.roles))

    def _not_regulated(self, about: About) -> Answer:
        subject = about.subject
        own = next(iter(self.book.answers[subject.key]), None)
        known = {own: self._called(own, subject.key)} if own else {}
        for name in subject.near:
            for place in self.book.near(name)[:1]:
                known.setdefault(place, self._called(place, name))
        return Answer(
            label=Label.SETTING if subject.setting else Label.NOT_REGULATED,
            key=subject.key,
            subject=subject.name,
            nearest=tuple(Near(*each) for each in list(known.items())[:2]) or self._alike(),
            for_others=own is not None,
        )

    def _alike(self) -> tuple[Near, ...]:
        """The clause whose words come nearest, where no matter beside it is regulated."""
        ranked = rank(self.book, self.question, self.about, self.asker, self._others())
        return tuple(self._near([e.place.citation for e in ranked[:1] if e.covered > _ENOUGH]))

    def _near(self, places: Sequence[Citation]) -> list[Near]:
        return [Near(each, self._called(each)) for each in places]

    def _called(self, place: Citation, name: str = "") -> str:
        """In a word what a place is about: by the matter that led there, or its first topic."""
        topics = self.book.regulation.unit(place).topics
        names = self.lexicon.near_names
        return names.get(name) or next((names.get(each, "") for each in topics[:1]), "")

    def _tensions(self, first: Citation, about: About | None) -> tuple[Tension, ...]:
        """Where clauses disagree on the very matter that was asked, or on the place named."""
        regulation = self.book.regulation
        if about is None:
            return regulation.tensions_at((first,))
        answers = self.book.answers[about.subject.key]
        on_it = {each for each, sure in answers.items() if sure > _ON_IT}
        return tuple(each for each in regulation.tensions if len(on_it & set(each.citations)) > 1)

    def _found(
        self,
        citations: tuple[Citation, ...],
        *,
        about: About | None = None,
        whose: Asker | None = None,
        also: tuple[Citation, ...] = (),
    ) -> Answer:
        first = self.book.places[self.book.number[citations[0]]]
        return Answer(
            label=Label.REGULATION,
            citations=citations,
            gist=_best_gist(first.gists, self.question.typed) or first.unit.title,
            key=about.subject.key if about else "",
            subject=about.subject.name if about else "",
            tensions=self._tensions(citations[0], about) if not whose else (),
            whose=whose,
            also=also,
        )


def _best_gist(gists: tuple[str, ...], typed: tuple[Word, ...]) -> str:
    """Of several unnumbered parts, the one that says most of the words asked for."""
    asked = {word.plain for word in typed}
    return max(gists, key=lambda gist: len(asked & set(syllables(gist))), default="")
