"""A roster's rows as they were written, and every fault that they have by themselves."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from committee.people import Honorific, Role
from regulations.vietnamese import fold, tidy
from storage.phones import normal_phone

LONGEST_NAME = 100
LONGEST_POSITION = 200
_FORMULA = ("=", "@", "#")
"""What a spreadsheet would compute, or has failed to."""


class Column(StrEnum):
    """What a roster says of a person; the headings are in `messages/roster/columns.yaml`."""

    NAME = "name"
    HONORIFIC = "honorific"
    PHONE = "phone"
    POSITION = "position"
    ROLE = "role"
    SECOND_ROLE = "second_role"
    OFFICE = "office"
    SECRETARIAT = "secretariat"
    ADMINISTRATOR = "administrator"


SEAT_COLUMNS = (Column.SECOND_ROLE, Column.OFFICE, Column.SECRETARIAT, Column.ADMINISTRATOR)
"""What only a member can have."""

MARK = "x"
"""How a flag that is set is told; one that is not is empty."""


class ContactKind(StrEnum):
    """A place in the role column that is no seat."""

    GUEST = "guest"
    """With a standing invitation to the meetings."""
    CONTACT = "contact"


class Problem(StrEnum):
    """What is wrong with a row; `messages/` words it."""

    NAME_MISSING = "name_missing"
    NAME_IMPOSSIBLE = "name_impossible"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    HONORIFIC_UNKNOWN = "honorific_unknown"
    PHONE_IMPOSSIBLE = "phone_impossible"
    PHONE_TWICE = "phone_twice"
    PHONE_OF_ANOTHER = "phone_of_another"
    PERSON_TWICE = "person_twice"
    NAME_AMBIGUOUS = "name_ambiguous"
    ROLE_MISSING = "role_missing"
    ROLE_UNKNOWN = "role_unknown"
    SAME_ROLE_TWICE = "same_role_twice"
    TWO_HEADS = "two_heads"
    OFFICE_UNKNOWN = "office_unknown"
    MARK_UNKNOWN = "mark_unknown"
    NEEDS_SEAT = "needs_seat"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row as it was written; a column that the sheet does not have is absent from `cells`."""

    number: int
    cells: Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class RosterWords:
    """What words of a sheet mean under one regulation, keyed by their folded form."""

    honorifics: Mapping[str, Honorific]
    places: Mapping[str, Role | ContactKind]
    offices: Mapping[str, str]
    yes: frozenset[str]
    no: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a row cannot be taken in; `value` is what stood there, or whom it meets."""

    row: int
    column: Column
    problem: Problem
    value: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row without a fault of its own: stored keys instead of words, for the columns it has."""

    row: int
    values: Mapping[Column, str]

    @property
    def name(self) -> str:
        return self.values[Column.NAME]

    @property
    def phone(self) -> str:
        return self.values.get(Column.PHONE, "")

    @property
    def is_head(self) -> bool:
        return Role.HEAD in (self.values.get(Column.ROLE), self.values.get(Column.SECOND_ROLE))


def check_rows(
    rows: Sequence[RosterRow], words: RosterWords
) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """The entries that could be read, and every fault of every row."""
    faults: list[Fault] = []
    entries = [_Reader(row, words, faults).entry() for row in rows]
    faults += _clashes(entries)
    return tuple(entries), tuple(faults)


