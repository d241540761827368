"""Whom a question speaks of, and who asks it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from committee.people import COMMITTEE_ROLES, WORKING_GROUP_ROLES, Role
from regulations.asking.lexicon import Lexicon
from regulations.asking.patterns import Pattern, Phrases
from regulations.asking.words import Word, words
from regulations.model import Regulation
from regulations.vietnamese import fold

_BESIDE = ("bên", "ngành")
"""Said before an office's field in place of its kind: "bên nội vụ"."""

_INITIALS, _AND = 3, "va"
"""From so many words on an office's field is also called by their first letters: "KTHT"."""


@dataclass(frozen=True, slots=True)
class Asker:
    """What the asker is under this regulation; nobody where both are empty."""

    roles: tuple[Role, ...] = ()
    office: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in a question: roles, or the key of an office; `places` are its words."""

    roles: tuple[Role, ...]
    office: str
    places: frozenset[int]


class Who:
    """The names that one regulation's people go by."""

    def __init__(self, regulation: Regulation, lexicon: Lexicon) -> None:
        known = [
            (name, role, "") for role, names in _role_names(regulation, lexicon) for name in names
        ]
        for key, names in _office_names(regulation, lexicon).items():
            known += [(name, (), key) for name in names]
        self._named = [(role, key) for _, role, key in known]
        patterns = [_pattern(name, lexicon) for name, _, _ in known]
        self._names = Phrases(zip(patterns, range(len(patterns)), strict=True))
        fields = [
            (name, key) for key, names in _fields(regulation, lexicon).items() for name in names
        ]
        self._field_keys = [key for _, key in fields]
        self._fields = Phrases((name, n) for n, (name, _) in enumerate(fields))

    def mentions(self, typed: Sequence[Word]) -> tuple[Mention, ...]:
        """Who is named; a longer name hides the shorter ones within it."""
        found = [Mention(*self._named[n], places) for n, places in self._names.apart(typed)]
        return tuple(sorted(found, key=lambda each: min(each.places)))

    def by_field(self, typed: Sequence[Word]) -> str:
        """The one office whose field is named ("tài nguyên môi trường"); empty: none or several."""
        found = {self._field_keys[number] for number, _ in self._fields.apart(typed)}
        return found.pop() if len(found) == 1 else ""


def _pattern(name: str, lexicon: Lexicon) -> Pattern:
    """A name with its short forms written out, as they are in a question."""
    said = [lexicon.abbreviations.get(word.plain, (word,)) for word in words(name)]
    return Pattern((tuple(word for each in said for word in each),))


def _begins_like_an_office(name: str, lexicon: Lexicon) -> bool:
    said = _pattern(name, lexicon).words
    kinds = [words(each) for each in lexicon.office_words]
    return any(said[: len(kind)] == kind for kind in kinds)


def _role_names(
    regulation: Regulation, lexicon: Lexicon
) -> Iterator[tuple[tuple[Role, ...], list[str]]]:
    for role in Role:
        if role not in regulation.titles and role not in COMMITTEE_ROLES:
            continue
        title = regulation.titles.get(role, "")
        called = [*lexicon.roles.get(role, ()), *([title] if title else [])]
        called += [part for part in title.split(", ") if _begins_like_an_office(part, lexicon)]
        meant: tuple[Role, ...] = (role,)
        if role is Role.WORKING_GROUP_MEMBER:
            meant = WORKING_GROUP_ROLES
            called.append(regulation.group_name)
        yield meant, called


def _office_names(regulation: Regulation, lexicon: Lexicon) -> Mapping[str, list[str]]:
    """The whole name, and parts of it that begin like an office and are no other's."""
    beginnings = [tuple(each.plain for each in words(text)) for text in lexicon.office_words]
    parts = {key: _parts(office.name, beginnings) for key, office in regulation.offices.items()}
    found = {}
    for key, own in parts.items():
        others = {each for other, theirs in parts.items() if other != key for each in theirs}
        short = [each for each in own if each not in others]
        names = [regulation.offices[key].name, regulation.offices[key].renamed]
        found[key] = [*filter(None, names), *short]
    return found


def _parts(name: str, beginnings: Sequence[tuple[str, ...]]) -> list[str]:
    pieces = "".join(each if each.isalnum() else " " for each in name).split()
    plain = [fold(each) for each in pieces]
    found = []
    for start in range(len(pieces)):
        begins = [each for each in beginnings if tuple(plain[start : start + len(each)]) == each]
        if not begins:
            continue
        shortest, longest = min(map(len, begins)), max(map(len, begins))
        for end in range(start + max(2, shortest), len(pieces) + 1):
            found.append(" ".join(pieces[start:end]))
            if end > start + longest + 1:
                tail = " ".join(pieces[start + longest : end])
                found += [f"{before} {tail}" for before in _BESIDE]
        found += _initials(pieces[start + longest :])
    return found


def _initials(field: Sequence[str]) -> list[str]:
    """The first letters of an office's field; none where it is written short already."""
    telling = [fold(each) for each in field if fold(each) != _AND]
    short = any(len(each) > 1 and each.isupper() for each in field)
    return [] if short or len(telling) < _INITIALS else ["".join(each[0] for each in telling)]


def _fields(regulation: Regulation, lexicon: Lexicon) -> Mapping[str, list[str]]:
    """What follows the kind of each office in its name, with and without "và"."""
    beginnings = [tuple(each.plain for each in words(text)) for text in lexicon.office_words]
    found = {}
    for key, office in regulation.offices.items():
        pieces = "".join(each if each.isalnum() else " " for each in office.name).split()
        plain = [fold(each) for each in pieces]
        ends = [
            start + len(each)
            for start in range(len(pieces))
            for each in beginnings
            if tuple(plain[start : start + len(each)]) == each
        ]
        field = pieces[max(ends, default=len(pieces)) :]
        if len(field) > 1:
            short = [each for each in field if fold(each) != _AND]
            found[key] = [" ".join(field), " ".join(short)]
    return found