class _Reader:
    """Reads one row, and leaves what is wrong with it in `faults`."""

    def __init__(self, row: RosterRow, words: RosterWords, faults: list[Fault]) -> None:
        self._row = row
        self._words = words
        self._faults = faults

    def entry(self) -> Entry:
        """What could be read; a cell with a fault is left empty."""
        cells = {Column.NAME: "", Column.ROLE: "", **self._row.cells}
        values = {column: self._value(column, tidy(text)) for column, text in cells.items()}
        self._check_seat(values)
        return Entry(self._row.number, values)

    def _value(self, column: Column, text: str) -> str:
        if text.startswith(_FORMULA):
            return self._wrong(column, Problem.FORMULA, text)
        match column:
            case Column.NAME:
                return self._name(text)
            case Column.HONORIFIC:
                default = Honorific.COMRADE if not text else None
                found = self._words.honorifics.get(fold(text), default)
                return found or self._wrong(column, Problem.HONORIFIC_UNKNOWN, text)
            case Column.PHONE:
                return self._phone(text)
            case Column.POSITION if len(text) > LONGEST_POSITION:
                return self._wrong(column, Problem.TOO_LONG, text)
            case Column.POSITION:
                return text
            case Column.ROLE | Column.SECOND_ROLE:
                return self._role(column, text)
            case Column.OFFICE:
                return self._office(text)
            case Column.SECRETARIAT | Column.ADMINISTRATOR:
                return self._mark(column, text)

    def _name(self, text: str) -> str:
        if not text:
            return self._wrong(Column.NAME, Problem.NAME_MISSING)
        if len(text) > LONGEST_NAME:
            return self._wrong(Column.NAME, Problem.TOO_LONG, text)
        if any(each.isdigit() for each in text) or not any(each.isalpha() for each in text):
            return self._wrong(Column.NAME, Problem.NAME_IMPOSSIBLE, text)
        return text

    def _phone(self, text: str) -> str:
        if not text:
            return ""
        return normal_phone(text) or self._wrong(Column.PHONE, Problem.PHONE_IMPOSSIBLE, text)

    def _role(self, column: Column, text: str) -> str:
        if not text:
            missing = column is Column.ROLE
            return self._wrong(column, Problem.ROLE_MISSING) if missing else ""
        found = self._words.places.get(fold(text))
        if found is None:
            return self._wrong(column, Problem.ROLE_UNKNOWN, text)
        if column is Column.SECOND_ROLE and isinstance(found, ContactKind):
            return self._wrong(column, Problem.NEEDS_SEAT, text)
        return found

    def _office(self, text: str) -> str:
        """An office by its key, its name, or the beginning of one name only."""
        if not text:
            return ""
        offices, folded = self._words.offices, fold(text)
        begun = {key for name, key in offices.items() if name.startswith(f"{folded} ")}
        found = offices.get(folded) or (begun.pop() if len(begun) == 1 else None)
        return found or self._wrong(Column.OFFICE, Problem.OFFICE_UNKNOWN, text)

    def _mark(self, column: Column, text: str) -> str:
        folded = fold(text)
        if folded in self._words.yes:
            return MARK
        if folded and folded not in self._words.no:
            return self._wrong(column, Problem.MARK_UNKNOWN, text)
        return ""

    def _check_seat(self, values: Mapping[Column, str]) -> None:
        role = values[Column.ROLE]
        if role in tuple(ContactKind):
            for column in SEAT_COLUMNS:
                if values.get(column):
                    self._wrong(column, Problem.NEEDS_SEAT, self._row.cells[column])
        elif role and role == values.get(Column.SECOND_ROLE):
            self._wrong(Column.SECOND_ROLE, Problem.SAME_ROLE_TWICE, self._row.cells[Column.ROLE])

    def _wrong(self, column: Column, problem: Problem, value: str = "") -> str:
        self._faults.append(Fault(self._row.number, column, problem, value[:60]))
        return ""


def _clashes(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Rows that cannot stand on one sheet together; each of them is named."""
    phones = Counter(entry.phone for entry in entries if entry.phone)
    names = Counter(fold(entry.name) for entry in entries if entry.name)
    nameless_phone = {fold(entry.name) for entry in entries if not entry.phone}
    heads = sum(entry.is_head for entry in entries)
    for entry in entries:
        name = fold(entry.name)
        if phones[entry.phone] > 1:
            yield Fault(entry.row, Column.PHONE, Problem.PHONE_TWICE, entry.phone)
        # Two of one name can be told apart only where each has a number.
        if names[name] > 1 and name in nameless_phone:
            yield Fault(entry.row, Column.NAME, Problem.PERSON_TWICE, entry.name)
        if entry.is_head and heads > 1:
            yield Fault(entry.row, Column.ROLE, Problem.TWO_HEADS, entry.name)
